namespace BashTool.Commands.Tests.Text;

/// <summary>What the real grep printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class GrepCommandTests
{
    [Theory]
    [InlineData("grep foo f1", 0, "two foo\nfoo bar foo\n", "")]
    [InlineData("grep -n foo f1", 0, "2:two foo\n4:foo bar foo\n", "")]
    [InlineData("grep -c foo f1 f2", 0, "f1:2\nf2:0\n", "")]
    [InlineData("grep -v o f1", 0, "three\nfive\nsix\n", "")]
    [InlineData("grep -i FOO f1", 0, "two foo\nfoo bar foo\n", "")]
    [InlineData("grep -o foo f1", 0, "foo\nfoo\nfoo\n", "")]
    [InlineData("grep -ob foo f1", 0, "8:foo\n18:foo\n26:foo\n", "")]
    [InlineData("grep -w bar f1", 0, "foo bar foo\n", "")]
    [InlineData("grep -x one f1", 0, "one\n", "")]
    [InlineData("grep -l foo f1 f2", 0, "f1\n", "")]
    [InlineData("grep -L foo f1 f2", 0, "f2\n", "")]
    [InlineData("grep -m1 foo f1", 0, "two foo\n", "")]
    [InlineData("grep -A1 two f1", 0, "two foo\nthree\n", "")]
    [InlineData("grep -B1 three f1", 0, "two foo\nthree\n", "")]
    [InlineData("grep -C1 five f1", 0, "foo bar foo\nfive\nsix\n", "")]
    [InlineData("grep -E 'one|six' f1", 0, "one\nsix\n", "")]
    [InlineData("grep -F . f1", 1, "", "")]
    [InlineData("grep -P '\\bfoo\\b' f1", 0, "two foo\nfoo bar foo\n", "")]
    [InlineData("grep -oP 'foo\\K bar' f1", 0, " bar\n", "")]
    [InlineData("grep -e one -e six f1", 0, "one\nsix\n", "")]
    [InlineData("grep -q foo f1", 0, "", "")]
    [InlineData("grep zzz f1", 1, "", "")]
    [InlineData("grep -s foo nofile", 2, "", "")]
    [InlineData("grep foo nofile", 2, "", "grep: nofile: No such file or directory\n")]
    [InlineData("grep '\\(' f1", 2, "", "grep: Unmatched ( or \\(\n")]
    [InlineData("grep -H one f1", 0, "f1:one\n", "")]
    [InlineData("grep -h one f1 f2", 0, "one\n", "")]
    [InlineData("grep --color=always foo f1", 0, "two \u001b[01;31m\u001b[Kfoo\u001b[m\u001b[K\n\u001b[01;31m\u001b[Kfoo\u001b[m\u001b[K bar \u001b[01;31m\u001b[Kfoo\u001b[m\u001b[K\n", "")]
    [InlineData("grep -n1 bar f1", 0, "3-three\n4:foo bar foo\n5-five\n", "")]
    [InlineData("grep", 2, "", "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n")]
    [InlineData("grep -E -F x f1", 2, "", "grep: conflicting matchers specified\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
