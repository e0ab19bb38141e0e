namespace BashTool.Core.Planning;

// Files, archives, the system, the network, sources and builds.
public static partial class PatternCatalogue
{
    private static CommandPattern[] Walking =>
    [
        Row(PatternCategory.Files, "find-remove", "remove the files found", "names are split at blanks", "find -delete does it alone", Forms.CollectedNames, "find", "xargs rm"),
        Row(PatternCategory.Files, "find-apply", "run a command for the files found", "names are split at blanks", "find -print0 | xargs -0 keeps names with blanks whole", Forms.CollectedNames, "find", "xargs"),
        Row(PatternCategory.Files, "find-exec", "run a command for each file found", "", "-exec ... + starts fewer", null, "find -exec"),
        Row(PatternCategory.Files, "find-delete", "remove what is found", "", "", null, "find -delete"),
        Row(PatternCategory.Files, "find-sorted", "files found, in order", "", "", null, "find", "sort"),
        Row(PatternCategory.Files, "find-filter", "files found, by name", "", "find -name does it alone", null, "find", "grep"),
        Row(PatternCategory.Files, "find-lines", "lines of the files found", "", "", Forms.CollectedNames, "find", "xargs wc"),
        Row(PatternCategory.Files, "find-edit", "edit the files found", "names are split at blanks", "", Forms.CollectedNames, "find", "xargs sed"),
        Row(PatternCategory.Files, "list-apply", "run a command for the files of a directory", "names are split at blanks", "", Forms.CollectedNames, "ls", "xargs"),
        Row(PatternCategory.Files, "grep-apply", "run a command for the files that match", "names are split at blanks", "grep -lZ | xargs -0", Forms.CollectedNames, "grep -l", "xargs"),
        Row(PatternCategory.Files, "grep-replace", "replace in the files that match", "names are split at blanks", "grep -lZ | xargs -0", Forms.CollectedNames, "grep -l", "xargs sed"),
        Row(PatternCategory.Files, "sequence-apply", "run a command for each number", "", "a for loop does it without a pipeline", Forms.CollectedNames, "seq", "xargs"),
        Row(PatternCategory.Files, "cat-apply", "run a command for the lines of a file", "", "xargs -a does it alone", Forms.DirectInput, "cat", "xargs"),
        Row(PatternCategory.Files, "echo-apply", "run a command for words", "no stage is needed to hold the text", "", Forms.DirectInput, "echo/printf", "xargs"),
        Row(PatternCategory.Files, "list-columns", "columns of a listing", "a listing is for people", "stat -c prints what is asked for", null, "ls -l", "awk"),
        Row(PatternCategory.Files, "space-left", "how full a disk is", "", "", null, "df", "grep/awk/tail"),
    ];

    private static CommandPattern[] Packing =>
    [
        Row(PatternCategory.Archive, "tar-compress", "pack and compress", "", "tar -z does it alone", null, "tar", "gzip/bzip2/xz/zstd"),
        Row(PatternCategory.Archive, "tar-copy", "copy a tree", "", "cp -a does it alone", null, "tar", "tar"),
        Row(PatternCategory.Archive, "uncompress-tar", "unpack", "", "tar -xf finds the compression itself", null, "gzip/zcat/bzip2/xz", "tar"),
        Row(PatternCategory.Archive, "cat-compress", "compress a file", "", "gzip -c reads the file itself", null, "cat", "gzip/bzip2/xz"),
        Row(PatternCategory.Archive, "uncompress-page", "look into a compressed file", "", "", null, "zcat/gzip", "head"),
        Row(PatternCategory.Archive, "uncompress-count", "count lines of a compressed file", "", "", Forms.CountedOutput, "zcat/gzip", "wc -l"),
        Row(PatternCategory.Archive, "list-archive", "names in an archive", "", "", null, "tar", "grep"),
        Row(PatternCategory.Archive, "find-archive", "pack the files found", "", "tar -T - --null", null, "find", "tar"),
        Row(PatternCategory.Archive, "find-cpio", "pack the files found", "", "", null, "find", "cpio"),
        Row(PatternCategory.Archive, "split-archive", "cut an archive into pieces", "", "", null, "tar", "split"),
    ];

