namespace BashTool.Commands.Tests.Files;

public sealed class SyncCommandTests
{
    [Theory]
    [InlineData("sync nope", 1, "sync: error opening 'nope': No such file or directory")]
    [InlineData("sync a", 0, "")]
    [InlineData("sync -d", 1, "sync: --data needs at least one argument")]
    public void What_cannot_be_synchronized_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
