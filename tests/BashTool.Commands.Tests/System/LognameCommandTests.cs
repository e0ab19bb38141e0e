namespace BashTool.Commands.Tests.System;

public sealed class LognameCommandTests
{
    [Theory]
    [InlineData("logname", 1, "logname: no login name")]
    public void Nobody_is_logged_in_without_a_terminal(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
