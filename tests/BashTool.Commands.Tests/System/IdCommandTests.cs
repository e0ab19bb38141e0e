namespace BashTool.Commands.Tests.System;

public sealed class IdCommandTests
{
    [Theory]
    [InlineData("id", "uid=1000(claude) gid=1000(claude) groups=1000(claude)\n")]
    [InlineData("id -u", "1000\n")]
    [InlineData("id -un", "claude\n")]
    [InlineData("id -Gn", "claude\n")]
    [InlineData("id -u root", "0\n")]
    public void The_user_is_described(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("id nouser", 1, "id: ‘nouser’: no such user")]
    [InlineData("id -n", 1, "id: cannot print only names or real IDs in default format")]
    [InlineData("id -u -g", 1, "id: cannot print \"only\" of more than one choice")]
    public void What_does_not_go_together_is_refused(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
