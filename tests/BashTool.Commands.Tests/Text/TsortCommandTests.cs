namespace BashTool.Commands.Tests.Text;

/// <summary>What the real tsort printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class TsortCommandTests
{
    [Theory]
    [InlineData("tsort pairs", 0, "x\ny\n1\n3\n2\n", "")]
    [InlineData("tsort f2", 0, "a\nb\nc\n10\n2\n1\n", "")]
    [InlineData("tsort last", 0, "no\nnewline\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
