namespace BashTool.Commands.Tests.Find;

public sealed class FindCommandTests
{
    [Theory]
    [InlineData("find d -name '*.c'", "d/x.c\n")]
    [InlineData("find d -type f -size 2c", "d/x.c\n")]
    [InlineData("find d -maxdepth 0 -printf '%p %y %d\\n'", "d d 0\n")]
    [InlineData("find d -name sub -prune -o -type f -print", "d/x.c\n")]
    [InlineData("find d -type l -printf '%f -> %l\\n'", "l -> x.c\n")]
    [InlineData("find d -name y -exec echo found {} ;", "found d/sub/y\n")]
    [InlineData("find d -regex '.*/y'", "d/sub/y\n")]
    [InlineData("find d -empty -type f", "d/sub/y\n")]
    public void Tests_and_actions_choose_files(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("d/x.c", "ab").With("d/sub/y").WithLink("d/l", "x.c").Run(line).Output);

    [Theory]
    [InlineData("find nope", "find: ‘nope’: No such file or directory\n")]
    [InlineData("find -foo", "find: unknown predicate `-foo'\n")]
    [InlineData("find . -type x", "find: Unknown argument to -type: x\n")]
    [InlineData("find . -name", "find: missing argument to `-name'\n")]
    public void What_is_wrong_is_named(string line, string expected)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal((1, expected), (result.Status, result.Error));
    }
}
