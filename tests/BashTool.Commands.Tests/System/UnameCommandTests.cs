namespace BashTool.Commands.Tests.System;

public sealed class UnameCommandTests
{
    [Theory]
    [InlineData("uname", "Linux\n")]
    [InlineData("uname -n", "bashtool\n")]
    [InlineData("uname -ns", "Linux bashtool\n")]
    [InlineData("uname -p", "unknown\n")]
    public void Words_are_printed_in_their_order(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Theory]
    [InlineData("uname x", 1, "uname: extra operand ‘x’")]
    public void An_operand_is_too_much(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
