namespace BashTool.Commands.Tests.Text;

/// <summary>What the real base64 printed for the files and the input of <see cref="TextFiles"/>.</summary>
public sealed class EncodingCommandTests
{
    [Theory]
    [InlineData("base64", 0, "YQphCkIKYiAgYgoKCjEwCjkKMksKSkFOCnYxLjEwCg==\n", "")]
    [InlineData("base64 -w 4", 0, "YQph\nCkIK\nYiAg\nYgoK\nCjEw\nCjkK\nMksK\nSkFO\nCnYx\nLjEw\nCg==\n", "")]
    [InlineData("base64 -w0", 0, "YQphCkIKYiAgYgoKCjEwCjkKMksKSkFOCnYxLjEwCg==", "")]
    [InlineData("base32", 0, "MEFGCCSCBJRCAIDCBIFAUMJQBI4QUMSLBJFECTQKOYYS4MJQBI======\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }
}
