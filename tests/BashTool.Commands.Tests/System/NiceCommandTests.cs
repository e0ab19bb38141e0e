namespace BashTool.Commands.Tests.System;

public sealed class NiceCommandTests
{
    [Theory]
    [InlineData("nice echo hi", "hi\n")]
    [InlineData("nice -n 5 echo hi", "hi\n")]
    [InlineData("nice -5 echo hi", "hi\n")]
    public void The_command_runs(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("nice -n x true", 125, "nice: invalid adjustment ‘x’")]
    [InlineData("nice nosuch", 127, "nice: ‘nosuch’: No such file or directory")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
