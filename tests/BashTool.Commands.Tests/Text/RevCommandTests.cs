namespace BashTool.Commands.Tests.Text;

/// <summary>What the real rev printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class RevCommandTests
{
    [Theory]
    [InlineData("rev f2", 0, "2 b\n01 a\n1 c\n", "")]
    [InlineData("rev e", 0, "été\nÉTÉ\n", "")]
    [InlineData("rev nofile", 1, "", "rev: cannot open nofile: No such file or directory\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
