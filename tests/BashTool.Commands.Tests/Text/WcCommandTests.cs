namespace BashTool.Commands.Tests.Text;

/// <summary>What the real wc printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class WcCommandTests
{
    [Theory]
    [InlineData("wc f1", 0, " 6  9 39 f1\n", "")]
    [InlineData("wc -l f1 f2", 0, " 6 f1\n 3 f2\n 9 total\n", "")]
    [InlineData("wc -w f1", 0, "9 f1\n", "")]
    [InlineData("wc -c f1", 0, "39 f1\n", "")]
    [InlineData("wc -m e", 0, "8 e\n", "")]
    [InlineData("wc -L f1", 0, "11 f1\n", "")]
    [InlineData("wc", 0, "     11      10      31\n", "")]
    [InlineData("wc -lw", 0, "     11      10\n", "")]
    [InlineData("wc nofile f1", 1, " 6  9 39 f1\n 6  9 39 total\n", "wc: nofile: No such file or directory\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
