namespace BashTool.Commands.Tests.Files;

public sealed class PwdCommandTests
{
    [Theory]
    [InlineData("pwd", "/work\n")]
    [InlineData("pwd -P", "/work\n")]
    public void The_directory_is_printed(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);
}
