namespace BashTool.Core.Planning;

/// <summary>Something in a script that its sandbox would refuse, or that looks so.</summary>
public sealed record SandboxFinding
{
    /// <summary>The stable code, as <c>BT-FS-002</c>.</summary>
    public required string Code { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>What is touched: a path or a command.</summary>
    public required string Subject { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Why it is refused.</summary>
    public required string Reason { get; init; }

    /// <summary>What would allow it; empty where nothing does.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>The piece of the script.</summary>
    public required string Text { get; init; }

    public int Line { get; init; }

    public int Column { get; init; }

    public override string ToString() => $"{Line}:{Column}: {Severity} {Code}: {Message}";
}
