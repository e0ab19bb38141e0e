namespace BashTool.Commands.Tests.Text;

/// <summary>What the real uniq printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class UniqCommandTests
{
    [Theory]
    [InlineData("uniq", 0, "a\nB\nb  b\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("uniq -c", 0, "      2 a\n      1 B\n      1 b  b\n      2 \n      1 10\n      1 9\n      1 2K\n      1 JAN\n      1 v1.10\n", "")]
    [InlineData("uniq -d", 0, "a\n\n", "")]
    [InlineData("uniq -u", 0, "B\nb  b\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("uniq -D", 0, "a\na\n\n\n", "")]
    [InlineData("uniq --group", 0, "a\na\n\nB\n\nb  b\n\n\n\n\n10\n\n9\n\n2K\n\nJAN\n\nv1.10\n", "")]
    [InlineData("uniq --all-repeated=separate", 0, "a\na\n\n\n\n", "")]
    [InlineData("uniq -i", 0, "a\nB\nb  b\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("uniq -f1 pairs", 0, "x 1\ny 2\ny 3\n", "")]
    [InlineData("uniq -w1 pairs", 0, "x 1\ny 2\n", "")]
    [InlineData("uniq -s 1", 0, "a\nb  b\n\n10\n9\n2K\nJAN\nv1.10\n", "")]
    [InlineData("uniq --group -c", 1, "", "uniq: --group is mutually exclusive with -c/-d/-D/-u\nTry 'uniq --help' for more information.\n")]
    [InlineData("uniq -cD", 1, "", "uniq: printing all duplicated lines and repeat counts is meaningless\nTry 'uniq --help' for more information.\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
