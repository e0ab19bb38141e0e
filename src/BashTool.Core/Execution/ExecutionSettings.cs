using BashTool.Core.Planning;

namespace BashTool.Core.Execution;

/// <summary>How a shell runs what is not the shell itself.</summary>
public sealed record ExecutionSettings
{
    public static ExecutionSettings Default { get; } = new();

    public StrategyPolicy Strategy { get; init; }

    /// <summary>Whether pipelines of well-known shapes run in their fused form. Invisible but for speed.</summary>
    public bool Fuse { get; init; } = true;

    /// <summary>Whether a carriage return before a newline in scripts is taken for a part of it.</summary>
    public bool IgnoreCarriageReturns { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Answers instead of programs; null where programs are really started.</summary>
    public TestMode? TestMode { get; init; }

    /// <summary>What runs commands of PowerShell; null for <c>pwsh</c>, where it is there.</summary>
    public IPowerShellRunner? PowerShell { get; init; }

    /// <summary>Whether a name that nothing else has is looked for among PowerShell's commands.</summary>
    public bool UsePowerShellCommands { get; init; }

    /// <summary>What is learnt; null where nothing is kept.</summary>
    public ExecutionStatistics? Statistics { get; init; }

    /// <summary>The programs of this machine; null for a look of the shell's own.</summary>
    public HostCapabilities? Capabilities { get; init; }

    /// <summary>Directories in front of PATH where tools of a real bash are looked for; null for those of the bash that is found.</summary>
    public IReadOnlyList<string>? BashDirectories { get; init; }
}
