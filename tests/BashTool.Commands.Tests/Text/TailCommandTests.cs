namespace BashTool.Commands.Tests.Text;

/// <summary>What the real tail printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class TailCommandTests
{
    [Theory]
    [InlineData("tail -n 2 f1", 0, "five\nsix\n", "")]
    [InlineData("tail -c 5 f1", 0, "\nsix\n", "")]
    [InlineData("tail -n +5 f1", 0, "five\nsix\n", "")]
    [InlineData("tail -c +25 f1", 0, "r foo\nfive\nsix\n", "")]
    [InlineData("tail -2 f1", 0, "five\nsix\n", "")]
    [InlineData("tail +5 f1", 0, "five\nsix\n", "")]
    [InlineData("tail -n1 f1 f2", 0, "==> f1 <==\nsix\n\n==> f2 <==\nc 1\n", "")]
    [InlineData("tail -q -n1 f1 f2", 0, "six\nc 1\n", "")]
    [InlineData("tail -n x f1", 1, "", "tail: invalid number of lines: ‘x’\n")]
    [InlineData("tail nofile", 1, "", "tail: cannot open 'nofile' for reading: No such file or directory\n")]
    [InlineData("tail -n 1 last", 0, "no newline", "")]
    [InlineData("tail -n 2", 0, "JAN\nv1.10\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
