namespace BashTool.Commands.Tests.Text;

/// <summary>What the real tac printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class TacCommandTests
{
    [Theory]
    [InlineData("tac f2", 0, "c 1\na 10\nb 2\n", "")]
    [InlineData("tac -s ' ' last", 0, "newlineno ", "")]
    [InlineData("tac last", 0, "no newline", "")]
    [InlineData("tac -b -s o f2", 0, "b 2\na 10\nc 1\n", "")]
    [InlineData("tac nofile", 1, "", "tac: failed to open 'nofile' for reading: No such file or directory\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
