namespace BashTool.Commands.Tests.Files;

public sealed class TouchCommandTests
{
    [Fact]
    public void A_date_becomes_the_time()
    {
        var runner = new CommandRunner();
        Assert.Equal(0, runner.Run("touch -d '2020-02-03 04:05:06 +0100' a").Status);
        Assert.Equal("1580699106\n", runner.Run("stat -c %Y a").Output);
    }

    [Theory]
    [InlineData("touch", 1, "touch: missing file operand")]
    [InlineData("touch x/y", 1, "touch: cannot touch 'x/y': No such file or directory")]
    [InlineData("touch -d foo a", 1, "touch: invalid date format ‘foo’")]
    [InlineData("touch -c nope", 0, "")]
    public void What_cannot_be_touched_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
