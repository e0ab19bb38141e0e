namespace BashTool.Commands.Tests.Files;

public sealed class ChownCommandTests
{
    [Theory]
    [InlineData("chown nouser a", 1, "chown: invalid user: ‘nouser’")]
    [InlineData("chown :nogroup a", 1, "chown: invalid group: ‘:nogroup’")]
    [InlineData("chgrp nogroup a", 1, "chgrp: invalid group: ‘nogroup’")]
    [InlineData("chown claude nope", 1, "chown: cannot access 'nope': No such file or directory")]
    [InlineData("chown claude", 1, "chown: missing operand after ‘claude’")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
