namespace BashTool.Core.Planning;

/// <summary>A combination of commands that everybody writes, and what is to know about it.</summary>
/// <param name="Name">A stable name.</param>
/// <param name="Meaning">What it is for.</param>
/// <param name="Steps">The commands that follow one another in a pipeline.</param>
/// <param name="Advice">What would do the same better; empty where nothing would.</param>
public sealed record CommandPattern(string Name, string Meaning, IReadOnlyList<PatternStep> Steps, string Advice = "")
{
    /// <summary>The kind of work it does.</summary>
    public PatternCategory Category { get; init; }

    /// <summary>The name of the fused form that runs the steps as one; null where there is none.</summary>
    public string? Fusion { get; init; }

    /// <summary>Why it is in the catalogue: what is gained or to be watched.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The pattern as one would write it.</summary>
    public string Shape => string.Join(" | ", Steps);

    public override string ToString() => Name;
}
