namespace BashTool.Commands.Tests.Files;

public sealed class TruncateCommandTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("+5", "15")]
    [InlineData("-4", "6")]
    [InlineData("'<4'", "4")]
    [InlineData("'>99'", "99")]
    [InlineData("/4", "8")]
    [InlineData("%4", "12")]
    [InlineData("1K", "1024")]
    public void A_size_is_set_or_adjusted(string size, string expected)
    {
        CommandRunner runner = new CommandRunner().With("a", "0123456789");
        Assert.Equal(0, runner.Run($"truncate -s {size} a").Status);
        Assert.Equal(expected + "\n", runner.Run("stat -c %s a").Output);
    }

    [Theory]
    [InlineData("truncate a", 1, "truncate: you must specify either ‘--size’ or ‘--reference’")]
    [InlineData("truncate -s x a", 1, "truncate: Invalid number: ‘x’")]
    [InlineData("truncate -s /0 a", 1, "truncate: division by zero")]
    public void What_is_wrong_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "1").With("d/b", "22").WithLink("l", "a").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
