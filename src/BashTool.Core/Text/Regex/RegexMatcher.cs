namespace BashTool.Core.Text.Regex;

/// <summary>The machinery of a compiled regex that one thread at a time can use; made as it is needed.</summary>
internal sealed class RegexMatcher(PosixRegex.Parts parts)
{
    private LazyDfa? earliest;
    private LazyDfa? lines;
    private LazyDfa? leftmost;
    private LazyDfa? anchored;
    private LazyDfa? reverse;
    private SubmatchFinder? submatches;
    private BackReferenceMatcher? backReferences;

    /// <summary>Work beyond one look into a table for each character.</summary>
    public long WorkDone =>
        (earliest?.TransitionsMade ?? 0) + (lines?.TransitionsMade ?? 0) + (leftmost?.TransitionsMade ?? 0) + (anchored?.TransitionsMade ?? 0)
        + (reverse?.TransitionsMade ?? 0) + (submatches?.StepsTaken ?? 0) + (backReferences?.StepsTaken ?? 0);

    public LazyDfa Earliest => earliest ??= parts.NewDfa(DfaMode.Earliest);

    public LazyDfa Lines => lines ??= parts.NewDfa(DfaMode.Lines);

    public LazyDfa Leftmost => leftmost ??= parts.NewDfa(DfaMode.Leftmost);

    public LazyDfa Anchored => anchored ??= parts.NewDfa(DfaMode.Anchored);

    public LazyDfa Reverse => reverse ??= parts.NewReverseDfa();

    public SubmatchFinder Submatches => submatches ??= new SubmatchFinder(parts.Program(RegexProgramKind.Submatches), parts.GroupCount);

    public BackReferenceMatcher BackReferences =>
        backReferences ??= new BackReferenceMatcher(parts.Program(RegexProgramKind.Submatches), parts.GroupCount, parts.IgnoreCase);
}
