namespace BashTool.Commands.Tests.Files;

public sealed class RealpathCommandTests
{
    [Theory]
    [InlineData("realpath l", "/work/a\n")]
    [InlineData("realpath -s l", "/work/l\n")]
    [InlineData("realpath d/../l", "/work/a\n")]
    [InlineData("realpath -m x/../y", "/work/y\n")]
    [InlineData("realpath --relative-to=d a", "../a\n")]
    public void Links_and_dots_are_resolved(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Theory]
    [InlineData("realpath -e nope", 1, "realpath: nope: No such file or directory")]
    [InlineData("realpath", 1, "realpath: missing operand")]
    public void What_is_missing_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
