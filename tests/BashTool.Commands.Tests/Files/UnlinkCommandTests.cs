namespace BashTool.Commands.Tests.Files;

public sealed class UnlinkCommandTests
{
    [Fact]
    public void One_file_goes()
    {
        CommandRunner runner = new CommandRunner().With("a");
        Assert.Equal(0, runner.Run("unlink a").Status);
        Assert.False(runner.Exists("a"));
    }

    [Theory]
    [InlineData("unlink", 1, "unlink: missing operand")]
    [InlineData("unlink nope", 1, "unlink: cannot unlink 'nope': No such file or directory")]
    [InlineData("unlink a b", 1, "unlink: extra operand ‘b’")]
    public void What_cannot_go_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
