// The name users see: BashTool.BashResult.
namespace BashTool;

/// <summary>What a call of <c>Invoke-Bash -AsResult</c> came to.</summary>
public sealed class BashResult
{
    /// <summary>The command or the script's path.</summary>
    public required string Command { get; init; }

    /// <summary>The exit status, 0 to 255.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Standard output, without the newline at its end.</summary>
    public required string Output { get; init; }

    /// <summary>Standard error, without the newline at its end.</summary>
    public required string Error { get; init; }

    /// <summary>How long it ran.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether the time given with <c>-TimeoutSec</c> was over before it ended.</summary>
    public bool TimedOut { get; init; }

    /// <summary>How it was run; null for a script of a file.</summary>
    public Core.Planning.StrategyType? Strategy { get; init; }

    /// <summary>The limit that ended it; null where none did.</summary>
    public Core.Limits.LimitReport? Limit { get; init; }

    /// <summary>The programs and PowerShell commands that ran outside of the sandbox.</summary>
    public string[] Uncontained { get; init; } = [];

    /// <summary>Whether there was more output than <c>-MaxOutputBytes</c> lets a result hold.</summary>
    public bool OutputTruncated { get; init; }

    /// <summary>Whether there were more errors than <c>-MaxOutputBytes</c> lets a result hold.</summary>
    public bool ErrorTruncated { get; init; }

    /// <summary>Where the script ended, as it sees it.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The name of the session it ran in; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>The caller's id, or one made for this call.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Whether the exit status is 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Standard output as lines.</summary>
    public string[] GetOutputLines() => Output.Length == 0 ? [] : Output.Split('\n');

    /// <inheritdoc/>
    public override string ToString() => Output;
}
