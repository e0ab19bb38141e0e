using BashTool.Commands.Files;

namespace BashTool.Commands.Patch;

/// <summary>The kinds of patch; the order counts where rejects are written.</summary>
internal enum PatchKind
{
    None,
    Context,
    Normal,
    Ed,
    NewContext,
    Unified,
    GitBinary,
}

internal enum PatchVerbosity
{
    Normal,
    Silent,
    Verbose,
}

internal enum PatchMerge
{
    None,
    Merge,
    Diff3,
}

internal enum ReadOnlyFiles
{
    Warn,
    Ignore,
    Fail,
}

/// <summary>What was asked of patch.</summary>
internal sealed record PatchSettings
{
    public PatchKind Kind { get; init; }

    public bool Backup { get; init; }

    public bool? BackupIfMismatch { get; init; }

    public string? BackupPrefix { get; init; }

    public string? BackupBasePrefix { get; init; }

    public string? BackupSuffix { get; init; }

    public BackupType BackupType { get; init; }

    public string SimpleSuffix { get; init; } = ".orig";

    public bool Canonicalize { get; init; }

    public bool Binary { get; init; }

    public string? IfDef { get; init; }

    public bool DryRun { get; init; }

    public bool RemoveEmpty { get; init; }

    public bool Force { get; init; }

    public bool Batch { get; init; }

    public bool Forward { get; init; }

    public bool Reverse { get; init; }

    public int Fuzz { get; init; } = 2;

    public int Strip { get; init; } = -1;

    public string? Output { get; init; }

    public string? RejectFile { get; init; }

    /// <summary>Unified or NewContext; None for what the patch is.</summary>
    public PatchKind RejectFormat { get; init; }

    public PatchVerbosity Verbosity { get; init; }

    public PatchMerge Merge { get; init; }

    public ReadOnlyFiles ReadOnly { get; init; }

    public bool Posix { get; init; }

    public bool SetTime { get; init; }

    public bool SetUtc { get; init; }

    public bool FollowLinks { get; init; }

    public QuotingStyle Quoting { get; init; } = QuotingStyle.Shell;

    public VirtualPath Directory { get; init; }
}
