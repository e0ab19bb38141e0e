namespace BashTool.Commands.Tests.Text;

/// <summary>What the real cat printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class CatCommandTests
{
    [Theory]
    [InlineData("cat f1 f2", 0, "one\ntwo foo\nthree\nfoo bar foo\nfive\nsix\nb 2\na 10\nc 1\n", "")]
    [InlineData("cat -n f2", 0, "     1\tb 2\n     2\ta 10\n     3\tc 1\n", "")]
    [InlineData("cat -b", 0, "     1\ta\n     2\ta\n     3\tB\n     4\tb  b\n\n\n     5\t10\n     6\t9\n     7\t2K\n     8\tJAN\n     9\tv1.10\n", "")]
    [InlineData("cat -sn", 0, "     1\ta\n     2\ta\n     3\tB\n     4\tb  b\n     5\t\n     6\t10\n     7\t9\n     8\t2K\n     9\tJAN\n    10\tv1.10\n", "")]
    [InlineData("cat -A tab", 0, "a^Ib^Ic$\n1^I2^I3$\nplain$\n", "")]
    [InlineData("cat -vET e", 0, "M-CM-)tM-CM-)$\nM-CM-^ITM-CM-^I$\n", "")]
    [InlineData("cat nofile f2", 1, "b 2\na 10\nc 1\n", "cat: nofile: No such file or directory\n")]
    [InlineData("cat -E", 0, "a$\na$\nB$\nb  b$\n$\n$\n10$\n9$\n2K$\nJAN$\nv1.10$\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
