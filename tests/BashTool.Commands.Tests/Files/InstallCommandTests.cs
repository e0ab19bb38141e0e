namespace BashTool.Commands.Tests.Files;

public sealed class InstallCommandTests
{
    [Fact]
    public void Leading_directories_are_made_and_the_mode_is_set()
    {
        CommandRunner runner = new CommandRunner().With("a", "x");
        Assert.Equal(0, runner.Run("install -D -m 640 a d/e/b").Status);
        Assert.Equal("640\n", runner.Run("stat -c %a d/e/b").Output);
        Assert.Equal("x", runner.Read("d/e/b"));
    }

    [Theory]
    [InlineData("install", "install: missing file operand")]
    [InlineData("install a", "install: missing destination file operand after 'a'")]
    [InlineData("install nope b", "install: cannot stat 'nope': No such file or directory")]
    [InlineData("install -m zz a b", "install: invalid mode ‘zz’")]
    public void What_is_wrong_is_named(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a").Run(line).Error.Split('\n')[0]);
}
