namespace BashTool.Commands.Tests.Files;

public sealed class LinkCommandTests
{
    [Fact]
    public void A_file_has_two_names()
    {
        CommandRunner runner = new CommandRunner().With("a", "x");
        Assert.Equal(0, runner.Run("link a b").Status);
        Assert.Equal("2\n", runner.Run("stat -c %h b").Output);
    }

    [Theory]
    [InlineData("link nope b", 1, "link: cannot create link 'b' to 'nope': No such file or directory")]
    [InlineData("link a", 1, "link: missing operand after ‘a’")]
    public void What_cannot_be_linked_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
