namespace BashTool.Commands.Tests.Text;

/// <summary>What the real comm printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class CommCommandTests
{
    [Theory]
    [InlineData("comm pairs pairs", 0, "\t\tx 1\n\t\ty 2\n\t\ty 3\n", "")]
    [InlineData("comm -12 pairs pairs", 0, "x 1\ny 2\ny 3\n", "")]
    [InlineData("comm f2 pairs", 1, "b 2\na 10\nc 1\n\tx 1\n\ty 2\n\ty 3\n", "comm: file 1 is not in sorted order\ncomm: input is not in sorted order\n")]
    [InlineData("comm --total pairs pairs", 0, "\t\tx 1\n\t\ty 2\n\t\ty 3\n0\t0\t3\ttotal\n", "")]
    [InlineData("comm pairs", 1, "", "comm: missing operand after ‘pairs’\nTry 'comm --help' for more information.\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
