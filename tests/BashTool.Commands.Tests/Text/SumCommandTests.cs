namespace BashTool.Commands.Tests.Text;

public sealed class SumCommandTests
{
    [Theory]
    [InlineData("sum a", "36979     1 a\n")]
    [InlineData("sum -s a", "542 1 a\n")]
    public void Sums_are_those_of_the_real_ones(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "hello\n").Run(line).Output);
}
