namespace BashTool.Core.Text.Regex;

internal enum RegexNodeKind
{
    Empty,
    Set,
    Sequence,
    Alternation,
    Repeat,
    Group,
    Assertion,
    BackReference,
}

/// <summary>What the characters on both sides of a position must be for an assertion to hold.</summary>
/// <param name="PreviousIs">At least one of these, unless none is asked for.</param>
internal readonly record struct RegexAssertion(
    RegexContext PreviousIs = 0, RegexContext PreviousIsNot = 0, RegexContext NextIs = 0, RegexContext NextIsNot = 0)
{
    public bool HoldsBefore(RegexContext previous) =>
        (PreviousIs == 0 || (PreviousIs & previous) != 0) && (PreviousIsNot & previous) == 0;

    public bool HoldsAfter(RegexContext next) => (NextIs == 0 || (NextIs & next) != 0) && (NextIsNot & next) == 0;

    public bool LooksAhead => (NextIs | NextIsNot) != 0;

    public bool LooksBehind => (PreviousIs | PreviousIsNot) != 0;

    public RegexAssertion Reversed => new(NextIs, NextIsNot, PreviousIs, PreviousIsNot);
}

/// <summary>What stands beside a position.</summary>
[Flags]
internal enum RegexContext
{
    Other = 0,
    Word = 1,

    /// <summary>A newline where those count, or the end of the text as seen by <c>^</c> and <c>$</c>.</summary>
    Newline = 2,

    /// <summary>The end of the text itself.</summary>
    Edge = 4,
}

/// <summary>A node of the syntax tree of a regular expression.</summary>
internal sealed class RegexNode(RegexNodeKind kind)
{
    public RegexNodeKind Kind { get; } = kind;

    public CodePointSet? Set { get; init; }

    /// <summary>Members of a sequence or alternatives; one for a repetition or a group.</summary>
    public List<RegexNode> Children { get; init; } = [];

    public int Minimum { get; init; }

    /// <summary>-1: no limit.</summary>
    public int Maximum { get; init; }

    /// <summary>Number of the group, or of the group referred to, from 1.</summary>
    public int Group { get; init; }

    public RegexAssertion Assertion { get; init; }

    public static readonly RegexNode Nothing = new(RegexNodeKind.Empty);

    public static RegexNode Of(CodePointSet set) => new(RegexNodeKind.Set) { Set = set };

    public static RegexNode Of(RegexAssertion assertion) => new(RegexNodeKind.Assertion) { Assertion = assertion };

    public static RegexNode Sequence(params List<RegexNode> members) => new(RegexNodeKind.Sequence) { Children = members };

    public static RegexNode Alternation(params List<RegexNode> members) => new(RegexNodeKind.Alternation) { Children = members };
}
