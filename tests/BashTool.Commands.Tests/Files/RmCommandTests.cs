namespace BashTool.Commands.Tests.Files;

public sealed class RmCommandTests
{
    [Fact]
    public void A_tree_goes_with_r()
    {
        CommandRunner runner = new CommandRunner().With("d/e/f");
        Assert.Equal("removed 'd/e/f'\nremoved directory 'd/e'\nremoved directory 'd'\n", runner.Run("rm -rv d").Output);
        Assert.False(runner.Exists("d"));
    }

    [Fact]
    public void A_refusal_keeps_the_file()
    {
        CommandRunner runner = new CommandRunner().With("a", "1");
        CommandResult result = runner.Run("rm -i a", "n\n");
        Assert.Equal("rm: remove regular file 'a'? ", result.Error);
        Assert.True(runner.Exists("a"));
    }

    [Theory]
    [InlineData("rm d", 1, "rm: cannot remove 'd': Is a directory")]
    [InlineData("rm nope", 1, "rm: cannot remove 'nope': No such file or directory")]
    [InlineData("rm -r /", 1, "rm: it is dangerous to operate recursively on '/'")]
    [InlineData("rm -r .", 1, "rm: refusing to remove '.' or '..' directory: skipping '.'")]
    [InlineData("rm -f nope", 0, "")]
    public void What_stays_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
