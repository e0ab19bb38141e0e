namespace BashTool.Commands.Tests.Files;

public sealed class MkdirCommandTests
{
    [Fact]
    public void Parents_are_made_with_p()
    {
        var runner = new CommandRunner();
        Assert.Equal(0, runner.Run("mkdir -p x/y/z").Status);
        Assert.True(runner.Exists("x/y/z"));
    }

    [Theory]
    [InlineData("mkdir -v n", "mkdir: created directory 'n'\n")]
    public void It_says_what_it_made(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("mkdir", 1, "mkdir: missing operand")]
    [InlineData("mkdir a", 1, "mkdir: cannot create directory ‘a’: File exists")]
    [InlineData("mkdir x/y", 1, "mkdir: cannot create directory ‘x/y’: No such file or directory")]
    [InlineData("mkdir -m 9 x", 1, "mkdir: invalid mode ‘9’")]
    public void What_cannot_be_made_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
