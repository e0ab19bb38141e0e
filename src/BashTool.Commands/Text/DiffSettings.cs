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

    public required PosixRegex? Function { get; init; }

    public required bool ExpandsTabs { get; init; }

    public required bool InitialTab { get; init; }

    public required int TabSize { get; init; }

    public required bool SuppressesBlankEmpty { get; init; }

    public required bool Minimal { get; init; }

    public required int Width { get; init; }

    public required bool LeftColumn { get; init; }

    public required bool SuppressesCommonLines { get; init; }

    public required string IfDefName { get; init; }

    public required bool Colored { get; init; }

    public required IReadOnlyList<GlobPattern> Excluded { get; init; }

    public required string? StartingFile { get; init; }

    public required int Horizon { get; init; }

    /// <summary>The options as given, for the header of each file of a tree.</summary>
    public required string OptionText { get; init; }
}
