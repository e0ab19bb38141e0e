namespace BashTool.Core.Planning;

// Extracting, transforming, encoding and querying.
public static partial class PatternCatalogue
{
    private static CommandPattern[] Extracting =>
    [
        Row(PatternCategory.Extract, "line-range", "a range of lines", "one pass, which ends with the range", "sed -n 'FIRST,LASTp' does it alone", Forms.LineRange, "head", "tail"),
        Row(PatternCategory.Extract, "line-range-from", "a range of lines", "one pass, which ends with the range", "sed -n 'FIRST,LASTp' does it alone", Forms.LineRange, "tail", "head"),
        Row(PatternCategory.Extract, "cat-head", "the first lines of a file", "the copy through a pipe is saved", "head reads the file itself", Forms.DirectInput, "cat", "head"),
        Row(PatternCategory.Extract, "cat-tail", "the last lines of a file", "only the end of the file is read", "tail reads the file itself", Forms.DirectInput, "cat", "tail"),
        Row(PatternCategory.Extract, "cat-cut", "a column of a file", "the copy through a pipe is saved", "cut reads the file itself", Forms.DirectInput, "cat", "cut"),
        Row(PatternCategory.Extract, "grep-cut", "a field of the lines that match", "", "", null, "grep", "cut"),
        Row(PatternCategory.Extract, "grep-column", "one column of the lines that match", "", "awk '/pattern/ {print $N}' does it alone", null, "grep", "awk"),
        Row(PatternCategory.Extract, "echo-cut", "a field of a text", "no stage is needed to hold the text", "${text%%x*} does it without a pipeline", Forms.DirectInput, "echo/printf", "cut"),
        Row(PatternCategory.Extract, "echo-awk", "a field of a text", "no stage is needed to hold the text", "read does it without a pipeline", Forms.DirectInput, "echo/printf", "awk"),
        Row(PatternCategory.Extract, "echo-head", "the first lines of a text", "no stage is needed to hold the text", "", Forms.DirectInput, "echo/printf", "head/tail"),
        Row(PatternCategory.Extract, "sed-head", "the first lines of an edit", "", "sed q does it alone", null, "sed", "head"),
        Row(PatternCategory.Extract, "awk-head", "the first lines of a program", "", "", null, "awk", "head"),
        Row(PatternCategory.Extract, "list-first", "the first files", "", "", null, "ls", "head"),
        Row(PatternCategory.Extract, "list-last", "the last files", "", "", null, "ls", "tail"),
        Row(PatternCategory.Extract, "find-first", "the first files found", "the walk goes on to the end of its pipe", "find -quit ends at once", null, "find", "head"),
        Row(PatternCategory.Extract, "skip-header", "all but the first line", "", "", null, "tail", "cut"),
        Row(PatternCategory.Extract, "help-first", "the start of a help text", "", "", null, "man", "head"),
        Row(PatternCategory.Extract, "columns-cut", "columns of a table with padding", "blanks have to be squeezed first", "awk splits at blanks by itself", null, "tr -s", "cut"),
        Row(PatternCategory.Extract, "last-of-path", "the last part of a path", "", "${path##*/} does it without a pipeline", Forms.DirectInput, "echo/printf", "rev"),
    ];

