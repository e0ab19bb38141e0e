namespace BashTool.Commands.Tests.Text;

public sealed class CksumCommandTests
{
    [Theory]
    [InlineData("cksum a", "3015617425 6 a\n")]
    [InlineData("cksum -a md5 a", "MD5 (a) = b1946ac92492d2347c6235b4d2611184\n")]
    [InlineData("cksum -a sm3 a", "SM3 (a) = f7a87a195b0cc0052b9d598482212ceb07e4ea60e8d139a5dfeff36c24abf2b3\n")]
    [InlineData("cksum -a bsd a", "36979     1 a\n")]
    public void Checksums_are_those_of_the_real_ones(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "hello\n").Run(line).Output);

    [Theory]
    [InlineData("cksum -l 8 a", 1, "cksum: --length is only supported with --algorithm=blake2b")]
    [InlineData("cksum -a crc -c a", 1, "cksum: --check is not supported with --algorithm={bsd,sysv,crc}")]
    public void What_does_not_go_together_is_refused(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().With("a", "hello\n").Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
