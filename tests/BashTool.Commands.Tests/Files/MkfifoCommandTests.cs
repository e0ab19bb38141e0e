namespace BashTool.Commands.Tests.Files;

public sealed class MkfifoCommandTests
{
    [Fact]
    public void A_fifo_is_made()
    {
        var runner = new CommandRunner();
        Assert.Equal(0, runner.Run("mkfifo p").Status);
        Assert.Equal("fifo\n", runner.Run("stat -c %F p").Output);
    }

    [Theory]
    [InlineData("mkfifo a", 1, "mkfifo: cannot create fifo 'a': File exists")]
    public void What_is_there_stays(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
