namespace BashTool.Commands.Tests.Files;

public sealed class CpCommandTests
{
    [Fact]
    public void A_tree_is_copied()
    {
        CommandRunner runner = new CommandRunner().With("d/e/f", "x").WithLink("d/l", "e");
        Assert.Equal(0, runner.Run("cp -r d n").Status);
        Assert.Equal("x", runner.Read("n/e/f"));
        Assert.Equal("e\n", runner.Run("readlink n/l").Output);
    }

    [Fact]
    public void A_backup_keeps_what_was_there()
    {
        CommandRunner runner = new CommandRunner().With("a", "new").With("b", "old");
        Assert.Equal("'a' -> 'b' (backup: 'b~')\n", runner.Run("cp -bv a b").Output);
        Assert.Equal("old", runner.Read("b~"));
    }

    [Theory]
    [InlineData("cp d x", 1, "cp: -r not specified; omitting directory 'd'")]
    [InlineData("cp a a", 1, "cp: 'a' and 'a' are the same file")]
    [InlineData("cp nope x", 1, "cp: cannot stat 'nope': No such file or directory")]
    [InlineData("cp -r d d", 1, "cp: cannot copy a directory, 'd', into itself, 'd/d'")]
    [InlineData("cp a", 1, "cp: missing destination file operand after 'a'")]
    public void What_is_not_copied_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
