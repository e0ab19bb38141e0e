namespace BashTool.Core.Planning;

// Searching, counting, ordering and aggregating lines.
public static partial class PatternCatalogue
{
    private static CommandPattern[] Searching =>
    [
        Row(PatternCategory.Search, "cat-grep", "search in a file", "the copy through a pipe is saved", "grep reads the file itself", Forms.DirectInput, "cat", "grep/egrep/fgrep"),
        Row(PatternCategory.Search, "grep-exclude", "lines that match one pattern and not the other", "two passes over what matched", "", null, "grep", "grep -v"),
        Row(PatternCategory.Search, "grep-both", "lines that match both patterns", "the second search sees little", "awk '/a/ && /b/' does it alone", null, "grep", "grep"),
        Row(PatternCategory.Search, "grep-first", "the first match", "the search ends early", "grep -m1 does it alone", null, "grep", "head"),
        Row(PatternCategory.Search, "grep-last", "the last match", "the whole input is read", "", null, "grep", "tail"),
        Row(PatternCategory.Search, "list-filter", "file names that match", "names with newlines are cut", "a glob does it without a pipeline", null, "ls", "grep"),
        Row(PatternCategory.Search, "process-search", "find a process", "it finds itself", "pgrep does it without finding itself", null, "ps", "grep"),
        Row(PatternCategory.Search, "history-search", "find an earlier command", "there is a history in interactive shells only", "", null, "history", "grep"),
        Row(PatternCategory.Search, "environment-search", "find a variable", "values with newlines are cut", "", null, "env/printenv", "grep"),
        Row(PatternCategory.Search, "echo-grep", "test a text against a pattern", "no stage is needed to hold the text", "[[ $text =~ pattern ]] does it without a pipeline", Forms.DirectInput, "echo/printf", "grep/egrep/fgrep"),
        Row(PatternCategory.Search, "find-grep", "search in the files found", "names are split at blanks", "find -print0 | xargs -0 keeps names with blanks whole", Forms.CollectedNames, "find", "xargs grep"),
        Row(PatternCategory.Search, "find-grep-list", "names of the files found that match", "names are split at blanks", "grep -rl does it alone", Forms.CollectedNames, "find", "xargs grep", "sort"),
        Row(PatternCategory.Search, "grep-context-page", "matches with what is around them", "", "", null, "grep -A", "head"),
        Row(PatternCategory.Search, "zipped-search", "search in a compressed file", "", "zgrep does it alone", null, "zcat/gzip", "grep"),
        Row(PatternCategory.Search, "tail-search", "search in what is new", "the search waits for lines", "", null, "tail -f", "grep"),
        Row(PatternCategory.Search, "log-search", "search in the end of a log", "the start of the file is not read", "", null, "tail", "grep"),
        Row(PatternCategory.Search, "strings-search", "text in a binary file", "", "grep -a does it alone", null, "strings", "grep"),
    ];

