namespace BashTool.Commands.Tests.Text;

public sealed class DigestCommandTests
{
    [Theory]
    [InlineData("md5sum a", "b1946ac92492d2347c6235b4d2611184  a\n")]
    [InlineData("sha1sum a", "f572d396fae9206628714fb2ce00f72e94f2258f  a\n")]
    [InlineData("sha224sum a", "2d6d67d91d0badcdd06cbbba1fe11538a68a37ec9c2e26457ceff12b  a\n")]
    [InlineData("sha256sum --tag a", "SHA256 (a) = 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\n")]
    [InlineData("b2sum -l 128 a", "ea41b4de6c03f13a95758b28dd75693e  a\n")]
    public void Digests_are_those_of_the_real_ones(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().With("a", "hello\n").Run(line).Output);

    [Fact]
    public void A_list_is_checked()
    {
        CommandRunner runner = new CommandRunner().With("a", "hello\n").With("list", "b1946ac92492d2347c6235b4d2611184  a\n00000000000000000000000000000000  a\n");
        CommandResult result = runner.Run("md5sum -c list");
        Assert.Equal("a: OK\na: FAILED\n", result.Output);
        Assert.Equal("md5sum: WARNING: 1 computed checksum did NOT match\n", result.Error);
        Assert.Equal(1, result.Status);
    }
}
