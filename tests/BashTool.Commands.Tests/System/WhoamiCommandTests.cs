namespace BashTool.Commands.Tests.System;

public sealed class WhoamiCommandTests
{
    [Theory]
    [InlineData("whoami", "claude\n")]
    public void The_user_is_named(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("whoami x", 1, "whoami: extra operand ‘x’")]
    public void An_operand_is_too_much(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
