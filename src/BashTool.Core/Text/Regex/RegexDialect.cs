namespace BashTool.Core.Text.Regex;

/// <summary>What tells one dialect from another; the distinctions are those of the C library's syntax bits.</summary>
[Flags]
internal enum RegexDialect
{
    None = 0,
    BackslashEscapesInLists = 1,
    BackslashPlusQuestion = 2,
    CharacterClasses = 4,
    AnchorsAnywhere = 8,
    OperatorsAnywhere = 0x10,
    LeadingOperatorsInvalid = 0x20,
    Intervals = 0x40,
    LimitedOperators = 0x80,
    NewlineAlternates = 0x100,
    BareBraces = 0x200,
    BareParentheses = 0x400,
    NoBackReferences = 0x800,
    BareBar = 0x1000,
    EmptyRangesInvalid = 0x2000,
    StrayParenthesisOrdinary = 0x4000,
    NoGnuOperators = 0x8000,
    InvalidIntervalOrdinary = 0x10000,
    LeadingIntervalInvalid = 0x20000,
    GrepChecks = 0x40000,

    /// <summary>Set for one token only: a caret here is an anchor.</summary>
    CaretAnchorsHere = 0x80000,

    PosixCommon = CharacterClasses | Intervals | EmptyRangesInvalid,
    PosixBasic = PosixCommon | BackslashPlusQuestion | LeadingIntervalInvalid,
    PosixExtended = PosixCommon | AnchorsAnywhere | OperatorsAnywhere | BareBraces | BareParentheses | BareBar
        | LeadingOperatorsInvalid | StrayParenthesisOrdinary,
}

internal static class RegexDialects
{
    public static RegexDialect Of(RegexSyntax syntax) => syntax switch
    {
        RegexSyntax.Basic => RegexDialect.PosixBasic,
        RegexSyntax.Extended => RegexDialect.PosixExtended,
        RegexSyntax.Grep => (RegexDialect.PosixBasic | RegexDialect.NewlineAlternates | RegexDialect.GrepChecks) & ~RegexDialect.LeadingIntervalInvalid,
        RegexSyntax.Egrep => (RegexDialect.PosixExtended | RegexDialect.InvalidIntervalOrdinary | RegexDialect.NewlineAlternates | RegexDialect.GrepChecks)
            & ~RegexDialect.LeadingOperatorsInvalid,
        RegexSyntax.Awk => RegexDialect.BackslashEscapesInLists | RegexDialect.BareParentheses | RegexDialect.NoBackReferences | RegexDialect.BareBar
            | RegexDialect.EmptyRangesInvalid | RegexDialect.AnchorsAnywhere | RegexDialect.CharacterClasses | RegexDialect.StrayParenthesisOrdinary
            | RegexDialect.NoGnuOperators,
        RegexSyntax.GnuAwk => (RegexDialect.PosixExtended | RegexDialect.BackslashEscapesInLists | RegexDialect.InvalidIntervalOrdinary)
            & ~(RegexDialect.OperatorsAnywhere | RegexDialect.LeadingOperatorsInvalid),
        RegexSyntax.PosixAwk => RegexDialect.PosixExtended | RegexDialect.BackslashEscapesInLists | RegexDialect.NoGnuOperators
            | RegexDialect.InvalidIntervalOrdinary,
        RegexSyntax.Emacs => RegexDialect.None,
        RegexSyntax.PosixMinimalBasic => RegexDialect.PosixCommon | RegexDialect.LimitedOperators,
        _ => throw new ArgumentOutOfRangeException(nameof(syntax)),
    };
}
