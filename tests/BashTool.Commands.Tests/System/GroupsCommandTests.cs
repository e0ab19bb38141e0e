namespace BashTool.Commands.Tests.System;

public sealed class GroupsCommandTests
{
    [Theory]
    [InlineData("groups", "claude\n")]
    [InlineData("groups root", "root : root\n")]
    public void Groups_are_named(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("groups nouser", 1, "groups: ‘nouser’: no such user")]
    public void An_unknown_user_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
