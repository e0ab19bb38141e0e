namespace BashTool.Commands.Tests.Text;

/// <summary>What the real sort printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class SortCommandTests
{
    [Theory]
    [InlineData("sort f2", 0, "a 10\nb 2\nc 1\n", "")]
    [InlineData("sort -r f2", 0, "c 1\nb 2\na 10\n", "")]
    [InlineData("sort -k2n f2", 0, "c 1\nb 2\na 10\n", "")]
    [InlineData("sort -k 2,2 f2", 0, "c 1\na 10\nb 2\n", "")]
    [InlineData("sort -u", 0, "\n10\n2K\n9\nB\nJAN\na\nb  b\nv1.10\n", "")]
    [InlineData("sort -n", 0, "\n\nB\nJAN\na\na\nb  b\nv1.10\n2K\n9\n10\n", "")]
    [InlineData("sort -f e f1", 0, "five\nfoo bar foo\none\nsix\nthree\ntwo foo\nÉTÉ\nété\n", "")]
    [InlineData("sort -t ' ' -k2,2nr f2", 0, "a 10\nb 2\nc 1\n", "")]
    [InlineData("sort -c f2", 1, "", "sort: f2:2: disorder: a 10\n")]
    [InlineData("sort -C f2", 1, "", "")]
    [InlineData("sort -m f2 pairs", 0, "b 2\na 10\nc 1\nx 1\ny 2\ny 3\n", "")]
    [InlineData("sort -h", 0, "\n\nB\nJAN\na\na\nb  b\nv1.10\n9\n10\n2K\n", "")]
    [InlineData("sort -V", 0, "\n\n2K\n9\n10\nB\nJAN\na\na\nb  b\nv1.10\n", "")]
    [InlineData("sort -M", 0, "\n\n10\n2K\n9\nB\na\na\nb  b\nv1.10\nJAN\n", "")]
    [InlineData("sort -k 0 f2", 2, "", "sort: field number is zero: invalid field specification ‘0’\n")]
    [InlineData("sort -n -M f2", 2, "", "sort: options '-Mn' are incompatible\n")]
    [InlineData("sort -s -k1,1 pairs", 0, "x 1\ny 2\ny 3\n", "")]
    [InlineData("sort nofile", 2, "", "sort: cannot read: nofile: No such file or directory\n")]
    [InlineData("sort -b -k2 f2", 0, "c 1\na 10\nb 2\n", "")]
    [InlineData("sort -z f2", 0, "b 2\na 10\nc 1\n\0", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
