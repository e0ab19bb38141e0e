using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.Execution;

/// <summary>A PowerShell command to be run as a stage of a pipeline.</summary>
public sealed record PowerShellInvocation
{
    /// <summary>The command's name, then its arguments, as the shell expanded them.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required OpenFile Input { get; init; }

    public required OpenFile Output { get; init; }

    public required OpenFile Error { get; init; }

    public required HostPath WorkingDirectory { get; init; }

    /// <summary>Whether the standard input is a pipe or file that was given to this command, and not merely the shell's own.</summary>
    public bool HasInput { get; init; } = true;

    public CancellationToken Cancellation { get; init; }
}
