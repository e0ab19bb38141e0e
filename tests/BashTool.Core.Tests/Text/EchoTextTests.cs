using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

/// <summary>What bash's echo and GNU's /bin/echo print.</summary>
public sealed class EchoTextTests
{
    public static readonly TheoryData<PrintfDialect, string[], string> Cases = new()
    {
        { PrintfDialect.Bash, ["a", "b"], "a b\n" },
        { PrintfDialect.Gnu, ["a", "b"], "a b\n" },
        { PrintfDialect.Bash, ["-n", "a"], "a" },
        { PrintfDialect.Gnu, ["-n", "a"], "a" },
        { PrintfDialect.Bash, ["-e", "a\\tb"], "a\tb\n" },
        { PrintfDialect.Gnu, ["-e", "a\\tb"], "a\tb\n" },
        { PrintfDialect.Bash, ["-ne", "a\\n"], "a\n" },
        { PrintfDialect.Gnu, ["-ne", "a\\n"], "a\n" },
        { PrintfDialect.Bash, ["-E", "a\\tb"], "a\\tb\n" },
        { PrintfDialect.Gnu, ["-E", "a\\tb"], "a\\tb\n" },
        { PrintfDialect.Bash, ["-x", "a"], "-x a\n" },
        { PrintfDialect.Gnu, ["-x", "a"], "-x a\n" },
        { PrintfDialect.Bash, ["-en", "\\x41\\u00e9\\0101\\101"], "AéA\\101" },
        { PrintfDialect.Gnu, ["-en", "\\x41\\u00e9\\0101\\101"], "A\\u00e9AA" },
        { PrintfDialect.Bash, ["-e", "a\\cb", "c"], "a" },
        { PrintfDialect.Gnu, ["-e", "a\\cb", "c"], "a" },
        { PrintfDialect.Bash, ["-e", "\\x", "\\8", "\\q"], "\\x \\8 \\q\n" },
        { PrintfDialect.Gnu, ["-e", "\\x", "\\8", "\\q"], "\\x \\8 \\q\n" },
        { PrintfDialect.Bash, ["--", "a"], "-- a\n" },
        { PrintfDialect.Gnu, ["--", "a"], "-- a\n" },
        { PrintfDialect.Bash, ["-"], "-\n" },
        { PrintfDialect.Gnu, ["-"], "-\n" },
        { PrintfDialect.Bash, ["-e", "\\E\\e"], "\u001b\u001b\n" },
        { PrintfDialect.Gnu, ["-e", "\\E\\e"], "\\E\u001b\n" },
        { PrintfDialect.Bash, ["-nnn", "x"], "x" },
        { PrintfDialect.Gnu, ["-nnn", "x"], "x" },
        { PrintfDialect.Bash, ["-neE", "\\n"], "\\n" },
        { PrintfDialect.Gnu, ["-neE", "\\n"], "\\n" },
        { PrintfDialect.Bash, [], "\n" },
        { PrintfDialect.Gnu, [], "\n" },
        { PrintfDialect.Bash, ["-e", "\\0"], "\u0000\n" },
        { PrintfDialect.Gnu, ["-e", "\\0"], "\u0000\n" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Options_and_escapes_are_read(PrintfDialect dialect, string[] words, string output)
    {
        bool escapes = false;
        int first = EchoText.ReadOptions(words, 0, ref escapes, out bool newline);
        var text = new TextBuffer();
        EchoText.Append(words, first, escapes, newline, dialect, text);
        Assert.Equal(output, text.ToShellString());
    }

    // Not a row of the table: test runners do not carry a lone surrogate.
    [Theory]
    [InlineData(PrintfDialect.Bash)]
    [InlineData(PrintfDialect.Gnu)]
    public void A_byte_that_is_not_UTF_8_stays_that_byte(PrintfDialect dialect)
    {
        var text = new TextBuffer();
        EchoText.Append(["\\xff"], 0, escapes: true, newline: true, dialect, text);
        Assert.Equal("\udcff\n", text.ToShellString());
    }
}