    private static CommandPattern[] Counting =>
    [
        Row(PatternCategory.Count, "grep-count", "count the lines that match", "no line has to be handed on", "grep -c does it alone", Forms.CountedOutput, "grep/egrep/fgrep", "wc -l"),
        Row(PatternCategory.Count, "cat-count", "count what is in a file", "the copy through a pipe is saved", "wc reads the file itself", Forms.DirectInput, "cat", "wc"),
        Row(PatternCategory.Count, "list-count", "count the files of a directory", "no name has to be handed on", "", Forms.CountedOutput, "ls", "wc -l"),
        Row(PatternCategory.Count, "find-count", "count the files found", "no name has to be handed on", "", Forms.CountedOutput, "find", "wc -l"),
        Row(PatternCategory.Count, "awk-count", "count what a program prints", "", "", Forms.CountedOutput, "awk", "wc -l"),
        Row(PatternCategory.Count, "sed-count", "count the lines an edit leaves", "", "", Forms.CountedOutput, "sed", "wc -l"),
        Row(PatternCategory.Count, "cut-count", "count fields", "", "", Forms.CountedOutput, "cut", "wc -l"),
        Row(PatternCategory.Count, "sort-count", "count sorted lines", "", "", Forms.CountedOutput, "sort", "wc -l"),
        Row(PatternCategory.Count, "uniq-count", "count the runs of equal lines", "", "", Forms.CountedOutput, "uniq", "wc -l"),
        Row(PatternCategory.Count, "translate-count", "count pieces of text", "", "", Forms.CountedOutput, "tr", "wc"),
        Row(PatternCategory.Count, "head-count", "count at most so many lines", "", "", Forms.CountedOutput, "head", "wc -l"),
        Row(PatternCategory.Count, "tail-count", "count the last lines", "", "", Forms.CountedOutput, "tail", "wc -l"),
        Row(PatternCategory.Count, "sequence-count", "count numbers", "", "", Forms.CountedOutput, "seq", "wc -l"),
        Row(PatternCategory.Count, "echo-count", "measure a text", "no stage is needed to hold the text", "${#text} does it without a pipeline", Forms.DirectInput, "echo/printf", "wc"),
        Row(PatternCategory.Count, "process-count", "count processes", "", "", null, "ps", "wc -l"),
        Row(PatternCategory.Count, "user-count", "count who is logged in", "", "", null, "who", "wc -l"),
        Row(PatternCategory.Count, "git-count", "count what git lists", "", "", null, "git", "wc -l"),
        Row(PatternCategory.Count, "diff-count", "count the lines that differ", "", "", Forms.CountedOutput, "diff", "wc -l"),
        Row(PatternCategory.Count, "any-count", "count lines", "no line has to be handed on", "", Forms.CountedOutput, "*", "wc -l"),
    ];

    private static CommandPattern[] Ordering =>
    [
        Row(PatternCategory.Order, "sort-top", "the first lines in order", "only so many lines are kept", "", Forms.TopLines, "sort", "head"),
        Row(PatternCategory.Order, "sort-bottom", "the last lines in order", "", "sort -r | head does it with fewer lines kept", null, "sort", "tail"),
        Row(PatternCategory.Order, "cat-sort", "sort a file", "the copy through a pipe is saved", "sort reads the file itself", Forms.DirectInput, "cat", "sort"),
        Row(PatternCategory.Order, "disk-usage", "what takes the most space", "sizes are numbers: -n", "", Forms.TopLines, "du", "sort", "head"),
        Row(PatternCategory.Order, "disk-usage-sorted", "what takes space, in order", "", "", null, "du", "sort"),
        Row(PatternCategory.Order, "list-newest", "the newest files", "names with newlines are cut", "", null, "ls -t", "head"),
        Row(PatternCategory.Order, "list-sorted", "a listing in another order", "ls sorts by itself", "ls -S, -t, -X and -v do it alone", null, "ls", "sort"),
        Row(PatternCategory.Order, "column-sort", "a column, sorted", "", "", null, "awk", "sort"),
        Row(PatternCategory.Order, "cut-sort", "a column, sorted", "", "", null, "cut", "sort"),
        Row(PatternCategory.Order, "sort-join", "put sorted files together", "both have to be sorted alike", "", null, "sort", "join"),
        Row(PatternCategory.Order, "sort-compare", "compare sorted files", "both have to be sorted alike", "", null, "sort", "comm"),
        Row(PatternCategory.Order, "sort-differ", "differences whatever the order", "", "", null, "sort", "diff"),
        Row(PatternCategory.Order, "reverse-first", "the last lines, the last first", "", "", null, "tac", "head"),
        Row(PatternCategory.Order, "shuffle-first", "some lines at random", "", "shuf -n does it alone", null, "shuf", "head"),
        Row(PatternCategory.Order, "random-sort-first", "some lines at random", "", "shuf -n does it alone", null, "sort -R", "head"),
        Row(PatternCategory.Order, "largest-files", "the largest files", "", "", Forms.TopLines, "find", "sort", "head"),
        Row(PatternCategory.Order, "number-sort", "number lines after sorting them", "", "", null, "sort", "nl"),
        Row(PatternCategory.Order, "process-top", "the processes that use the most", "", "", Forms.TopLines, "ps", "sort", "head"),
    ];

