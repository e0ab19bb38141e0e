namespace BashTool.Commands.Tests.Files;

public sealed class DfCommandTests
{
    [Fact]
    public void A_file_system_has_a_line_below_the_heading()
    {
        string[] lines = new CommandRunner().With("a").Run("df a").Output.Split('\n');
        Assert.StartsWith("Filesystem", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Mounted on", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" /", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("df nope", "df: nope: No such file or directory")]
    [InlineData("df --output=foo", "df: option --output: field ‘foo’ unknown")]
    [InlineData("df -P --output", "df: options -P and --output are mutually exclusive")]
    public void What_is_wrong_is_named(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Error.Split('\n')[0]);
}
