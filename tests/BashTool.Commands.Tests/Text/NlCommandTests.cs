namespace BashTool.Commands.Tests.Text;

/// <summary>What the real nl printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class NlCommandTests
{
    [Theory]
    [InlineData("nl f1", 0, "     1\tone\n     2\ttwo foo\n     3\tthree\n     4\tfoo bar foo\n     5\tfive\n     6\tsix\n", "")]
    [InlineData("nl -ba", 0, "     1\ta\n     2\ta\n     3\tB\n     4\tb  b\n     5\t\n     6\t\n     7\t10\n     8\t9\n     9\t2K\n    10\tJAN\n    11\tv1.10\n", "")]
    [InlineData("nl -bpfoo f1", 0, "       one\n     1\ttwo foo\n       three\n     2\tfoo bar foo\n       five\n       six\n", "")]
    [InlineData("nl -w2 -s: f2", 0, " 1:b 2\n 2:a 10\n 3:c 1\n", "")]
    [InlineData("nl -n rz f2", 0, "000001\tb 2\n000002\ta 10\n000003\tc 1\n", "")]
    [InlineData("nl -v5 -i5 f2", 0, "     5\tb 2\n    10\ta 10\n    15\tc 1\n", "")]
    [InlineData("nl -b x f2", 1, "", "nl: invalid body numbering style: ‘x’\nTry 'nl --help' for more information.\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
