namespace BashTool.Commands.Tests.System;

public sealed class HostnameCommandTests
{
    [Theory]
    [InlineData("hostname", "bashtool\n")]
    [InlineData("hostname -s", "bashtool\n")]
    [InlineData("hostname -d", "")]
    public void The_name_is_printed(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);
}
