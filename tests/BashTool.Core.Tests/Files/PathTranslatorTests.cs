using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

public sealed class PathTranslatorTests
{
    private static readonly PathTranslator Windows = new(PathStyle.Windows,
    [
        new(VirtualPath.Parse("/home/claude"), new HostPath(@"C:\work\agents\claude", PathStyle.Windows)),
        new(VirtualPath.Parse("/mnt/user-data/outputs"), new HostPath(@"C:\work\agents\outputs", PathStyle.Windows)),
        new(VirtualPath.Parse("/tmp"), new HostPath(@"C:\Users\me\AppData\Local\Temp\bt", PathStyle.Windows)),
    ]);

    private static readonly PathTranslator Posix = new(PathStyle.Posix,
    [
        new(VirtualPath.Parse("/home/claude"), new HostPath("/srv/agents/claude", PathStyle.Posix)),
        new(VirtualPath.Parse("/tmp"), new HostPath("/tmp/bt-1", PathStyle.Posix)),
    ]);

    [Theory]
    [InlineData(@"C:\work\agents\claude\x.txt", "/home/claude/x.txt")]
    [InlineData("c:/WORK/agents/claude", "/home/claude")]
    [InlineData("/c/work/agents/claude/x", "/home/claude/x")]
    [InlineData("/mnt/c/work/agents/outputs/x", "/mnt/user-data/outputs/x")]
    [InlineData("file:///C:/work/agents/claude/a%20b", "/home/claude/a b")]
    [InlineData("file:///c|/work/agents/claude/x", "/home/claude/x")]
    [InlineData("file://localhost/C:/work/agents/claude/x", "/home/claude/x")]
    [InlineData("file://server/share/x", "/unc/server/share/x")]
    [InlineData("file:///home/claude/%C3%BC", "/home/claude/ü")]
    [InlineData(@"C:\elsewhere", "/c/elsewhere")]
    [InlineData("/home/claude/x", "/home/claude/x")]
    [InlineData("x", "/home/claude/x")]
    [InlineData(@"x\y", "/home/claude/x/y")]
    [InlineData(@"C:\work\agents\claude\", "/home/claude/")]
    public void Operands_find_their_mount(string operand, string expected)
    {
        Assert.Equal(WindowsNameProblem.None, Windows.TryToVirtual(operand, VirtualPath.Parse("/home/claude"), out VirtualPath path));
        Assert.Equal(expected, path.Text);
    }

    [Fact]
    public void Operands_on_posix_are_themselves()
    {
        Assert.Equal(WindowsNameProblem.None, Posix.TryToVirtual(@"C:\x", VirtualPath.Parse("/d"), out VirtualPath path));
        Assert.Equal(@"/d/C:\x", path.Text);
        Posix.TryToVirtual("file:///a%20b/%25", VirtualPath.Root, out path);
        Assert.Equal("/a b/%", path.Text);
    }

    [Theory]
    [InlineData("/home/claude/x/y", @"C:\work\agents\claude\x\y")]
    [InlineData("/home/claude", @"C:\work\agents\claude")]
    [InlineData("/HOME/claude/x", @"C:\work\agents\claude\x")]
    [InlineData("/home/claude/nul", null)]
    [InlineData("/home/claude/a:b", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("/home/claude/../../etc", null)]
    [InlineData("/home/claude/../claude/x", @"C:\work\agents\claude\x")]
    public void Virtual_paths_find_the_host(string path, string? expected)
        => Assert.Equal(expected, Windows.ToHost(VirtualPath.Parse(path))?.Text);

    [Fact]
    public void The_longest_mount_wins()
    {
        var translator = new PathTranslator(PathStyle.Posix,
        [
            new(VirtualPath.Root, new HostPath("/srv", PathStyle.Posix)),
            new(VirtualPath.Parse("/a"), new HostPath("/srv/b/c", PathStyle.Posix)),
        ]);
        Assert.Equal("/srv/b/c/x", translator.ToHost(VirtualPath.Parse("/a/x"))!.Value.Text);
        Assert.Equal("/srv/x", translator.ToHost(VirtualPath.Parse("/x"))!.Value.Text);
        Assert.Equal("/a/x", translator.ToVirtual(new HostPath("/srv/b/c/x", PathStyle.Posix))!.Value.Text);
        Assert.Equal("/b", translator.ToVirtual(new HostPath("/srv/b", PathStyle.Posix))!.Value.Text);
        Assert.Null(translator.ToVirtual(new HostPath("/srvx", PathStyle.Posix)));
    }

    [Theory]
    [InlineData(@"error in C:\work\agents\claude\x.py:12: bad", "error in /home/claude/x.py:12: bad")]
    [InlineData(@"""C:\work\agents\claude\a b.txt"" done", @"""/home/claude/a b.txt"" done")]
    [InlineData("C:/work/agents/claude/x, C:/other", "/home/claude/x, /c/other")]
    [InlineData("see http://example.org/c:/x", "see http://example.org/c:/x")]
    [InlineData(@"at C:\work\agents\claude.", "at /home/claude.")]
    [InlineData(@"C:\work\agents\claudette\x", "/c/work/agents/claudette/x")]
    [InlineData(@"(C:\work\agents\claude\)", "(/home/claude/)")]
    [InlineData(@"\\server\share\x ok", "/unc/server/share/x ok")]
    [InlineData(@"PATH=C:\a;D:\b", "PATH=/c/a;/d/b")]
    [InlineData("nothing here: 10:30", "nothing here: 10:30")]
    [InlineData(@"\n is a newline", @"\n is a newline")]
    public void Text_of_windows_programs_is_translated(string text, string expected)
        => Assert.Equal(expected, Windows.TranslateText(text));

    [Theory]
    [InlineData("File \"/srv/agents/claude/x.py\", line 1", "File \"/home/claude/x.py\", line 1")]
    [InlineData("/srv/agents/claude:/usr/bin", "/home/claude:/usr/bin")]
    [InlineData("/srv/agents/claudette", "/srv/agents/claudette")]
    [InlineData("x/srv/agents/claude", "x/srv/agents/claude")]
    [InlineData("wrote /tmp/bt-1/out.", "wrote /tmp/out.")]
    [InlineData("a/b //c", "a/b //c")]
    public void Text_of_posix_programs_is_translated(string text, string expected)
        => Assert.Equal(expected, Posix.TranslateText(text));
}
