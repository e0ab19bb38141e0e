namespace BashTool.Fuzzing;

/// <summary>Words that come and go together: an option with its value, or an operand.</summary>
public sealed record ArgumentGroup(string[] Words)
{
    /// <summary>Whether its text may be made simpler.</summary>
    public bool IsFree { get; init; }
}

/// <summary>One thing to try: a command line and what it finds.</summary>
public sealed record Round(string Command, IReadOnlyList<ArgumentGroup> Groups, IReadOnlyDictionary<string, byte[]> Files, byte[] Input)
{
    public IEnumerable<string> Arguments => Groups.SelectMany(g => g.Words);

    public string CommandLine => string.Join(' ', Arguments.Select(ShellWords.Quote).Prepend(Command));
}
