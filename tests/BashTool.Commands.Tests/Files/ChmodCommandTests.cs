namespace BashTool.Commands.Tests.Files;

public sealed class ChmodCommandTests
{
    [Theory]
    [InlineData("755", "755")]
    [InlineData("u+x", "744")]
    [InlineData("go=", "600")]
    [InlineData("a=rX", "444")]
    [InlineData("g=u,o-r", "660")]
    [InlineData("u=rws,o+t", "5644")]
    [InlineData("-w", "444")]
    public void A_mode_changes_the_permissions(string mode, string expected)
    {
        CommandRunner runner = new CommandRunner().With("a");
        Assert.Equal(0, runner.Run($"chmod {mode} a").Status);
        Assert.Equal(expected + "\n", runner.Run("stat -c %a a").Output);
    }

    [Theory]
    [InlineData("chmod 9 a", 1, "chmod: invalid mode: ‘9’")]
    [InlineData("chmod 644 nope", 1, "chmod: cannot access 'nope': No such file or directory")]
    [InlineData("chmod 644", 1, "chmod: missing operand after ‘644’")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
