namespace BashTool.Commands.Tests.Files;

public sealed class MvCommandTests
{
    [Fact]
    public void A_file_moves_into_a_directory()
    {
        CommandRunner runner = new CommandRunner().With("a", "x").With("d/b");
        Assert.Equal("renamed 'a' -> 'd/a'\n", runner.Run("mv -v a d").Output);
        Assert.Equal("x", runner.Read("d/a"));
        Assert.False(runner.Exists("a"));
    }

    [Fact]
    public void Nothing_is_clobbered_with_n()
    {
        CommandRunner runner = new CommandRunner().With("a", "1").With("b", "2");
        Assert.Equal(0, runner.Run("mv -n a b").Status);
        Assert.Equal("2", runner.Read("b"));
    }

    [Theory]
    [InlineData("mv nope x", 1, "mv: cannot stat 'nope': No such file or directory")]
    [InlineData("mv a a", 1, "mv: 'a' and 'a' are the same file")]
    [InlineData("mv d d/x", 1, "mv: cannot move 'd' to a subdirectory of itself, 'd/x'")]
    public void What_does_not_move_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
