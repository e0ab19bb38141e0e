using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>A person's session: reads everything, writes here and in the temporary directory.</summary>
public sealed class SessionSandboxTests : IDisposable
{
    // A file of the system, and a directory of it, that everybody may read.
    private static readonly string SystemFile = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "kernel32.dll") : "/etc/passwd";

    private readonly DiskDirectory disk = new();
    private readonly string here;
    private readonly string elsewhere;

    public SessionSandboxTests()
    {
        here = Path.Combine(disk.Path, "here");
        elsewhere = Path.Combine(disk.Path, "elsewhere");
        Directory.CreateDirectory(here);
        Directory.CreateDirectory(elsewhere);
        Directory.CreateDirectory(Path.Combine(disk.Path, "tmp"));
        File.WriteAllText(Path.Combine(elsewhere, "f"), "other");
        File.WriteAllText(Path.Combine(here, "f"), "mine");
    }

    public void Dispose() => disk.Dispose();

    private SandboxSession Open(SandboxProfile profile, string? location = null) => SandboxSession.Open(
        new SandboxPolicy { Profile = profile, CurrentLocation = HostPath.OfThisMachine(location ?? here) },
        new SandboxSurroundings { CommandNames = static () => ["zz-only-ours"], HasCommand = static name => name == "zz-only-ours" });

    private static VirtualPath P(string path) => VirtualPath.Parse(path);

    // A path of the machine as a session names it.
    private static VirtualPath Seen(string path)
        => OperatingSystem.IsWindows() && WindowsPath.TryToVirtual(path, "/", out string text) == WindowsNameProblem.None ? P(text) : P(path);

    private static void Write(IFileSystem files, VirtualPath path, string text)
    {
        using IFileHandle handle = files.Open(path, OpenMode.Write | OpenMode.Create | OpenMode.Truncate);
        handle.Write(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void A_session_reads_everything_and_writes_here()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        Write(session.Files, Seen(here).Combine("new"), "x");
        Assert.Equal("x", File.ReadAllText(Path.Combine(here, "new")));
        Assert.True(session.Files.Stat(Seen(SystemFile))!.Value.IsRegular);
        Assert.NotEmpty(FileSystemContract.ReadAll(session.Files, Seen(SystemFile)));
        Assert.Equal(Seen(here), session.WorkingDirectory);
        Assert.Contains(VirtualPath.Root, session.Files.MountPoints);
        FileSystemStatistics statistics = session.Files.GetStatistics(Seen(here));
        Assert.True(statistics.TotalBlocks >= statistics.FreeBlocks);
        Assert.Contains(statistics.MountPoint, session.Files.MountPoints);
    }

    [Fact]
    public void A_session_does_not_write_elsewhere_and_says_what_would_help()
    {
        VirtualPath file = Seen(SystemFile), directory = file.Parent, made = directory.Combine("bashtool-test");
        using SandboxSession session = Open(SandboxProfile.Session);
        SandboxDeniedException denied = Assert.Throws<SandboxDeniedException>(() => Write(session.Files, made, ""));
        Assert.Equal("BT-FS-002", denied.Code);
        Assert.Equal("Permission denied (sandbox BT-FS-002: outside the writable trees; allow with --writable or --sandbox none)", denied.Description);
        Assert.Equal(made.Text, denied.Path);
        Assert.Throws<SandboxDeniedException>(() => session.Files.RemoveFile(file));
        Assert.Throws<SandboxDeniedException>(() => session.Files.CreateDirectory(P("/usr/bashtool-test")));
        Assert.Equal(FileError.EACCES, session.Files.Access(file, FileAccessRights.Write));
        Assert.Throws<SandboxDeniedException>(() => session.Files.CreateHardLink(file, Seen(here).Combine("hard")));
        Assert.Throws<SandboxDeniedException>(() => session.Files.Open(P(Seen(here).Text + "/../../../../../../../.." + made.Text), OpenMode.Write | OpenMode.Create));
        Assert.Equal(FileError.EEXIST, Assert.Throws<FileSystemException>(() => session.Files.CreateDirectory(directory)).Error);
        Assert.Equal(FileError.ENOENT, Assert.Throws<FileSystemException>(() => session.Files.RemoveFile(directory.Combine("bashtool-none"))).Error);
    }

    [Fact]
    public void A_directory_that_is_missing_is_missing_before_anything_is_refused()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        VirtualPath inNone = Seen(SystemFile).Parent.Combine("bashtool-none/f");
        Assert.Equal(FileError.ENOENT, session.Files.TryOpen(inNone, OpenMode.Write | OpenMode.Create, 0, out _));
        FileSystemException missing = Assert.Throws<FileSystemException>(() => session.Files.CreateDirectory(inNone));
        Assert.Equal(FileError.ENOENT, missing.Error);
    }

    [Fact]
    public void A_session_does_not_write_elsewhere_through_a_link()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        VirtualPath soft = Seen(here).Combine("soft");
        session.Files.CreateSymbolicLink(Seen(SystemFile).Text, soft);
        Assert.Throws<SandboxDeniedException>(() => session.Files.SetTimes(soft, UnixTime.FileSystemNow, null));
        Assert.Throws<SandboxDeniedException>(() => session.Files.Open(soft, OpenMode.Append));
    }

    [Fact]
    public void A_system_directory_is_not_written_because_one_stands_in_it()
    {
        string directory = Path.GetDirectoryName(SystemFile)!;
        using SandboxSession session = Open(SandboxProfile.Session, directory);
        Assert.Throws<SandboxDeniedException>(() => Write(session.Files, Seen(directory).Combine("bashtool-test"), ""));
        string top = Path.GetPathRoot(SystemFile)!;
        using SandboxSession root = Open(SandboxProfile.Session, top);
        Assert.Throws<SandboxDeniedException>(() => Write(root.Files, Seen(top).Combine("bashtool-test"), ""));
        Write(root.Files, Seen(here).Combine("in-tmp"), "");
    }

    [Fact]
    public void Devices_and_commands_are_there_in_a_session()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        Write(session.Files, P("/dev/null"), "gone");
        Assert.NotNull(session.Files.Stat(P("/bin/zz-only-ours")));
        Assert.Contains(session.Files.List(P("/usr/bin")), static entry => entry.Name == "zz-only-ours");
        Assert.Equal(P("/usr/bin"), session.Files.RealPath(P("/usr/bin/."), RealPathMode.AllExist));
        if (!OperatingSystem.IsWindows())
        {
            Assert.NotNull(session.Files.Stat(P("/usr/bin/env")));
            Assert.Single(session.Files.List(P("/usr/bin")), static entry => entry.Name == "env");
        }
    }

    [Fact]
    public void A_link_between_trees_is_followed_in_a_session()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        Directory.CreateSymbolicLink(Path.Combine(disk.Path, "way"), here);
        VirtualPath through = Seen(disk.Path).Combine("way/through");
        Write(session.Files, through, "x");
        Assert.Equal("x", File.ReadAllText(Path.Combine(here, "through")));
        Assert.Equal(Seen(here).Combine("through"), session.Files.RealPath(through, RealPathMode.AllExist));
    }

    [Fact]
    public void Read_only_writes_nowhere_but_to_devices()
    {
        using SandboxSession session = Open(SandboxProfile.ReadOnly);
        VirtualPath file = Seen(here).Combine("f");
        Assert.Equal("mine", FileSystemContract.ReadAll(session.Files, file));
        Assert.Equal("BT-FS-003", Assert.Throws<SandboxDeniedException>(() => Write(session.Files, file, "")).Code);
        Assert.Equal("BT-FS-003", Assert.Throws<SandboxDeniedException>(() => Write(session.Files, P("/tmp/bashtool-test"), "")).Code);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(here, "f")));
        Write(session.Files, P("/dev/null"), "x");
    }

    [Fact]
    public void None_confines_nothing()
    {
        using SandboxSession session = Open(SandboxProfile.None);
        VirtualPath file = Seen(elsewhere).Combine("f");
        Write(session.Files, file, "changed");
        Assert.Equal("changed", File.ReadAllText(Path.Combine(elsewhere, "f")));
        Write(session.Files, P("/dev/null"), "x");
        Assert.Equal(Path.Combine(elsewhere, "f"), session.Files.ToHost(file)!.Value.Text);
        if (!OperatingSystem.IsWindows())
        {
            Assert.NotNull(session.Files.Stat(P("/proc/self/exe"), followLinks: true));
        }
    }

    public static TheoryData<string, PathStyle, bool> Directories => new()
    {
        { "/", PathStyle.Posix, true },
        { "/etc", PathStyle.Posix, true },
        { "/etc/x", PathStyle.Posix, true },
        { "/usr", PathStyle.Posix, true },
        { "/usr/", PathStyle.Posix, true },
        { "/usr/bin/x", PathStyle.Posix, true },
        { "/usr/src/x", PathStyle.Posix, false },
        { "/home", PathStyle.Posix, true },
        { "/home/me", PathStyle.Posix, false },
        { "/home/me/proj", PathStyle.Posix, false },
        { "/tmp", PathStyle.Posix, false },
        { "/proc/1", PathStyle.Posix, true },
        { "/var", PathStyle.Posix, true },
        { "/var/www", PathStyle.Posix, false },
        { "/etcetera", PathStyle.Posix, false },
        { "/System/Library", PathStyle.Posix, true },
        { "relative", PathStyle.Posix, true },
        { "", PathStyle.Posix, true },
        { @"C:\", PathStyle.Windows, true },
        { @"c:", PathStyle.Windows, true },
        { @"C:\Windows", PathStyle.Windows, true },
        { @"c:\windows\system32", PathStyle.Windows, true },
        { @"C:\WINDOWSX", PathStyle.Windows, false },
        { @"C:\Program Files\x", PathStyle.Windows, true },
        { @"C:\Program Files (x86)", PathStyle.Windows, true },
        { @"C:\ProgramData\x", PathStyle.Windows, true },
        { @"C:\Users", PathStyle.Windows, true },
        { @"C:\Users\me", PathStyle.Windows, false },
        { "C:/Users/me/proj", PathStyle.Windows, false },
        { @"D:\", PathStyle.Windows, true },
        { @"D:\work", PathStyle.Windows, false },
        { @"\\server\share", PathStyle.Windows, true },
        { @"\\server\share\dir", PathStyle.Windows, false },
        { @"\\?\C:\Windows", PathStyle.Windows, true },
        { @"\\?\C:\work", PathStyle.Windows, false },
        { @"\Windows", PathStyle.Windows, true },
    };

    [Theory]
    [MemberData(nameof(Directories))]
    public void System_directories_are_known(string path, PathStyle style, bool expected)
        => Assert.Equal(expected, SystemDirectories.Contains(new HostPath(path, style)));

    [Fact]
    public void What_is_above_the_home_is_the_systems()
    {
        var home = new HostPath("/data/homes/me", PathStyle.Posix);
        Assert.True(SystemDirectories.Contains(new HostPath("/data/homes", PathStyle.Posix), home));
        Assert.True(SystemDirectories.Contains(new HostPath("/data", PathStyle.Posix), home));
        Assert.False(SystemDirectories.Contains(home, home));
        Assert.False(SystemDirectories.Contains(new HostPath("/data/homes/me/x", PathStyle.Posix), home));
    }
}
