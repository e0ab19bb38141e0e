namespace BashTool.Commands.Tests.Files;

public sealed class RmdirCommandTests
{
    [Fact]
    public void Empty_directories_go()
    {
        var runner = new CommandRunner();
        runner.Run("mkdir -p x/y");
        Assert.Equal(0, runner.Run("rmdir -p x/y").Status);
        Assert.False(runner.Exists("x"));
    }

    [Theory]
    [InlineData("rmdir d", 1, "rmdir: failed to remove 'd': Directory not empty")]
    [InlineData("rmdir a", 1, "rmdir: failed to remove 'a': Not a directory")]
    [InlineData("rmdir nope", 1, "rmdir: failed to remove 'nope': No such file or directory")]
    public void What_stays_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
