namespace BashTool.Fuzzing;

/// <summary>What a run did.</summary>
public sealed record Outcome(int Status, byte[] Output, byte[] Error, SortedDictionary<string, byte[]> Tree)
{
    /// <summary>Why there is nothing to compare: it took too long or printed too much.</summary>
    public string? Trouble { get; init; }
}

/// <summary>What is compared first is reported first.</summary>
public enum DifferenceKind
{
    None,
    Crash,
    Status,
    Output,
    Files,
    ErrorPresence,
    ErrorText,
}
