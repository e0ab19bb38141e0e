namespace BashTool.Commands.Tests.Text;

/// <summary>What the real tee printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class TeeCommandTests
{
    [Theory]
    [InlineData("tee out", 0, "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tee -a f2", 0, "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tee /nope/x", 1, "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "tee: /nope/x: No such file or directory\n")]
    [InlineData("tee", 0, "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
