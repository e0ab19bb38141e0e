namespace BashTool.Commands.Tests.Files;

public sealed class MktempCommandTests
{
    [Fact]
    public void A_file_of_a_new_name_is_made()
    {
        var runner = new CommandRunner();
        string first = runner.Run("mktemp ./tXXXXXX").Output, second = runner.Run("mktemp ./tXXXXXX").Output;
        Assert.NotEqual(first, second);
        Assert.Matches(@"^\./t\w{6}\n$", first);
        Assert.True(runner.Exists(first.TrimEnd()));
    }

    [Theory]
    [InlineData("mktemp aXX", 1, "mktemp: too few X's in template ‘aXX’")]
    [InlineData("mktemp x/XXX", 1, "mktemp: failed to create file via template ‘x/XXX’: No such file or directory")]
    public void A_bad_template_is_refused(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
