namespace BashTool.Commands.Tests.System;

public sealed class NprocCommandTests
{
    [Theory]
    [InlineData("nproc --ignore=100000", "1\n")]
    public void One_is_left_at_least(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("nproc --ignore=x", 1, "nproc: invalid number: ‘x’")]
    public void What_is_no_number_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
