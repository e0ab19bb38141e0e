namespace BashTool.Commands.Tests.Text;

/// <summary>What the real paste printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class PasteCommandTests
{
    [Theory]
    [InlineData("paste f2 pairs", 0, "b 2\tx 1\na 10\ty 2\nc 1\ty 3\n", "")]
    [InlineData("paste -s f2", 0, "b 2\ta 10\tc 1\n", "")]
    [InlineData("paste -d, f2 pairs", 0, "b 2,x 1\na 10,y 2\nc 1,y 3\n", "")]
    [InlineData("paste - -", 0, "a\ta\nB\tb  b\n\t\n10\t9\n2K\tJAN\nv1.10\t\n", "")]
    [InlineData("paste nofile", 1, "", "paste: nofile: No such file or directory\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
