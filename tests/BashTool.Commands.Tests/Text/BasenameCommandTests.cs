namespace BashTool.Commands.Tests.Text;

/// <summary>What the real basename printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class BasenameCommandTests
{
    [Theory]
    [InlineData("basename /a/b", 0, "b\n", "")]
    [InlineData("basename a.c .c", 0, "a\n", "")]
    [InlineData("basename -a x/y z/w", 0, "y\nw\n", "")]
    [InlineData("basename -s .h a.h b.h", 0, "a\nb\n", "")]
    [InlineData("basename", 1, "", "basename: missing operand\nTry 'basename --help' for more information.\n")]
    [InlineData("basename /", 0, "/\n", "")]
    [InlineData("basename a b c", 1, "", "basename: extra operand ‘c’\nTry 'basename --help' for more information.\n")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
