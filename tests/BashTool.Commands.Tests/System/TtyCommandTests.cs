namespace BashTool.Commands.Tests.System;

public sealed class TtyCommandTests
{
    [Fact]
    public void Memory_is_no_terminal()
    {
        CommandResult result = new CommandRunner().Run("tty");
        Assert.Equal((1, "not a tty\n"), (result.Status, result.Output));
    }

    [Theory]
    [InlineData("tty x", 2, "tty: extra operand ‘x’")]
    public void An_operand_is_too_much(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
