namespace BashTool.Commands.Tests.Text;

/// <summary>What the real fold printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class FoldCommandTests
{
    [Theory]
    [InlineData("fold -w 5 f1", 0, "one\ntwo f\noo\nthree\nfoo b\nar fo\no\nfive\nsix\n", "")]
    [InlineData("fold -sw 5 f1", 0, "one\ntwo \nfoo\nthree\nfoo \nbar \nfoo\nfive\nsix\n", "")]
    [InlineData("fold -bw3 e", 0, "ét\né\nÉT\nÉ\n", "")]
    [InlineData("fold -w x", 1, "", "fold: invalid number of columns: ‘x’\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
