namespace BashTool.Commands.Tests.Text;

/// <summary>What the real cut printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class CutCommandTests
{
    [Theory]
    [InlineData("cut -f2 tab", 0, "b\n2\nplain\n", "")]
    [InlineData("cut -f1,3 tab", 0, "a\tc\n1\t3\nplain\n", "")]
    [InlineData("cut -s -f2 tab", 0, "b\n2\n", "")]
    [InlineData("cut -c2-3 f1", 0, "ne\nwo\nhr\noo\niv\nix\n", "")]
    [InlineData("cut -b-2 f1", 0, "on\ntw\nth\nfo\nfi\nsi\n", "")]
    [InlineData("cut -d ' ' -f2- f1", 0, "one\nfoo\nthree\nbar foo\nfive\nsix\n", "")]
    [InlineData("cut --complement -f2 tab", 0, "a\tc\n1\t3\nplain\n", "")]
    [InlineData("cut --output-delimiter=: -f1-3 tab", 0, "a:b:c\n1:2:3\nplain\n", "")]
    [InlineData("cut -f 0 tab", 1, "", "cut: fields are numbered from 1\nTry 'cut --help' for more information.\n")]
    [InlineData("cut f1", 1, "", "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n")]
    [InlineData("cut -f 3-1 tab", 1, "", "cut: invalid decreasing range\nTry 'cut --help' for more information.\n")]
    [InlineData("cut -d ab -f1 tab", 1, "", "cut: the delimiter must be a single character\nTry 'cut --help' for more information.\n")]
    [InlineData("cut -c 1,3 --output-delimiter=+ f1", 0, "o+e\nt+o\nt+r\nf+o\nf+v\ns+x\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
