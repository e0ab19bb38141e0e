namespace BashTool.Commands.Tests.System;

public sealed class ArchCommandTests
{
    [Fact]
    public void The_machine_is_what_uname_says()
    {
        var runner = new CommandRunner();
        Assert.Equal(runner.Run("uname -m").Output, runner.Run("arch").Output);
    }
}
