namespace BashTool.Commands.Tests.Files;

public sealed class PathchkCommandTests
{
    [Theory]
    [InlineData("pathchk -p 'a b'", 1, "pathchk: nonportable character ‘ ’ in file name 'a b'")]
    [InlineData("pathchk -P -- -x", 1, "pathchk: leading '-' in a component of file name '-x'")]
    [InlineData("pathchk a/x", 1, "pathchk: a/x: Not a directory")]
    [InlineData("pathchk a", 0, "")]
    public void What_is_not_portable_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
