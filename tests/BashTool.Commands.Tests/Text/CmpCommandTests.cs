namespace BashTool.Commands.Tests.Text;

/// <summary>What the real cmp printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class CmpCommandTests
{
    [Theory]
    [InlineData("cmp f1 f1", 0, "", "")]
    [InlineData("cmp f1 f2", 1, "f1 f2 differ: byte 1, line 1\n", "")]
    [InlineData("cmp -l f2 pairs", 1, " 1 142 170\n 3  62  61\n 5 141 171\n 7  61  62\n 8  60  12\n 9  12 171\n10 143  40\n11  40  63\n12  61  12\n", "cmp: EOF on pairs after byte 12\n")]
    [InlineData("cmp -s f1 f2", 1, "", "")]
    [InlineData("cmp -b f2 pairs", 1, "f2 pairs differ: byte 1, line 1 is 142 b 170 x\n", "")]
    [InlineData("cmp f2 empty", 1, "", "cmp: EOF on empty which is empty\n")]
    [InlineData("cmp f2 nofile", 2, "", "cmp: nofile: No such file or directory\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
