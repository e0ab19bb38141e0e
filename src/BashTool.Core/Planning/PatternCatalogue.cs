namespace BashTool.Core.Planning;

/// <summary>The patterns there are, as data. Of several that match, the one with the most steps, then the most conditions, is taken.</summary>
public static class PatternCatalogue
{
    /// <summary>Those that have a fused form.</summary>
    public static IReadOnlyList<CommandPattern> Fused => fused ??= [.. All.Where(static pattern => pattern.Fusion is not null)];

    private static IReadOnlyList<CommandPattern>? fused;

    public static IReadOnlyList<CommandPattern> All { get; } =
    [
        new("top-counts", "the most frequent lines", [new("sort"), new("uniq", "c"), new("sort", "rn"), new("head")]),
        new("ranked-counts", "lines by frequency", [new("sort"), new("uniq", "c"), new("sort", "rn")]),
        new("field-counts", "how often each value of a column occurs", [new("cut"), new("sort"), new("uniq", "c")]),
        new("sorted-distinct", "distinct lines", [new("sort"), new("uniq")], "sort -u does it alone"),
        new("find-grep", "search in the files found", [new("find"), new("xargs", Word: "grep")], "find -print0 | xargs -0 keeps names with blanks whole"),
        new("find-remove", "remove the files found", [new("find"), new("xargs", Word: "rm")], "find -delete does it alone"),
        new("find-apply", "run a command for the files found", [new("find"), new("xargs")], "find -print0 | xargs -0 keeps names with blanks whole"),
        new("find-exec", "run a command for each file found", [new("find", Word: "-exec")]),
        new("find-count", "count the files found", [new("find"), new("wc", "l")]),
        new("cat-grep", "search in a file", [new("cat"), new("grep")], "grep reads the file itself"),
        new("cat-count", "count what is in a file", [new("cat"), new("wc")], "wc reads the file itself"),
        new("grep-count", "count the lines that match", [new("grep"), new("wc", "l")], "grep -c does it alone"),
        new("grep-exclude", "lines that match one pattern and not the other", [new("grep"), new("grep", "v")]),
        new("grep-edit", "edit the lines that match", [new("grep"), new("sed")]),
        new("grep-column", "one column of the lines that match", [new("grep"), new("awk")], "awk '/pattern/ {print $N}' does it alone"),
        new("process-search", "find a process", [new("ps"), new("grep")], "pgrep does it without finding itself"),
        new("list-filter", "file names that match", [new("ls"), new("grep")], "a glob does it without a pipeline"),
        new("list-count", "count the files of a directory", [new("ls"), new("wc", "l")]),
        new("line-range", "a range of lines", [new("head"), new("tail")], "sed -n 'FIRST,LASTp' does it alone"),
        new("disk-usage", "what takes the most space", [new("du"), new("sort"), new("head")]),
        new("edit-in-place", "edit files where they are", [new("sed", "i")]),
        new("fetch-json", "query a web service", [new("curl"), new("jq")]),
        new("sequence-apply", "run a command for each number", [new("seq"), new("xargs")]),
        new("column-sort", "a column, sorted", [new("awk"), new("sort")]),
    ];
}
