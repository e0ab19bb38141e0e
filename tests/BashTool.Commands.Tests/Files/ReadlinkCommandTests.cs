namespace BashTool.Commands.Tests.Files;

public sealed class ReadlinkCommandTests
{
    [Theory]
    [InlineData("readlink l", "a\n")]
    [InlineData("readlink -f l", "/work/a\n")]
    [InlineData("readlink -n l", "a")]
    [InlineData("readlink a", "")]
    public void A_link_is_read(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Theory]
    [InlineData("readlink -v a", 1, "readlink: a: Invalid argument")]
    [InlineData("readlink a", 1, "")]
    public void A_failure_is_told_when_asked(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
