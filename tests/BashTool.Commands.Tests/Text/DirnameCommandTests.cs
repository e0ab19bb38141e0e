namespace BashTool.Commands.Tests.Text;

/// <summary>What the real dirname printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class DirnameCommandTests
{
    [Theory]
    [InlineData("dirname /a/b", 0, "/a\n", "")]
    [InlineData("dirname a", 0, ".\n", "")]
    [InlineData("dirname / a/ //x", 0, "/\n.\n/\n", "")]
    [InlineData("dirname", 1, "", "dirname: missing operand\nTry 'dirname --help' for more information.\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