    private static CommandPattern[] Observing =>
    [
        Row(PatternCategory.System, "process-kill", "end processes by name", "", "pkill does it alone", null, "ps", "grep", "awk", "xargs kill"),
        Row(PatternCategory.System, "process-column", "one column of the processes", "", "", null, "ps", "awk"),
        Row(PatternCategory.System, "port-search", "who uses a port", "", "", null, "netstat/ss/lsof", "grep"),
        Row(PatternCategory.System, "kernel-messages", "the last messages of the system", "", "", null, "dmesg/journalctl", "tail/grep"),
        Row(PatternCategory.System, "yes-answer", "answer every question", "the reader ends what has no end", "", null, "yes", "*"),
        Row(PatternCategory.System, "yes-head", "repeat a line", "the reader ends what has no end", "", null, "yes", "head"),
        Row(PatternCategory.System, "timed-out", "a stage with an end", "", "", null, "timeout", "head"),
        Row(PatternCategory.System, "variables-sorted", "the environment in order", "", "", null, "env/printenv", "sort"),
    ];

    private static CommandPattern[] Fetching =>
    [
        Row(PatternCategory.Network, "fetch-json", "query a web service", "", "", null, "curl", "jq"),
        Row(PatternCategory.Network, "fetch-search", "search in a page", "", "", null, "curl/wget", "grep"),
        Row(PatternCategory.Network, "fetch-run", "run a script from elsewhere", "what is run was not read", "", null, "curl/wget", "bash/sh"),
        Row(PatternCategory.Network, "fetch-unpack", "unpack an archive from elsewhere", "", "", null, "curl/wget", "tar"),
        Row(PatternCategory.Network, "remote-search", "search on another machine", "", "", null, "ssh", "grep"),
        Row(PatternCategory.Network, "remote-copy", "copy a tree to another machine", "", "", null, "tar", "ssh"),
    ];

    private static CommandPattern[] Versioning =>
    [
        Row(PatternCategory.Source, "log-page", "the latest commits", "", "git log -n does it alone", null, "git", "head"),
        Row(PatternCategory.Source, "git-search", "search in what git prints", "", "git grep and git log --grep", null, "git", "grep"),
        Row(PatternCategory.Source, "git-apply", "run a command for what git lists", "", "", null, "git", "xargs"),
        Row(PatternCategory.Source, "git-authors", "who committed how often", "", "git shortlog -sn does it alone", Forms.CountedLines, "git", "sort", "uniq -c"),
        Row(PatternCategory.Source, "diff-page", "the start of the differences", "", "", null, "diff/git", "head"),
        Row(PatternCategory.Source, "diff-patch", "carry differences over", "", "", null, "diff", "patch"),
        Row(PatternCategory.Source, "git-column", "a column of what git prints", "", "", null, "git", "awk/cut"),
    ];

    private static CommandPattern[] Building =>
    [
        Row(PatternCategory.Build, "build-errors", "the errors of a build", "standard error needs 2>&1", "", null, "make/dotnet/npm/cargo", "grep"),
        Row(PatternCategory.Build, "build-end", "the end of a build's output", "", "", null, "make/dotnet/npm/cargo", "tail"),
        Row(PatternCategory.Build, "build-log", "keep a build's output", "the status is tee's: set -o pipefail", "", null, "make/dotnet/npm/cargo", "tee"),
        Row(PatternCategory.Build, "python-page", "the start of a program's output", "", "", null, "python/python3/node", "head"),
        Row(PatternCategory.Build, "python-search", "search in a program's output", "", "", null, "python/python3/node", "grep"),
        Row(PatternCategory.Build, "package-search", "find a package", "", "", null, "pip/npm/apt/dpkg", "grep"),
        Row(PatternCategory.Build, "log-tail-count", "how often something is in the end of a log", "", "", Forms.CountedOutput, "tail", "grep", "wc -l"),
    ];
}
