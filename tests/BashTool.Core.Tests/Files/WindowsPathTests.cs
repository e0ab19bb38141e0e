using BashTool.Core.Files;
using static BashTool.Core.Files.WindowsNameProblem;

namespace BashTool.Core.Tests.Files;

/// <summary>Windows' rules, on any host.</summary>
public sealed class WindowsPathTests
{
    /// <summary>Operands seen from /c/work: what they mean, or what is wrong with them.</summary>
    public static TheoryData<string, string, WindowsNameProblem> Operands => new()
    {
        // Drives.
        { @"C:\x", "/c/x", None },
        { @"C:/x", "/c/x", None },
        { @"c:\x", "/c/x", None },
        { @"C:\x\y\z.txt", "/c/x/y/z.txt", None },
        { @"C:\x/y\z", "/c/x/y/z", None },
        { @"C:\", "/c/", None },
        { "C:/", "/c/", None },
        { @"D:\x", "/d/x", None },
        { @"z:\x", "/z/x", None },
        { @"C:\x\", "/c/x/", None },
        { @"C:\\x", "/c/x", None },
        { @"C:\x\\y", "/c/x/y", None },
        { @"C:\.\x", "/c/x", None },
        { @"C:\x\..\y", "/c/x/../y", None },
        { @"C:\Program Files\x", "/c/Program Files/x", None },
        { @"C:\Users\Jörg\€.txt", "/c/Users/Jörg/€.txt", None },
        { @"C:\a.b.c", "/c/a.b.c", None },
        { @"C:\.hidden", "/c/.hidden", None },
        { @"C:\x y\z w", "/c/x y/z w", None },
        { @"C:\$Recycle.Bin", "/c/$Recycle.Bin", None },
        { @"C:\a'b", "/c/a'b", None },
        { @"C:\a&b;c", "/c/a&b;c", None },
        { @"C:\~tilde~1", "/c/~tilde~1", None },

        // Relative to a drive.
        { "C:", "/c/work/", None },
        { "C:x", "/c/work/x", None },
        { @"C:x\y", "/c/work/x/y", None },
        { "c:x", "/c/work/x", None },
        { "D:", "/d/", None },
        { "D:x", "/d/x", None },
        { "C:..", "/c/work/..", None },
        { "C:.", "/c/work/", None },

        // MSYS, WSL and Cygwin forms.
        { "/c/x", "/c/x", None },
        { "/C/x", "/c/x", None },
        { "/c", "/c", None },
        { "/c/", "/c/", None },
        { "/d/x/y", "/d/x/y", None },
        { "/mnt/c/x", "/c/x", None },
        { "/mnt/C/x", "/c/x", None },
        { "/mnt/c", "/c", None },
        { "/mnt/c/", "/c/", None },
        { "/mnt/d/x", "/d/x", None },
        { "/cygdrive/c/x", "/c/x", None },
        { "/cygdrive/e", "/e", None },

        // Virtual space.
        { "/home/me", "/home/me", None },
        { "/mnt/user-data", "/mnt/user-data", None },
        { "/mnt", "/mnt", None },
        { "/mnt/cc/x", "/mnt/cc/x", None },
        { "/cc/x", "/cc/x", None },
        { "/dev/null", "/dev/null", None },
        { "/tmp/x", "/tmp/x", None },
        { "/", "/", None },
        { "/usr/bin/env", "/usr/bin/env", None },
        { "//", "/", None },
        { "///x", "/x", None },
        { "//x", "/x", None },

        // From the root of the current drive.
        { @"\x", "/c/x", None },
        { @"\x\y", "/c/x/y", None },
        { @"\", "/c/", None },
        { @"\x/y", "/c/x/y", None },

        // Relative.
        { "x", "/c/work/x", None },
        { @"x\y", "/c/work/x/y", None },
        { "x/y", "/c/work/x/y", None },
        { @".\x", "/c/work/x", None },
        { @"..\x", "/c/work/../x", None },
        { "..", "/c/work/..", None },
        { ".", "/c/work/", None },
        { @"x\..\..\y", "/c/work/x/../../y", None },
        { ".gitignore", "/c/work/.gitignore", None },
        { "..x", "/c/work/..x", None },

        // Shares.
        { @"\\server\share\x", "/unc/server/share/x", None },
        { "//server/share/x", "/unc/server/share/x", None },
        { @"\\server\share", "/unc/server/share", None },
        { @"\\server\share\", "/unc/server/share", None },
        { @"\\server\share\..\x", "/unc/server/share/x", None },
        { @"\\server\share\..\..\other\x", "/unc/server/share/other/x", None },
        { @"\\192.168.0.1\c$\x", "/unc/192.168.0.1/c$/x", None },
        { @"\\server\", "", Empty },
        { @"\\wsl$\Ubuntu\home", "/unc/wsl$/Ubuntu/home", None },

        // The long form and devices.
        { @"\\?\C:\x", "/c/x", None },
        { @"\\?\c:\x\y", "/c/x/y", None },
        { @"\\?\C:\", "/c/", None },
        { @"\\?\UNC\server\share\x", "/unc/server/share/x", None },
        { @"\\?\unc\server\share", "/unc/server/share", None },
        { "//?/C:/x", "/c/x", None },
        { @"\\.\C:\x", "/c/x", None },
        { @"\\.\PhysicalDrive0", "", DevicePath },
        { @"\\.\pipe\x", "", DevicePath },
        { @"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\x", "", DevicePath },
        { @"\\?\GLOBALROOT\Device\x", "", DevicePath },
        { @"\\.\NUL", "", DevicePath },
        { @"\\?\", "", DevicePath },
        { @"\\.\COM1", "", DevicePath },

        // Names that are devices.
        { "CON", "", ReservedName },
        { "con", "", ReservedName },
        { "NUL", "", ReservedName },
        { "nul.txt", "", ReservedName },
        { @"C:\x\AUX", "", ReservedName },
        { @"C:\PRN\x", "", ReservedName },
        { "COM1", "", ReservedName },
        { "COM9.log", "", ReservedName },
        { "COM0", "", ReservedName },
        { "lpt3", "", ReservedName },
        { "COM¹", "", ReservedName },
        { "LPT².txt", "", ReservedName },
        { "com³.a.b", "", ReservedName },
        { "CONIN$", "", ReservedName },
        { "CONOUT$", "", ReservedName },
        { "NUL ", "", ReservedName },
        { "NUL .txt", "", ReservedName },
        { "NUL.", "", ReservedName },
        { "nul:", "", ReservedName },
        { @"x\con\y", "", ReservedName },
        { "/c/x/nul", "", ReservedName },
        { "/mnt/c/aux.c", "", ReservedName },
        { @"\\server\share\con", "", ReservedName },
        { @"\\?\C:\con", "", ReservedName },
        { "COM10", "/c/work/COM10", None },
        { "CONSOLE", "/c/work/CONSOLE", None },
        { "nully", "/c/work/nully", None },
        { "COM", "/c/work/COM", None },
        { "LPT", "/c/work/LPT", None },
        { "xCON", "/c/work/xCON", None },
        { "x.con", "/c/work/x.con", None },
        { "com⁴", "/c/work/com⁴", None },
        { "aux-1", "/c/work/aux-1", None },

        // Streams.
        { "xx:y", "", AlternateStream },
        { "file.txt:stream", "", AlternateStream },
        { "file.txt:stream:$DATA", "", AlternateStream },
        { "file.txt::$DATA", "", AlternateStream },
        { @"C:\x:y", "", AlternateStream },
        { @"C:\d:s\x", "", AlternateStream },
        { "/c/x:y", "", AlternateStream },
        { @"x\C:\y", "", AlternateStream },
        { ":x", "", AlternateStream },
        { "1:x", "", AlternateStream },

        // Dots and blanks at the end.
        { "x.", "", TrailingDotOrBlank },
        { "x ", "", TrailingDotOrBlank },
        { "x. .", "", TrailingDotOrBlank },
        { "x...", "", TrailingDotOrBlank },
        { "...", "", TrailingDotOrBlank },
        { " ", "", TrailingDotOrBlank },
        { @"C:\x.\y", "", TrailingDotOrBlank },
        { @"C:\x \y", "", TrailingDotOrBlank },
        { ".. ", "", TrailingDotOrBlank },
        { @"..\.. \x", "", TrailingDotOrBlank },
        { ". ", "", TrailingDotOrBlank },
        { " x", "/c/work/ x", None },

        // Characters.
        { "a<b", "", ForbiddenCharacter },
        { "a>b", "", ForbiddenCharacter },
        { "a\"b", "", ForbiddenCharacter },
        { "a|b", "", ForbiddenCharacter },
        { "a?b", "", ForbiddenCharacter },
        { "a*b", "", ForbiddenCharacter },
        { "a\0b", "", ForbiddenCharacter },
        { "/home/a\0b", "", ForbiddenCharacter },
        { "a\u0001b", "", ForbiddenCharacter },
        { "a\tb", "", ForbiddenCharacter },
        { "a\nb", "", ForbiddenCharacter },
        { "C:\\a\u001fb", "", ForbiddenCharacter },
        { @"C:\a?b\c", "", ForbiddenCharacter },
        { "a\u007fb", "/c/work/a\u007fb", None },
        { "a!b@c#d%e^f(g)h[i]j{k}l+m=n,o`p", "/c/work/a!b@c#d%e^f(g)h[i]j{k}l+m=n,o`p", None },
        { "日本語", "/c/work/日本語", None },
        { "", "/c/work/", None },
    };

    [Theory]
    [MemberData(nameof(Operands))]
    public void An_operand_means_one_path(string operand, string expected, WindowsNameProblem problem)
    {
        Assert.Equal(problem, WindowsPath.TryToVirtual(operand, "/c/work", out string path));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("C:x", "/d/work", "/c/x")]
    [InlineData("D:x", "/d/work", "/d/work/x")]
    [InlineData(@"\x", "/d/work", "/d/x")]
    [InlineData(@"\xy", "/home/me", "/xy")]
    [InlineData("C:x", "/home/me", "/c/x")]
    [InlineData("x", "/home/me", "/home/me/x")]
    public void What_is_relative_depends_on_where_one_is(string operand, string directory, string expected)
    {
        Assert.Equal(None, WindowsPath.TryToVirtual(operand, directory, out string path));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("/c/x", @"C:\x")]
    [InlineData("/c", @"C:\")]
    [InlineData("/c/", @"C:\")]
    [InlineData("/C/Users/Me", @"C:\Users\Me")]
    [InlineData("/d/x/y z", @"D:\x\y z")]
    [InlineData("/mnt/c/x", @"C:\x")]
    [InlineData("/cygdrive/c/x", @"C:\x")]
    [InlineData("/unc/server/share/x", @"\\server\share\x")]
    [InlineData("/unc/server/share", @"\\server\share")]
    [InlineData("/c/x/../y", @"C:\y")]
    [InlineData("/c/../x", @"X:\")]
    [InlineData("/c/../home", null)]
    [InlineData("/unc/server", null)]
    [InlineData("/home/me", null)]
    [InlineData("/", null)]
    [InlineData("/c/nul", null)]
    [InlineData("/c/x:y", null)]
    [InlineData("/c/x.", null)]
    [InlineData("/c/x /y", null)]
    [InlineData("/c/a?b", null)]
    [InlineData("/c/a\\b", null)]
    [InlineData("/c/COM1.txt", null)]
    [InlineData("/dev/null", null)]
    public void A_virtual_path_has_a_form_on_windows(string path, string? expected)
        => Assert.Equal(expected, WindowsPath.ToHost(path));

    [Theory]
    [InlineData(@"C:\x", 3)]
    [InlineData("C:x", 2)]
    [InlineData(@"\\server\share\x", 14)]
    [InlineData(@"\\server\share", 14)]
    [InlineData(@"\\?\C:\x", 7)]
    [InlineData(@"\\?\UNC\server\share\x", 20)]
    [InlineData(@"\x", 1)]
    [InlineData("x", 0)]
    [InlineData("", 0)]
    public void The_root_is_known(string path, int length) => Assert.Equal(length, WindowsPath.RootLength(path));

    [Fact]
    public void Overlong_names_and_paths_are_refused()
    {
        Assert.Equal(None, WindowsPath.CheckName(new string('x', 255)));
        Assert.Equal(TooLong, WindowsPath.CheckName(new string('x', 256)));
        Assert.Equal(TooLong, WindowsPath.TryToVirtual(@"C:\" + new string('x', 256), "/c", out _));
        Assert.Equal(TooLong, WindowsPath.TryToVirtual(@"C:\" + string.Join('\\', Enumerable.Repeat("abcdefg", 5000)), "/c", out _));
    }

    [Theory]
    [InlineData(@"C:\a\b", @"c:\A", true)]
    [InlineData(@"C:\ab", @"C:\a", false)]
    [InlineData("C:/a/b", @"C:\a", true)]
    [InlineData(@"C:\a", @"C:\", true)]
    [InlineData(@"D:\a", @"C:\", false)]
    [InlineData(@"\\s\h\x", @"\\S\H", true)]
    [InlineData(@"\\s\hx", @"\\s\h", false)]
    public void Case_does_not_matter(string path, string ancestor, bool expected)
        => Assert.Equal(expected, new HostPath(path, PathStyle.Windows).IsAtOrBelow(new HostPath(ancestor, PathStyle.Windows)));

    [Theory]
    [InlineData(@"C:\a\b", @"C:\a", "b")]
    [InlineData(@"C:\a\", @"C:\", "a")]
    [InlineData(@"C:\", @"C:\", "C:")]
    [InlineData(@"\\s\h\x", @"\\s\h", "x")]
    public void Host_paths_have_parents(string path, string parent, string name)
    {
        var host = new HostPath(path, PathStyle.Windows);
        Assert.Equal(parent, host.Parent.Text);
        Assert.Equal(name, host.FileName);
    }

    [Theory]
    [InlineData("*.c", "*.c", "", "")]
    [InlineData("a/*.c", "a/*.c", "", "")]
    [InlineData("/c/*.c", "/c/*.c", "", "")]
    [InlineData("C:/w/*.c", "/w/*.c", "C:", "/c")]
    [InlineData(@"\c\:\\w\\*.c", "/w/*.c", "c:", "/c")]
    [InlineData(@"C:\\w\\*.c", "/w/*.c", "C:", "/c")]
    [InlineData(@"C:*.c", "C:*.c", "", "")]
    [InlineData(@"Sub\\*", "Sub/*", "", "")]
    [InlineData(@"\\\\server\\share\\*", "/server/share/*", "/", "/unc")]
    [InlineData(@"a\*b*", @"a\*b*", "", "")]
    public void A_glob_begins_where_its_drive_is(string pattern, string rest, string shown, string directory)
    {
        bool differs = WindowsPath.SplitPattern(pattern, out string gotRest, out string gotShown, out string gotDirectory);
        Assert.Equal((rest, shown, directory), (gotRest, gotShown, gotDirectory));
        Assert.Equal(differs, rest != pattern || shown.Length > 0);
    }

    [Theory]
    [InlineData("git", false)]
    [InlineData("./git", true)]
    [InlineData(@"bin\git", true)]
    [InlineData(@"C:\git", true)]
    [InlineData("C:git", true)]
    [InlineData("a:", false)]
    [InlineData("ab:c", false)]
    public void A_word_with_a_backslash_or_a_drive_is_a_place(string word, bool isPlace)
    {
        Assert.Equal(isPlace, VirtualPath.IsPlace(word, PathStyle.Windows));
        Assert.Equal(word.Contains('/'), VirtualPath.IsPlace(word, PathStyle.Posix));
    }
}
