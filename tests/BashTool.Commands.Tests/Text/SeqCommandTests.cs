namespace BashTool.Commands.Tests.Text;

/// <summary>What the real seq printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class SeqCommandTests
{
    [Theory]
    [InlineData("seq 3", 0, "1\n2\n3\n", "")]
    [InlineData("seq 2 4", 0, "2\n3\n4\n", "")]
    [InlineData("seq 1 2 7", 0, "1\n3\n5\n7\n", "")]
    [InlineData("seq 3 -1 1", 0, "3\n2\n1\n", "")]
    [InlineData("seq -w 8 11", 0, "08\n09\n10\n11\n", "")]
    [InlineData("seq -s, 3", 0, "1,2,3\n", "")]
    [InlineData("seq 1 .5 2", 0, "1.0\n1.5\n2.0\n", "")]
    [InlineData("seq -f %03g 2", 0, "001\n002\n", "")]
    [InlineData("seq 1 0 3", 1, "", "seq: invalid Zero increment value: ‘0’\nTry 'seq --help' for more information.\n")]
    [InlineData("seq x", 1, "", "seq: invalid floating point argument: ‘x’\nTry 'seq --help' for more information.\n")]
    [InlineData("seq -2 1", 0, "-2\n-1\n0\n1\n", "")]
    [InlineData("seq 1e2 102", 0, "100\n101\n102\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