    private static CommandPattern[] Aggregating =>
    [
        Row(PatternCategory.Aggregate, "top-counts", "the most frequent lines", "a table counts, and only so many lines are kept", "", Forms.CountedLines, "sort", "uniq -c", "sort -rn", "head"),
        Row(PatternCategory.Aggregate, "ranked-counts", "lines by frequency", "a table counts what would be sorted", "", Forms.CountedLines, "sort", "uniq -c", "sort -rn"),
        Row(PatternCategory.Aggregate, "line-counts", "how often each line occurs", "a table counts what would be sorted", "", Forms.CountedLines, "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "repeated-lines", "lines that occur more than once", "a table counts what would be sorted", "", Forms.CountedLines, "sort", "uniq -d"),
        Row(PatternCategory.Aggregate, "single-lines", "lines that occur once", "a table counts what would be sorted", "", Forms.CountedLines, "sort", "uniq -u"),
        Row(PatternCategory.Aggregate, "sorted-distinct", "distinct lines", "a table drops repeats before they are sorted", "sort -u does it alone", Forms.DistinctLines, "sort", "uniq"),
        Row(PatternCategory.Aggregate, "distinct-count", "how many different lines there are", "nothing has to be sorted", "sort -u | wc -l does it with one stage less", Forms.DistinctCount, "sort", "uniq", "wc -l"),
        Row(PatternCategory.Aggregate, "unique-count", "how many different lines there are", "nothing has to be sorted", "", Forms.DistinctCount, "sort -u", "wc -l"),
        Row(PatternCategory.Aggregate, "field-counts", "how often each value of a column occurs", "a table counts what would be sorted", "", Forms.CountedLines, "cut", "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "column-counts", "how often each value of a column occurs", "a table counts what would be sorted", "", Forms.CountedLines, "awk", "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "match-counts", "how often each match occurs", "a table counts what would be sorted", "", Forms.CountedLines, "grep -o", "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "word-counts", "how often each word occurs", "a table counts what would be sorted", "", Forms.CountedLines, "tr", "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "edited-counts", "how often each edited line occurs", "a table counts what would be sorted", "", Forms.CountedLines, "sed", "sort", "uniq -c"),
        Row(PatternCategory.Aggregate, "cut-distinct", "distinct values of a column", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "cut", "sort -u"),
        Row(PatternCategory.Aggregate, "awk-distinct", "distinct values of a column", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "awk", "sort -u"),
        Row(PatternCategory.Aggregate, "grep-distinct", "distinct matches", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "grep", "sort -u"),
        Row(PatternCategory.Aggregate, "sed-distinct", "distinct edited lines", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "sed", "sort -u"),
        Row(PatternCategory.Aggregate, "translate-distinct", "distinct words", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "tr", "sort -u"),
        Row(PatternCategory.Aggregate, "cat-distinct", "distinct lines of files", "a table drops repeats before they are sorted", "sort -u reads the files itself", Forms.DistinctLines, "cat", "sort -u"),
        Row(PatternCategory.Aggregate, "find-distinct", "distinct names", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "find", "sort -u"),
        Row(PatternCategory.Aggregate, "any-distinct", "distinct lines", "a table drops repeats before they are sorted", "", Forms.DistinctLines, "*", "sort -u"),
        Row(PatternCategory.Aggregate, "column-sum", "the sum of a column", "", "awk does it alone", null, "cut", "awk"),
        Row(PatternCategory.Aggregate, "paste-sum", "the sum of lines", "", "awk does it alone", null, "paste -s", "bc"),
        Row(PatternCategory.Aggregate, "adjacent-counts", "how long runs of equal lines are", "", "", null, "cut", "uniq -c"),
        Row(PatternCategory.Aggregate, "shape-counts", "the most frequent values of a column", "a table counts, and only so many lines are kept", "", Forms.CountedLines, "awk", "sort", "uniq -c", "sort -rn", "head"),
    ];
}
