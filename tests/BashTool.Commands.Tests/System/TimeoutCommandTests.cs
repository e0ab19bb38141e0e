namespace BashTool.Commands.Tests.System;

public sealed class TimeoutCommandTests
{
    [Theory]
    [InlineData("timeout 60 echo hi", "hi\n")]
    [InlineData("timeout 0 echo hi", "hi\n")]
    public void A_command_in_time_is_left_alone(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("timeout x true", 125, "timeout: invalid time interval ‘x’")]
    [InlineData("timeout -s FOO 1 true", 125, "timeout: ‘FOO’: invalid signal")]
    [InlineData("timeout 1 nosuch", 127, "timeout: failed to run command ‘nosuch’: No such file or directory")]
    [InlineData("timeout 1", 125, "Try 'timeout --help' for more information.")]
    [InlineData("timeout 1 false", 1, "")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
