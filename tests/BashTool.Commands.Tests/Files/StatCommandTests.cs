namespace BashTool.Commands.Tests.Files;

public sealed class StatCommandTests
{
    [Theory]
    [InlineData("stat -c '%n %s %F %a' a", "a 1 regular file 644\n")]
    [InlineData("stat --printf %s\\t%n\\n a", "1\ta\n")]
    [InlineData("stat -c %N l", "'l' -> 'a'\n")]
    [InlineData("stat -Lc %F l", "regular file\n")]
    [InlineData("stat -c %05s a", "00001\n")]
    public void A_format_is_filled(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Theory]
    [InlineData("stat nope", 1, "stat: cannot statx 'nope': No such file or directory")]
    [InlineData("stat -c %5 a", 1, "stat: ‘%5’: invalid directive")]
    public void What_is_missing_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
