using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>The output formats of diff.</summary>
internal enum DiffStyle
{
    Normal,
    Context,
    Unified,
    Ed,
    ForwardEd,
    Rcs,
    SideBySide,
    IfThenElse,
}

/// <summary>What a stretch of the two files is.</summary>
internal enum DiffPart
{
    Unchanged,
    Old,
    New,
    Changed,
}

/// <summary>What was asked of diff.</summary>
internal sealed record DiffSettings
{
    public required DiffStyle Style { get; init; }

    public required int Context { get; init; }

    public required bool Brief { get; init; }

    public required bool ReportsIdentical { get; init; }

    public required bool Recursive { get; init; }

    public required bool NewFile { get; init; }

    public required bool UnidirectionalNewFile { get; init; }

    public required bool NoDereference { get; init; }

    public required bool Text { get; init; }

    public required bool StripsCarriageReturns { get; init; }

    public required bool IgnoresCase { get; init; }

    public required bool IgnoresAllSpace { get; init; }

    public required bool IgnoresSpaceChange { get; init; }

    public required bool IgnoresTrailingSpace { get; init; }

    public required bool IgnoresTabExpansion { get; init; }

    public required bool IgnoresBlankLines { get; init; }

    public required IReadOnlyList<PosixRegex> IgnoredLines { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<PosixRegex> Functions { get; init; }

    /// <summary>Side by side with the numbers of lines in front, for sdiff.</summary>
    public required bool MergeAssist { get; init; }

    public required bool ExpandsTabs { get; init; }

    public required bool InitialTab { get; init; }

    public required int TabSize { get; init; }

    public required bool SuppressesBlankEmpty { get; init; }

    public required bool Minimal { get; init; }

    public required int Width { get; init; }

    public required bool LeftColumn { get; init; }

    public required bool SuppressesCommonLines { get; init; }

    /// <summary>For each <see cref="DiffPart"/> the format of a group of lines.</summary>
    public required string[] GroupFormats { get; init; }

    /// <summary>The same for a line, but for changed ones.</summary>
    public required string[] LineFormats { get; init; }

    public required DiffPalette Palette { get; init; }

    public required bool Paginates { get; init; }

    public required bool IgnoresFileNameCase { get; init; }

    /// <summary>The time of a context header as POSIX has it.</summary>
    public required bool PosixTime { get; init; }

    public required bool Colored { get; init; }

    public required IReadOnlyList<GlobPattern> Excluded { get; init; }

    public required string? StartingFile { get; init; }

    /// <summary>Nothing is printed for files that are the same.</summary>
    public bool SilentWhenSame => Style == DiffStyle.IfThenElse
        ? GroupFormats[0].Length == 0 || (GroupFormats[0] == "%=" && LineFormats[0].Length == 0)
        : Style != DiffStyle.SideBySide || SuppressesCommonLines;

    public required int Horizon { get; init; }

    /// <summary>The options as given, for the header of each file of a tree.</summary>
    public required string OptionText { get; init; }

    /// <summary>Nothing asked: lines are equal if they are the same.</summary>
    public static DiffSettings Plain { get; } = new()
    {
        Style = DiffStyle.Normal, Context = 0, Brief = false, ReportsIdentical = false, Recursive = false, NewFile = false,
        UnidirectionalNewFile = false, NoDereference = false, Text = false, StripsCarriageReturns = false, IgnoresCase = false,
        IgnoresAllSpace = false, IgnoresSpaceChange = false, IgnoresTrailingSpace = false, IgnoresTabExpansion = false,
        IgnoresBlankLines = false, IgnoredLines = [], Labels = [], Functions = [], MergeAssist = false, ExpandsTabs = false,
        InitialTab = false, TabSize = 8, SuppressesBlankEmpty = false, Minimal = false, Width = 130, LeftColumn = false,
        SuppressesCommonLines = false, GroupFormats = [], LineFormats = [], Palette = new DiffPalette(), Paginates = false,
        IgnoresFileNameCase = false, PosixTime = false, Colored = false, Excluded = [], StartingFile = null, Horizon = 0, OptionText = "",
    };
}
