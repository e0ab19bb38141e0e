using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

public sealed class WindowsPathTableTests
{
    [Theory]
    [InlineData("/c/x", @"C:\x")]
    [InlineData("/mnt/d/x/y", @"D:\x\y")]
    [InlineData("C:x", @"C:\x")]
    [InlineData(@"\\?\C:\x", @"C:\x")]
    [InlineData("//server/share", @"\\server\share")]
    [InlineData("~", @"C:\Users\anna")]
    [InlineData("~/x", @"C:\Users\anna\x")]
    [InlineData("/home/otto", @"C:\Users\otto")]
    [InlineData("/tmp/x", @"C:\Users\anna\AppData\Local\Temp\x")]
    [InlineData("x", "x")]
    [InlineData("./x/", @".\x\")]
    public void A_path_without_a_workspace(string path, string expected) =>
        Assert.Equal(expected, new WindowsPathTable("", "anna").Convert(path, out _));

    [Theory]
    [InlineData("/home/claude", @"D:\ws\claude")]
    [InlineData("~/a/../b", @"D:\ws\claude\b")]
    [InlineData("/mnt/user-data/outputs/x", @"D:\ws\outputs\x")]
    [InlineData("/c/x", @"C:\x")]
    public void A_path_in_a_workspace(string path, string expected) =>
        Assert.Equal(expected, new WindowsPathTable(@"D:\ws\", "anna").Convert(path, out _));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/usr/bin/env")]
    [InlineData("/c/nul")]
    [InlineData("/c/a.")]
    [InlineData("~/a:b")]
    [InlineData("/home/claude/../../etc")]
    [InlineData(@"\\.\pipe\x")]
    [InlineData("a\0b")]
    public void What_Windows_has_not_is_refused_with_a_reason(string path)
    {
        Assert.Null(new WindowsPathTable(@"D:\ws", "anna").Convert(path, out string problem));
        Assert.NotEmpty(problem);
    }
}
