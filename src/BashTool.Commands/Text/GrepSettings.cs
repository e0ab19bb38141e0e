namespace BashTool.Commands.Text;

/// <summary>What grep does with files that are not text.</summary>
internal enum GrepBinary
{
    Binary,
    Text,
    WithoutMatch,
}

/// <summary>What grep does with directories.</summary>
internal enum GrepDirectories
{
    Read,
    Recurse,
    Skip,
}

/// <summary>What was asked of grep, apart from the patterns.</summary>
internal sealed record GrepSettings
{
    /// <summary>False: any byte is a character.</summary>
    public bool Utf8 { get; init; } = true;

    public required byte Delimiter { get; init; }

    public required bool Inverts { get; init; }

    public required long MaxCount { get; init; }

    public required bool ShowsOffsets { get; init; }

    public required bool ShowsNumbers { get; init; }

    public bool ShowsNames { get; init; }

    public required bool FlushesLines { get; init; }

    public required string StandardInputName { get; init; }

    public required bool OnlyMatching { get; init; }

    public required bool Quiet { get; init; }

    public required bool FilesWithMatches { get; init; }

    public required bool FilesWithoutMatch { get; init; }

    public required bool Counts { get; init; }

    /// <summary>No messages about files that cannot be read.</summary>
    public required bool Silent { get; init; }

    public required GrepBinary Binary { get; init; }

    public required bool AlignsTabs { get; init; }

    public required bool NullAfterName { get; init; }

    /// <summary>Lines of context before a selected line; -1 where no context was asked for.</summary>
    public required long Before { get; init; }

    public required long After { get; init; }

    public required string? GroupSeparator { get; init; }

    public required GrepColors? Colors { get; init; }

    public required GrepDirectories Directories { get; init; }

    public required bool FollowsLinks { get; init; }

    public required bool? SkipsDevices { get; init; }

    public required GrepSelection Selection { get; init; }

    /// <summary>One selected line decides about the whole file.</summary>
    public bool StopsAtFirst => Quiet || FilesWithMatches || FilesWithoutMatch;

    /// <summary>No lines are printed.</summary>
    public bool PrintsNothing => StopsAtFirst || Counts;
}