    private static CommandPattern[] Transforming =>
    [
        Row(PatternCategory.Transform, "cat-sed", "edit a file", "the copy through a pipe is saved", "sed reads the file itself", Forms.DirectInput, "cat", "sed"),
        Row(PatternCategory.Transform, "cat-awk", "run a program over a file", "the copy through a pipe is saved", "awk reads the file itself", Forms.DirectInput, "cat", "awk"),
        Row(PatternCategory.Transform, "cat-tr", "translate characters of a file", "the copy through a pipe is saved", "tr <file does it alone", Forms.DirectInput, "cat", "tr"),
        Row(PatternCategory.Transform, "cat-tac", "a file backwards", "the copy through a pipe is saved", "tac reads the file itself", Forms.DirectInput, "cat", "tac/rev/nl/fold/paste/expand/unexpand"),
        Row(PatternCategory.Transform, "echo-sed", "edit a text", "no stage is needed to hold the text", "${text/x/y} does it without a pipeline", Forms.DirectInput, "echo/printf", "sed"),
        Row(PatternCategory.Transform, "echo-tr", "translate characters of a text", "no stage is needed to hold the text", "${text^^} does it without a pipeline", Forms.DirectInput, "echo/printf", "tr"),
        Row(PatternCategory.Transform, "echo-sort", "sort words", "no stage is needed to hold the text", "", Forms.DirectInput, "echo/printf", "sort"),
        Row(PatternCategory.Transform, "grep-edit", "edit the lines that match", "", "sed '/pattern/s/a/b/' does it alone", null, "grep", "sed"),
        Row(PatternCategory.Transform, "sed-sed", "two edits", "", "sed -e ... -e ... does it alone", null, "sed", "sed"),
        Row(PatternCategory.Transform, "tr-tr", "two translations", "", "", null, "tr", "tr"),
        Row(PatternCategory.Transform, "sed-tr", "edit, then translate", "", "", null, "sed", "tr"),
        Row(PatternCategory.Transform, "join-lines", "lines into one", "", "paste -s does it alone", null, "*", "paste -s"),
        Row(PatternCategory.Transform, "edit-in-place", "edit files where they are", "", "", null, "sed -i"),
        Row(PatternCategory.Transform, "tabulate", "columns in line", "", "column -t", null, "*", "column -t"),
        Row(PatternCategory.Transform, "keep-a-copy", "keep what passes", "", "", null, "*", "tee"),
        Row(PatternCategory.Transform, "fold-lines", "break long lines", "", "", null, "*", "fold"),
        Row(PatternCategory.Transform, "number-lines", "number lines", "", "", null, "*", "nl"),
    ];

    private static CommandPattern[] Encoding =>
    [
        Row(PatternCategory.Encode, "echo-base64", "encode a text", "a newline belongs to it unless -n", "", Forms.DirectInput, "echo/printf", "base64/base32"),
        Row(PatternCategory.Encode, "cat-base64", "encode a file", "", "base64 reads the file itself", Forms.DirectInput, "cat", "base64/base32"),
        Row(PatternCategory.Encode, "echo-checksum", "checksum of a text", "a newline belongs to it unless -n", "", Forms.DirectInput, "echo/printf", "md5sum/sha1sum/sha256sum/sha512sum"),
        Row(PatternCategory.Encode, "cat-checksum", "checksum of a file", "", "it reads the file itself", Forms.DirectInput, "cat", "md5sum/sha1sum/sha256sum/sha512sum/cksum"),
        Row(PatternCategory.Encode, "find-checksum", "checksums of the files found", "names are split at blanks", "", Forms.CollectedNames, "find", "xargs md5sum"),
        Row(PatternCategory.Encode, "checksum-field", "the checksum alone", "", "", null, "md5sum/sha1sum/sha256sum", "cut/awk"),
        Row(PatternCategory.Encode, "dump-head", "the first bytes of a file", "", "od -N reads no more", null, "od/xxd/hexdump", "head"),
        Row(PatternCategory.Encode, "random-text", "random characters", "the reader ends what has no end", "", null, "tr", "head"),
        Row(PatternCategory.Encode, "random-bytes", "random bytes as text", "", "", null, "head", "base64/od/xxd"),
    ];

    private static CommandPattern[] Querying =>
    [
        Row(PatternCategory.Data, "cat-json", "query a JSON file", "", "jq reads the file itself", Forms.DirectInput, "cat", "jq"),
        Row(PatternCategory.Data, "echo-json", "query a JSON text", "no stage is needed to hold the text", "", Forms.DirectInput, "echo/printf", "jq"),
        Row(PatternCategory.Data, "json-lines", "values of a query", "", "", null, "jq -r", "sort/head/grep"),
        Row(PatternCategory.Data, "json-apply", "run a command for values of a query", "", "", null, "jq -r", "xargs"),
        Row(PatternCategory.Data, "csv-counts", "how often each value of a CSV column occurs", "a quoted comma cuts a field", "", Forms.CountedLines, "cut -d", "sort", "uniq -c"),
        Row(PatternCategory.Data, "calculator", "calculate", "no stage is needed to hold the text", "$(( )) does integers without a pipeline", Forms.DirectInput, "echo/printf", "bc"),
    ];
}
