namespace BashTool.Commands.Tests.System;

public sealed class NohupCommandTests
{
    [Theory]
    [InlineData("nohup echo hi", "hi\n")]
    public void The_command_runs(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("nohup", 125, "nohup: missing operand")]
    [InlineData("nohup nosuch", 127, "nohup: failed to run command 'nosuch': No such file or directory")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
