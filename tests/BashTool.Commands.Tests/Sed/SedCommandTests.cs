namespace BashTool.Commands.Tests.Sed;

/// <summary>What the real sed printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class SedCommandTests
{
    [Theory]
    [InlineData("sed s/foo/X/ f1", 0, "one\ntwo X\nthree\nX bar foo\nfive\nsix\n", "")]
    [InlineData("sed s/foo/X/g f1", 0, "one\ntwo X\nthree\nX bar X\nfive\nsix\n", "")]
    [InlineData("sed -n 2p f1", 0, "two foo\n", "")]
    [InlineData("sed -n '2,4p' f1", 0, "two foo\nthree\nfoo bar foo\n", "")]
    [InlineData("sed '/two/,/five/d' f1", 0, "one\nsix\n", "")]
    [InlineData("sed '$d' f1", 0, "one\ntwo foo\nthree\nfoo bar foo\nfive\n", "")]
    [InlineData("sed '1!G;h;$!d' f2", 0, "c 1\na 10\nb 2\n", "")]
    [InlineData("sed -n '$=' f1", 0, "6\n", "")]
    [InlineData("sed 's/\\(f\\)\\(o*\\)/\\2\\1/' f1", 0, "one\ntwo oof\nthree\noof bar foo\nfive\nsix\n", "")]
    [InlineData("sed -E 's/(f)(o+)/\\2\\1/g' f1", 0, "one\ntwo oof\nthree\noof bar oof\nfive\nsix\n", "")]
    [InlineData("sed y/abc/xyz/ f2", 0, "y 2\nx 10\nz 1\n", "")]
    [InlineData("sed '2a new' f2", 0, "b 2\na 10\nnew\nc 1\n", "")]
    [InlineData("sed '2i new' f2", 0, "b 2\nnew\na 10\nc 1\n", "")]
    [InlineData("sed '2c new' f2", 0, "b 2\nnew\nc 1\n", "")]
    [InlineData("sed -n l tab", 0, "a\\tb\\tc$\n1\\t2\\t3$\nplain$\n", "")]
    [InlineData("sed = f2", 0, "1\nb 2\n2\na 10\n3\nc 1\n", "")]
    [InlineData("sed 'N;s/\\n/+/' f2", 0, "b 2+a 10\nc 1\n", "")]
    [InlineData("sed 2q f1", 0, "one\ntwo foo\n", "")]
    [InlineData("sed '2q5' f1", 5, "one\ntwo foo\n", "")]
    [InlineData("sed 's/o/0/2' f1", 0, "one\ntwo f0o\nthree\nfo0 bar foo\nfive\nsix\n", "")]
    [InlineData("sed 's/.*/\\U&/' f2", 0, "B 2\nA 10\nC 1\n", "")]
    [InlineData("sed 's/b/\\n/' f2", 0, "\n 2\na 10\nc 1\n", "")]
    [InlineData("sed -s -n '$p' f1 f2", 0, "six\nc 1\n", "")]
    [InlineData("sed -n '/o/{s//0/;p}' f1", 0, "0ne\ntw0 foo\nf0o bar foo\n", "")]
    [InlineData("sed ':a;s/o/0/;ta' f1", 0, "0ne\ntw0 f00\nthree\nf00 bar f00\nfive\nsix\n", "")]
    [InlineData("sed '0~2d' f1", 0, "one\nthree\nfive\n", "")]
    [InlineData("sed '2,+1d' f1", 0, "one\nfoo bar foo\nfive\nsix\n", "")]
    [InlineData("sed 's/a/b' f2", 1, "", "sed: -e expression #1, char 5: unterminated `s' command\n")]
    [InlineData("sed k f2", 1, "", "sed: -e expression #1, char 1: unknown command: `k'\n")]
    [InlineData("sed '2,1p' f2", 0, "b 2\na 10\na 10\nc 1\n", "")]
    [InlineData("sed 'p' last", 0, "no newline\nno newline", "")]
    [InlineData("sed -z 's/\\n/,/g' f2", 0, "b 2,a 10,c 1,", "")]
    [InlineData("sed -n 'x;G;p' f2", 0, "\nb 2\nb 2\na 10\na 10\nc 1\n", "")]
    [InlineData("sed '$!N;P;D' f2", 0, "b 2\na 10\nc 1\n", "")]
    [InlineData("sed 'R f2' pairs", 0, "x 1\nb 2\ny 2\na 10\ny 3\nc 1\n", "")]
    [InlineData("sed 'r empty' last", 0, "no newline\n", "")]
    [InlineData("sed p nofile", 2, "", "sed: can't read nofile: No such file or directory\n")]
    [InlineData("sed --posix 'a x' f2", 1, "", "sed: -e expression #1, char 3: expected \\ after `a', `c' or `i'\n")]
    [InlineData("sed 's/x/\\1/' f2", 1, "", "sed: -e expression #1, char 7: invalid reference \\1 on `s' command's RHS\n")]
    [InlineData("sed '{p' f2", 1, "", "sed: -e expression #1, char 0: unmatched `{'\n")]
    [InlineData("sed -n 'F;z;p' f2", 0, "f2\n\nf2\n\nf2\n\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
