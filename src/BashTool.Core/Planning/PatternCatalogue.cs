namespace BashTool.Core.Planning;

/// <summary>The patterns there are, as data. Of several that match, the one with the most steps, then the most conditions, is taken.</summary>
public static partial class PatternCatalogue
{
    /// <summary>The fused forms there are, by the names that patterns give them.</summary>
    public static class Forms
    {
        /// <summary>The file or text that a first stage would pass on is read by the second directly.</summary>
        public const string DirectInput = "DirectInput";

        /// <summary>What a stage writes is counted as it is written.</summary>
        public const string CountedOutput = "CountedOutput";

        /// <summary>Of the sorted lines only the first few are kept while reading.</summary>
        public const string TopLines = "TopLines";

        /// <summary>Equal lines are counted in a table before they are sorted.</summary>
        public const string CountedLines = "CountedLines";

        /// <summary>Equal lines are dropped in a table before they are sorted.</summary>
        public const string DistinctLines = "DistinctLines";

        /// <summary>Different lines are counted in a table and never sorted.</summary>
        public const string DistinctCount = "DistinctCount";

        /// <summary>A range of lines is taken in one pass that ends with it.</summary>
        public const string LineRange = "LineRange";

        /// <summary>What was found is handed on as a block when the walk has ended.</summary>
        public const string CollectedNames = "CollectedNames";
    }

    private static IReadOnlyList<CommandPattern>? all;
    private static IReadOnlyList<CommandPattern>? fused;

    public static IReadOnlyList<CommandPattern> All => all ??=
    [
        .. Searching, .. Counting, .. Ordering, .. Aggregating, .. Extracting, .. Transforming, .. Walking, .. Packing, .. Encoding, .. Observing,
        .. Fetching, .. Versioning, .. Querying, .. Building,
    ];

    /// <summary>Those that have a fused form, the most telling first.</summary>
    public static IReadOnlyList<CommandPattern> Fused =>
        fused ??= [.. All.Where(static pattern => pattern.Fusion is not null).OrderByDescending(PatternMatcher.Weight)];

    // A row: name, what it is for, why it is here, the form that runs it faster, and the steps as one writes them.
    private static CommandPattern Row(PatternCategory category, string name, string meaning, string reason, string advice, string? fusion, params string[] steps) =>
        new(name, meaning, [.. steps.Select(PatternStep.Parse)], advice) { Category = category, Reason = reason, Fusion = fusion };
}
