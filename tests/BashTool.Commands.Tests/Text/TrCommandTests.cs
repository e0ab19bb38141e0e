namespace BashTool.Commands.Tests.Text;

/// <summary>What the real tr printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class TrCommandTests
{
    [Theory]
    [InlineData("tr a-z A-Z", 0, "A\nA\nB\nB  B\n\n\n10\n9\n2K\nJAN\nV1.10\n", "")]
    [InlineData("tr -d aeiou", 0, "\n\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr -s a-z", 0, "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr -cd 'a-z\\n'", 0, "a\na\n\nbb\n\n\n\n\n\n\nv\n", "")]
    [InlineData("tr '[:lower:]' '[:upper:]'", 0, "A\nA\nB\nB  B\n\n\n10\n9\n2K\nJAN\nV1.10\n", "")]
    [InlineData("tr 'a-c' 'x'", 0, "x\nx\nB\nx  x\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr -t abc xy", 0, "x\nx\nB\ny  y\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr '\\n' ,", 0, "a,a,B,b  b,,,10,9,2K,JAN,v1.10,", "")]
    [InlineData("tr a", 1, "", "tr: missing operand after ‘a’\nTwo strings must be given when translating.\nTry 'tr --help' for more information.\n")]
    [InlineData("tr a b c", 1, "", "tr: extra operand ‘c’\nTry 'tr --help' for more information.\n")]
    [InlineData("tr 'z-a' x", 1, "", "tr: range-endpoints of 'z-a' are in reverse collating sequence order\n")]
    [InlineData("tr -s ' ' '\\n'", 0, "a\na\nB\nb\nb\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr '[a*2]' x", 0, "x\nx\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr abc '[x*]'", 0, "x\nx\nB\nx  x\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("tr -ds a b", 0, "\n\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
