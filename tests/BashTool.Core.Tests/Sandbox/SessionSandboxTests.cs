using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>A person's session: reads everything, writes here and in the temporary directory.</summary>
public sealed class SessionSandboxTests : IDisposable
{
    private readonly DiskDirectory disk = new();
    private readonly string here;
    private readonly string elsewhere;

    public SessionSandboxTests()
    {
        here = disk.Path + "/here";
        elsewhere = disk.Path + "/elsewhere";
        Directory.CreateDirectory(here);
        Directory.CreateDirectory(elsewhere);
        Directory.CreateDirectory(disk.Path + "/tmp");
        File.WriteAllText(elsewhere + "/f", "other");
        File.WriteAllText(here + "/f", "mine");
    }

    public void Dispose() => disk.Dispose();

    private SandboxSession Open(SandboxProfile profile, string? location = null) => SandboxSession.Open(
        new SandboxPolicy { Profile = profile, CurrentLocation = HostPath.OfThisMachine(location ?? here) },
        new SandboxSurroundings { CommandNames = static () => ["zz-only-ours"], HasCommand = static name => name == "zz-only-ours" });

    private static VirtualPath P(string path) => VirtualPath.Parse(path);

    private static void Write(IFileSystem files, string path, string text)
    {
        using IFileHandle handle = files.Open(P(path), OpenMode.Write | OpenMode.Create | OpenMode.Truncate);
        handle.Write(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void A_session_reads_everything_and_writes_here()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        Write(session.Files, here + "/new", "x");
        Assert.Equal("x", File.ReadAllText(here + "/new"));
        Assert.True(session.Files.Stat(P("/etc/passwd"))!.Value.IsRegular);
        Assert.NotEmpty(FileSystemContract.ReadAll(session.Files, P("/etc/passwd")));
        Assert.Equal(here, session.WorkingDirectory.Text);
        Assert.Contains(VirtualPath.Root, session.Files.MountPoints);
        FileSystemStatistics statistics = session.Files.GetStatistics(P(here));
        Assert.True(statistics.TotalBlocks >= statistics.FreeBlocks);
        Assert.Contains(statistics.MountPoint, session.Files.MountPoints);
    }

    [Fact]
    public void A_session_does_not_write_elsewhere_and_says_what_would_help()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        SandboxDeniedException denied = Assert.Throws<SandboxDeniedException>(() => Write(session.Files, "/etc/bashtool-test", ""));
        Assert.Equal("BT-FS-002", denied.Code);
        Assert.Equal("Permission denied (sandbox BT-FS-002: outside the writable trees; allow with --writable or --sandbox none)", denied.Description);
        Assert.Equal("/etc/bashtool-test", denied.Path);
        Assert.Throws<SandboxDeniedException>(() => session.Files.RemoveFile(P("/etc/passwd")));
        Assert.Throws<SandboxDeniedException>(() => session.Files.CreateDirectory(P("/usr/bashtool-test")));
        Assert.Equal(FileError.EACCES, session.Files.Access(P("/etc/passwd"), FileAccessRights.Write));
        Assert.Throws<SandboxDeniedException>(() => session.Files.CreateHardLink(P("/etc/passwd"), P(here + "/hard")));
        session.Files.CreateSymbolicLink("/etc/passwd", P(here + "/soft"));
        Assert.Throws<SandboxDeniedException>(() => session.Files.SetTimes(P(here + "/soft"), UnixTime.FileSystemNow, null));
        Assert.Throws<SandboxDeniedException>(() => session.Files.Open(P(here + "/soft"), OpenMode.Append));
        Assert.Throws<SandboxDeniedException>(() => session.Files.Open(P(here + "/../../../etc/bashtool-test"), OpenMode.Write | OpenMode.Create));
        Assert.Equal(FileError.EEXIST, Assert.Throws<FileSystemException>(() => session.Files.CreateDirectory(P("/etc"))).Error);
        Assert.Equal(FileError.ENOENT, Assert.Throws<FileSystemException>(() => session.Files.RemoveFile(P("/etc/none"))).Error);
    }

    [Fact]
    public void A_system_directory_is_not_written_because_one_stands_in_it()
    {
        using SandboxSession session = Open(SandboxProfile.Session, "/etc");
        Assert.Throws<SandboxDeniedException>(() => Write(session.Files, "/etc/bashtool-test", ""));
        using SandboxSession root = Open(SandboxProfile.Session, "/");
        Assert.Throws<SandboxDeniedException>(() => Write(root.Files, "/bashtool-test", ""));
        Write(root.Files, here + "/in-tmp", "");
    }

    [Fact]
    public void Devices_commands_and_links_work_in_a_session()
    {
        using SandboxSession session = Open(SandboxProfile.Session);
        Write(session.Files, "/dev/null", "gone");
        Assert.NotNull(session.Files.Stat(P("/bin/zz-only-ours")));
        Assert.NotNull(session.Files.Stat(P("/usr/bin/env")));
        Assert.Contains(session.Files.List(P("/usr/bin")), static entry => entry.Name == "zz-only-ours");
        Assert.Single(session.Files.List(P("/usr/bin")), static entry => entry.Name == "env");
        Directory.CreateSymbolicLink(disk.Path + "/way", here);
        Write(session.Files, disk.Path + "/way/through", "x");
        Assert.Equal("x", File.ReadAllText(here + "/through"));
        Assert.Equal(P(here + "/through"), session.Files.RealPath(P(disk.Path + "/way/through"), RealPathMode.AllExist));
        Assert.Equal(P("/usr/bin"), session.Files.RealPath(P("/usr/bin/."), RealPathMode.AllExist));
    }

    [Fact]
    public void Read_only_writes_nowhere_but_to_devices()
    {
        using SandboxSession session = Open(SandboxProfile.ReadOnly);
        Assert.Equal("mine", FileSystemContract.ReadAll(session.Files, P(here + "/f")));
        Assert.Equal("BT-FS-003", Assert.Throws<SandboxDeniedException>(() => Write(session.Files, here + "/f", "")).Code);
        Assert.Equal("BT-FS-003", Assert.Throws<SandboxDeniedException>(() => Write(session.Files, "/tmp/bashtool-test", "")).Code);
        Assert.Equal("mine", File.ReadAllText(here + "/f"));
        Write(session.Files, "/dev/null", "x");
    }

    [Fact]
    public void None_confines_nothing()
    {
        using SandboxSession session = Open(SandboxProfile.None);
        Write(session.Files, elsewhere + "/f", "changed");
        Assert.Equal("changed", File.ReadAllText(elsewhere + "/f"));
        Assert.NotNull(session.Files.Stat(P("/proc/self/exe"), followLinks: true));
        Write(session.Files, "/dev/null", "x");
        Assert.Equal(elsewhere + "/f", session.Files.ToHost(P(elsewhere + "/f"))!.Value.Text);
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
