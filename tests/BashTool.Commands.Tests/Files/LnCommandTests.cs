namespace BashTool.Commands.Tests.Files;

public sealed class LnCommandTests
{
    [Theory]
    [InlineData("ln -sv a n", "'n' -> 'a'\n")]
    [InlineData("ln -v a n", "'n' => 'a'\n")]
    [InlineData("ln -srv a d/n", "'d/n' -> '../a'\n")]
    public void It_says_what_it_linked(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Theory]
    [InlineData("ln nope x", 1, "ln: failed to access 'nope': No such file or directory")]
    [InlineData("ln -s x a", 1, "ln: failed to create symbolic link 'a': File exists")]
    [InlineData("ln d x", 1, "ln: d: hard link not allowed for directory")]
    public void What_cannot_be_linked_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
