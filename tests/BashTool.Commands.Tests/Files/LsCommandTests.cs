namespace BashTool.Commands.Tests.Files;

public sealed class LsCommandTests
{
    [Theory]
    [InlineData("ls", "a\nd\nl\n")]
    [InlineData("ls -r", "l\nd\na\n")]
    [InlineData("ls -F", "a\nd/\nl@\n")]
    [InlineData("ls -m", "a, d, l\n")]
    [InlineData("ls -C", "a  d  l\n")]
    [InlineData("ls -d d", "d\n")]
    [InlineData("ls d", "b\n")]
    [InlineData("ls -R", ".:\na\nd\nl\n\n./d:\nb\n")]
    [InlineData("ls -a d", ".\n..\nb\n")]
    [InlineData("ls -Q a", "\"a\"\n")]
    [InlineData("ls -I a", "d\nl\n")]
    public void Names_are_listed_sorted(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line).Output);

    [Fact]
    public void A_long_line_has_all_its_columns()
    {
        CommandResult result = new CommandRunner().With("a", "123").Run("ls -l --time-style=+%F a");
        Assert.Matches(@"^-rw-r--r-- 1 \S+ +\S+ +3 \d{4}-\d\d-\d\d a\n$", result.Output);
    }

    [Theory]
    [InlineData("ls nope", 2, "ls: cannot access 'nope': No such file or directory")]
    [InlineData("ls --sort=x", 1, "ls: invalid argument ‘x’ for ‘--sort’")]
    [InlineData("ls -y", 2, "ls: invalid option -- 'y'")]
    public void What_cannot_be_listed_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
