namespace BashTool.Commands.Tests.Files;

public sealed class DdCommandTests
{
    [Theory]
    [InlineData("dd if=a bs=1 skip=2 count=3 status=none", "cde")]
    [InlineData("dd if=a conv=ucase status=none", "ABCDEFG")]
    [InlineData("dd if=a conv=swab status=none", "badcfeg")]
    [InlineData("dd if=a bs=3 count=2 status=none", "abcdef")]
    public void Blocks_are_chosen_and_converted(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "abcdefg").Run(line).Output);

    [Theory]
    [InlineData("dd foo", "dd: unrecognized operand ‘foo’")]
    [InlineData("dd bs=0", "dd: invalid number: ‘0’")]
    [InlineData("dd if=nope", "dd: failed to open 'nope': No such file or directory")]
    [InlineData("dd conv=lcase,ucase", "dd: cannot combine lcase and ucase")]
    public void What_is_wrong_is_named(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Error.Split('\n')[0]);

    [Fact]
    public void The_records_are_counted()
    {
        CommandRunner runner = new CommandRunner().With("a", "abcdefg");
        Assert.Equal("2+1 records in\n2+1 records out\n", runner.Run("dd if=a of=b bs=3 status=noxfer").Error);
        Assert.Equal("abcdefg", runner.Read("b"));
    }
}
