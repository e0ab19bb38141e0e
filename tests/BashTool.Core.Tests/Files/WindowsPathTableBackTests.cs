using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

public sealed class WindowsPathTableBackTests
{
    [Theory]
    [InlineData(@"C:\x\y", "/c/x/y")]
    [InlineData("c:/x", "/c/x")]
    [InlineData(@"\\server\share\a", "//server/share/a")]
    [InlineData(@"\\?\D:\long", "/d/long")]
    [InlineData(@"a\b", "a/b")]
    [InlineData(@"~\x", "/c/Users/anna/x")]
    [InlineData("file:///C:/a%20b", "/c/a b")]
    public void A_path_of_Windows_without_a_workspace(string path, string expected) =>
        Assert.Equal(expected, new WindowsPathTable("", "anna").ConvertBack(path, out _));

    [Theory]
    [InlineData(@"D:\ws\claude\a", "/home/claude/a")]
    [InlineData(@"d:\WS\Uploads\b", "/mnt/user-data/uploads/b")]
    [InlineData(@"D:\ws", "/home")]
    [InlineData("/tmp/x", "/tmp/x")]
    public void A_path_of_Windows_in_a_workspace(string path, string expected) =>
        Assert.Equal(expected, new WindowsPathTable(@"D:\ws", "anna").ConvertBack(path, out _));

    [Theory]
    [InlineData("")]
    [InlineData(@"C:\elsewhere")]
    [InlineData("C:x")]
    [InlineData(@"\x")]
    [InlineData(@"\\.\pipe\x")]
    [InlineData(@"D:\ws\nul")]
    [InlineData("a:b\\c")]
    public void What_a_script_has_not_is_refused_with_a_reason(string path)
    {
        Assert.Null(new WindowsPathTable(@"D:\ws", "anna").ConvertBack(path, out string problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("see /c/a/b and /usr/bin", @"see C:\a\b and /usr/bin")]
    [InlineData("http://c/x file", "http://c/x file")]
    [InlineData("PATH=/c/a:/d/b", @"PATH=C:\a:D:\b")]
    [InlineData("open \"/c/My Files/x\".", "open \"C:\\My Files\\x\".")]
    [InlineData("1/2 a/c/b s/c/d/", "1/2 a/c/b s/c/d/")]
    [InlineData("/c/end.", @"C:\end.")]
    public void Paths_within_text(string text, string expected) => Assert.Equal(expected, new WindowsPathTable("", "anna").ConvertText(text));

    [Theory]
    [InlineData(@"C:\a b\c", "/c/a b/c")]
    [InlineData(@"\\s\h\x", "//s/h/x")]
    [InlineData(@"D:\x.tar.gz", "/d/x.tar.gz")]
    public void There_and_back_again(string path, string there)
    {
        var table = new WindowsPathTable("", "anna");
        Assert.Equal(there, table.ConvertBack(path, out _));
        Assert.Equal(path, table.Convert(there, out _));
    }
}
