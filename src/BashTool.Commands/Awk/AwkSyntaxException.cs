namespace BashTool.Commands.Awk;

/// <summary>A program that cannot be understood, with the whole message after the name; several lines have a line each.</summary>
internal sealed class AwkSyntaxException(params string[] lines) : Exception(string.Join('\n', lines))
{
    public IReadOnlyList<string> Lines { get; } = lines;

    public int Status { get; init; } = 1;
}
