namespace BashTool.Commands.Tests.Text;

/// <summary>What the real head printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class HeadCommandTests
{
    [Theory]
    [InlineData("head -n 2 f1", 0, "one\ntwo foo\n", "")]
    [InlineData("head -c 5 f1", 0, "one\nt", "")]
    [InlineData("head -n -4 f1", 0, "one\ntwo foo\n", "")]
    [InlineData("head -c -20 f1", 0, "one\ntwo foo\nthree\nf", "")]
    [InlineData("head -2 f1", 0, "one\ntwo foo\n", "")]
    [InlineData("head -n1 f1 f2", 0, "==> f1 <==\none\n\n==> f2 <==\nb 2\n", "")]
    [InlineData("head -q -n1 f1 f2", 0, "one\nb 2\n", "")]
    [InlineData("head -v -n1 f2", 0, "==> f2 <==\nb 2\n", "")]
    [InlineData("head -n x f1", 1, "", "head: invalid number of lines: ‘x’\n")]
    [InlineData("head nofile", 1, "", "head: cannot open 'nofile' for reading: No such file or directory\n")]
    [InlineData("head -n 0 f1", 0, "", "")]
    [InlineData("head -z -n 1 f1", 0, "one\ntwo foo\nthree\nfoo bar foo\nfive\nsix\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
