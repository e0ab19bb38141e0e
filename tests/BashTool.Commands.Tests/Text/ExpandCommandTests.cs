namespace BashTool.Commands.Tests.Text;

/// <summary>What the real expand printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class ExpandCommandTests
{
    [Theory]
    [InlineData("expand tab", 0, "a       b       c\n1       2       3\nplain\n", "")]
    [InlineData("expand -t4 tab", 0, "a   b   c\n1   2   3\nplain\n", "")]
    [InlineData("expand -t 2,5 tab", 0, "a b  c\n1 2  3\nplain\n", "")]
    [InlineData("expand -t 0 tab", 1, "", "expand: tab size cannot be 0\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
