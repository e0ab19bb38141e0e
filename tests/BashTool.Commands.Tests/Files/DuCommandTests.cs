namespace BashTool.Commands.Tests.Files;

public sealed class DuCommandTests
{
    [Theory]
    [InlineData("du -b a", "1\ta\n")]
    [InlineData("du --inodes d", "2\td\n")]
    [InlineData("du -s --inodes .", "5\t.\n")]
    [InlineData("du -bc a l", "1\ta\n1\tl\n2\ttotal\n")]
    public void Sizes_are_added_up(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Theory]
    [InlineData("du nope", 1, "du: cannot access 'nope': No such file or directory")]
    [InlineData("du -s -a", 1, "du: cannot both summarize and show all entries")]
    public void What_is_missing_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
