namespace BashTool.Commands.Awk;

internal readonly record struct AwkToken(AwkTokenKind Kind, int Start, int Line)
{
    /// <summary>A name or a keyword.</summary>
    public string Word { get; init; } = "";

    public AwkString? Text { get; init; }

    public double Number { get; init; }

    public bool Is(string keyword) => Kind == AwkTokenKind.Keyword && Word == keyword;
}
