namespace BashTool.Commands.Awk;

/// <summary>What the options ask for.</summary>
internal sealed record AwkSettings
{
    public bool Posix { get; init; }

    public bool Traditional { get; init; }

    public bool Bytes { get; init; }

    public bool NonDecimal { get; init; }

    public bool Sandbox { get; init; }

    public bool Lint { get; init; }

    public bool LintFatal { get; init; }

    public bool InPlace { get; init; }

    public string? DumpVariables { get; init; }

    public bool IsGnu => !Posix && !Traditional;
}
