using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>An agent's workspace, and what it cannot be talked into.</summary>
public sealed class WorkspaceSandboxTests : IDisposable
{
    private readonly DiskDirectory disk = new();
    private readonly SandboxSession session;
    private readonly string secret;

    public WorkspaceSandboxTests()
    {
        Directory.CreateDirectory(disk.Path + "/root/uploads");
        File.WriteAllText(disk.Path + "/root/uploads/up", "uploaded");
        secret = disk.Path + "/secret";
        File.WriteAllText(secret, "secret");
        session = SandboxSession.Open(
            new SandboxPolicy { Profile = SandboxProfile.Workspace, WorkspaceRoot = HostPath.OfThisMachine(disk.Path + "/root") },
            new SandboxSurroundings { CommandNames = static () => ["ls", "cat"], HasCommand = static name => name is "ls" or "cat" });
    }

    private IFileSystem Files => session.Files;

    public void Dispose()
    {
        session.Dispose();
        disk.Dispose();
    }

    private static VirtualPath P(string path) => VirtualPath.Parse(path);

    private void Write(string path, string text)
    {
        using IFileHandle handle = Files.Open(P(path), OpenMode.Write | OpenMode.Create | OpenMode.Truncate);
        handle.Write(Encoding.UTF8.GetBytes(text));
    }

    private string Read(string path) => FileSystemContract.ReadAll(Files, P(path));

    private string[] Names(string path) => [.. Files.List(P(path)).Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Home_outputs_and_temporary_files_are_written()
    {
        Write("/home/claude/f", "home");
        Write("/mnt/user-data/outputs/f", "out");
        Write("/tmp/f", "tmp");
        Assert.Equal("home", File.ReadAllText(disk.Path + "/root/claude/f"));
        Assert.Equal("out", File.ReadAllText(disk.Path + "/root/outputs/f"));
        Assert.Equal("tmp", Read("/tmp/f"));
        Assert.Equal("/home/claude", session.WorkingDirectory.Text);
    }

    [Fact]
    public void Uploads_are_read_only()
    {
        Assert.Equal("uploaded", Read("/mnt/user-data/uploads/up"));
        SandboxDeniedException denied = Assert.Throws<SandboxDeniedException>(() => Write("/mnt/user-data/uploads/up", ""));
        Assert.Equal("BT-FS-004", denied.Code);
        Assert.Equal(FileError.EROFS, denied.Error);
        Assert.Throws<SandboxDeniedException>(() => Write("/mnt/user-data/uploads/new", ""));
        Assert.Throws<SandboxDeniedException>(() => Files.RemoveFile(P("/mnt/user-data/uploads/up")));
        Assert.Throws<SandboxDeniedException>(() => Files.SetMode(P("/mnt/user-data/uploads/up"), 0));
        Assert.Throws<SandboxDeniedException>(() => Files.CreateDirectory(P("/mnt/user-data/uploads/d")));
        Assert.Throws<SandboxDeniedException>(() => Files.CreateSymbolicLink("x", P("/mnt/user-data/uploads/l")));
        Assert.Throws<SandboxDeniedException>(() => Files.Rename(P("/mnt/user-data/uploads/up"), P("/mnt/user-data/uploads/up2")));
        Assert.Throws<SandboxDeniedException>(() => Files.CreateHardLink(P("/mnt/user-data/uploads/up"), P("/home/claude/up")));
        Assert.Throws<SandboxDeniedException>(() => Files.SetTimes(P("/mnt/user-data/uploads/up"), null, null));
        Assert.Throws<SandboxDeniedException>(() => Files.Truncate(P("/mnt/user-data/uploads/up"), 0));
        Assert.Equal(FileError.EROFS, Files.Access(P("/mnt/user-data/uploads/up"), FileAccessRights.Write));
        Assert.Equal("uploaded", Read("/mnt/user-data/uploads/up"));
    }

    [Fact]
    public void A_link_to_uploads_is_read_only_as_well()
    {
        Files.CreateSymbolicLink("/mnt/user-data/uploads", P("/home/claude/u"));
        Assert.Equal("uploaded", Read("/home/claude/u/up"));
        Assert.Throws<SandboxDeniedException>(() => Write("/home/claude/u/up", "x"));
        Assert.Throws<SandboxDeniedException>(() => Write("/home/claude/u/new", "x"));
        Files.CreateSymbolicLink("/mnt/user-data/uploads/dangling", P("/home/claude/d"));
        Assert.Throws<SandboxDeniedException>(() => Write("/home/claude/d", "x"));
    }

    [Fact]
    public void What_is_outside_is_not_there()
    {
        Assert.Null(Files.Stat(VirtualPath.Root.Combine(secret)));
        Assert.Null(Files.Stat(P("/etc/shadow")));
        Assert.Null(Files.Stat(P("/proc/self/environ")));
        SandboxDeniedException denied = Assert.Throws<SandboxDeniedException>(() => Files.Open(P("/opt/secret"), OpenMode.Read));
        Assert.Equal("BT-FS-001", denied.Code);
        Assert.Equal(FileError.ENOENT, denied.Error);
        Assert.Equal("No such file or directory (sandbox BT-FS-001: outside the workspace; allow with --mount or --sandbox session)", denied.Description);
        Assert.Equal("/opt/secret", denied.Path);
        denied = Assert.Throws<SandboxDeniedException>(() => Write("/etc/new", ""));
        Assert.Equal(FileError.EACCES, denied.Error);
        Assert.Equal("BT-FS-001", denied.Code);
        Assert.Throws<SandboxDeniedException>(() => Files.CreateDirectory(P("/opt")));
        Assert.Throws<SandboxDeniedException>(() => Files.RemoveFile(P("/etc/passwd")));
        Assert.Throws<SandboxDeniedException>(() => Write("/etc/passwd", ""));
        Assert.Contains("claude:x:", Read("/etc/passwd"));
    }

    /// <summary>Where a path may try to lead; each must not reach the secret.</summary>
    public static TheoryData<string> Escapes => new(
        "/home/claude/../../../../../../{secret}",
        "/home/claude/..{secret}",
        "/tmp/../../{secret}",
        "/tmp/..//..//{secret}",
        "/home/claude/./.././../{secret}",
        "/mnt/user-data/outputs/../../../../..{secret}",
        "//{secret}",
        "/home/claude/abs",
        "/home/claude/rel",
        "/home/claude/dir/secret",
        "/home/claude/dir/../secret",
        "/home/claude/chain3",
        "/home/claude/up/up/up/up/up/{secret}",
        "/home/claude/proc/{secret}",
        "/dev/fd/../../{secret}",
        "/bin/../{secret}");

    [Theory]
    [MemberData(nameof(Escapes))]
    public void No_path_leads_out(string escape)
    {
        string path = escape.Replace("{secret}", secret, StringComparison.Ordinal);
        string root = disk.Path + "/root/claude";
        // Made behind the sandbox's back, as a native program could.
        File.CreateSymbolicLink(root + "/abs", secret);
        File.CreateSymbolicLink(root + "/rel", "../../secret");
        Directory.CreateSymbolicLink(root + "/dir", "../..");
        Directory.CreateSymbolicLink(root + "/up", "..");
        Directory.CreateSymbolicLink(root + "/proc", "/proc/self/root");
        File.CreateSymbolicLink(root + "/chain1", secret);
        File.CreateSymbolicLink(root + "/chain2", "chain1");
        File.CreateSymbolicLink(root + "/chain3", "./chain2");
        VirtualPath target = P(path);
        Assert.NotEqual(FileError.None, Files.TryStat(target, true, out _));
        Assert.ThrowsAny<FileSystemException>(() => Files.Open(target, OpenMode.Read));
        Assert.ThrowsAny<FileSystemException>(() => Files.Open(target, OpenMode.Write));
        Assert.ThrowsAny<FileSystemException>(() => Files.Open(target, OpenMode.Write | OpenMode.Create | OpenMode.Truncate));
        Assert.ThrowsAny<FileSystemException>(() => Files.SetMode(target, 0));
        Assert.ThrowsAny<FileSystemException>(() => Files.Truncate(target, 0));
        Assert.ThrowsAny<FileSystemException>(() => Files.CreateHardLink(target, P("/home/claude/hard"), followLinks: true));
        Assert.NotEqual(FileError.None, Files.Access(target, FileAccessRights.Read));
        Assert.Equal("secret", File.ReadAllText(secret));
        Assert.NotEqual(secret, Files.ToHost(target)?.Text);
    }

    [Fact]
    public void Nothing_is_made_or_removed_through_a_link_that_leads_out()
    {
        string root = disk.Path + "/root/claude";
        Directory.CreateDirectory(disk.Path + "/out/victim");
        File.WriteAllText(disk.Path + "/out/victim/f", "");
        Directory.CreateSymbolicLink(root + "/out", disk.Path + "/out");
        Directory.CreateSymbolicLink(root + "/out2", "../../out");
        Write("/home/claude/own", "");
        foreach (string name in (string[])["out", "out2"])
        {
            VirtualPath way = P("/home/claude/" + name);
            Assert.ThrowsAny<FileSystemException>(() => Files.CreateDirectory(way.Combine("new")));
            Assert.ThrowsAny<FileSystemException>(() => Files.RemoveFile(way.Combine("victim/f")));
            Assert.ThrowsAny<FileSystemException>(() => Files.RemoveDirectory(way.Combine("victim")));
            Assert.ThrowsAny<FileSystemException>(() => Files.Rename(way.Combine("victim"), P("/home/claude/got")));
            Assert.ThrowsAny<FileSystemException>(() => Files.Rename(P("/home/claude/own"), way.Combine("own")));
            Assert.ThrowsAny<FileSystemException>(() => Files.CreateSymbolicLink("x", way.Combine("l")));
            Assert.ThrowsAny<FileSystemException>(() => Files.CreateHardLink(P("/home/claude/own"), way.Combine("own")));
            Assert.ThrowsAny<FileSystemException>(() => Files.CreateFifo(way.Combine("p")));
            Assert.ThrowsAny<FileSystemException>(() => Files.List(way));
            Assert.ThrowsAny<FileSystemException>(() => Files.SetTimes(way.Combine("victim"), UnixTime.FileSystemNow, null));
        }

        Assert.Equal(["victim", "victim/f"], Directory.EnumerateFileSystemEntries(disk.Path + "/out", "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(disk.Path + "/out", entry).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_directory_exchanged_for_a_link_does_not_lead_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "exchanges links freely");
        // Somebody flips d between a directory and a link to the outside, as fast as it goes.
        string root = disk.Path + "/root/claude";
        Directory.CreateDirectory(disk.Path + "/outside");
        File.WriteAllText(disk.Path + "/outside/f", "OUTSIDE");
        Directory.CreateDirectory(root + "/real");
        File.WriteAllText(root + "/real/f", "inside");
        Directory.CreateDirectory(root + "/d");
        File.WriteAllText(root + "/d/f", "inside");
        Directory.CreateSymbolicLink(root + "/evil", disk.Path + "/outside");
        bool done = false;
        var flipper = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                Directory.Move(root + "/d", root + "/hidden");
                Directory.Move(root + "/evil", root + "/d");
                Directory.Move(root + "/d", root + "/evil");
                Directory.Move(root + "/hidden", root + "/d");
                Thread.SpinWait(3000);
            }
        });
        flipper.Start();
        int inside = 0;
        for (int i = 0; i < 3000 || (inside == 0 && i < 200_000); i++)
        {
            if (Files.TryOpen(P("/home/claude/d/f"), OpenMode.Read, 0, out IFileHandle? handle) == FileError.None)
            {
                using (handle)
                {
                    var buffer = new byte[16];
                    int count = handle!.Read(buffer);
                    Assert.Equal("inside", Encoding.UTF8.GetString(buffer, 0, count));
                    inside++;
                }
            }

            if (Files.TryOpen(P("/home/claude/d/made"), OpenMode.Write | OpenMode.Create, 0x1B6, out handle) == FileError.None)
            {
                handle!.Dispose();
            }

            Files.TryStat(P("/home/claude/d/f"), true, out FileMetadata metadata);
            Assert.NotEqual(7, metadata.Size);
        }

        Volatile.Write(ref done, true);
        flipper.Join();
        Assert.False(File.Exists(disk.Path + "/outside/made"));
        Assert.True(inside > 0);
    }

    [Fact]
    public void The_frame_shows_what_there_is()
    {
        Assert.Equal(["bin", "dev", "etc", "home", "mnt", "tmp", "usr", "var"], Names("/"));
        Assert.Equal(["claude"], Names("/home"));
        Assert.Equal(["outputs", "uploads"], Names("/mnt/user-data"));
        Assert.Equal(["cat", "ls"], Names("/bin"));
        Assert.Equal(FileError.None, Files.Access(P("/usr/bin/ls"), FileAccessRights.Execute));
        Assert.StartsWith("#!/bin/bash\n", Read("/bin/cat"));
        Assert.Null(Files.Stat(P("/bin/none")));
        Assert.Throws<SandboxDeniedException>(() => Write("/bin/ls", ""));
        Assert.Throws<SandboxDeniedException>(() => Write("/bin/new", ""));
        Assert.Contains("null", Names("/dev"));
    }

    [Fact]
    public void Devices_are_played()
    {
        Write("/dev/null", "gone");
        Assert.Equal("", Read("/dev/null"));
        using IFileHandle zero = Files.Open(P("/dev/zero"), OpenMode.Read);
        var buffer = new byte[] { 1, 2 };
        Assert.Equal(2, zero.Read(buffer));
        Assert.Equal([0, 0], buffer);
        Assert.Equal(FileError.ENOSPC, Assert.Throws<FileSystemException>(() => Write("/dev/full", "x")).Error);
        Assert.Equal(FileKind.CharacterDevice, Files.Stat(P("/dev/null"))!.Value.Kind);
        Assert.Equal(0x103UL, Files.Stat(P("/dev/null"))!.Value.DeviceType);
        Assert.Equal(FileError.ENXIO, Assert.Throws<FileSystemException>(() => Files.Open(P("/dev/tty"), OpenMode.Read)).Error);
        Assert.Equal(FileError.ENOENT, Files.TryStat(P("/dev/stdin"), true, out _));
        Assert.Equal(FileError.ENOTDIR, Files.TryStat(P("/dev/null/x"), true, out _));
        Assert.Equal(FileError.EACCES, Files.TryOpen(P("/dev/new"), OpenMode.Write | OpenMode.Create, 0, out _));
    }

    [Fact]
    public void The_temporary_directory_goes_with_the_session()
    {
        var policy = new SandboxPolicy
        {
            Profile = SandboxProfile.Workspace,
            WorkspaceRoot = HostPath.OfThisMachine(disk.Path + "/root"),
            TemporaryDirectory = disk.Host,
            UserName = "someone",
        };
        SandboxSession other = SandboxSession.Open(policy);
        Assert.Equal("/home/someone", other.Home.Text);
        IFileSystem files = other.Files;
        files.CreateDirectory(P("/tmp/d"), 0);
        files.CreateSymbolicLink("/", P("/tmp/l"));
        string host = files.ToHost(P("/tmp/d"))!.Value.Text;
        Assert.StartsWith(disk.Path, host);
        Assert.True(Directory.Exists(host));
        other.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(host)));
        Assert.True(File.Exists(secret));
    }

    [Fact]
    public void Mounts_of_the_policy_are_seen()
    {
        Directory.CreateDirectory(disk.Path + "/data");
        File.WriteAllText(disk.Path + "/data/f", "data");
        using SandboxSession other = SandboxSession.Open(new SandboxPolicy
        {
            Profile = SandboxProfile.Workspace,
            WorkspaceRoot = HostPath.OfThisMachine(disk.Path + "/root"),
            Mounts = [new SandboxMount(P("/srv/data"), HostPath.OfThisMachine(disk.Path + "/data"), Writable: false)],
        });
        Assert.Equal("data", FileSystemContract.ReadAll(other.Files, P("/srv/data/f")));
        Assert.Contains(other.Files.List(P("/")), static entry => entry.Name == "srv" && entry.Kind == FileKind.Directory);
        Assert.Equal("data", Assert.Single(other.Files.List(P("/srv"))).Name);
        Assert.Throws<SandboxDeniedException>(() => other.Files.RemoveFile(P("/srv/data/f")));
        Assert.Equal("/srv/data/f", other.Translator.TranslateText(disk.Path + "/data/f"));
    }

    [Fact]
    public void Native_programs_need_permission()
    {
        Assert.Equal("BT-EX-001", session.CheckProgram("/usr/bin/git")!.Code);
        var allowed = new NativeProgramPolicy { Allowed = new HashSet<string> { "git" }, Denied = new HashSet<string> { "rm" } };
        Assert.Null(allowed.Check(@"C:\Program Files\Git\git.exe", SandboxProfile.Workspace));
        Assert.Equal("BT-EX-002", allowed.Check("rm", SandboxProfile.None)!.Code);
        Assert.Null(NativeProgramPolicy.Default.Check("git", SandboxProfile.Session));
    }

    [Fact]
    public void Moving_between_mounts_says_so()
    {
        Write("/tmp/f", "x");
        Assert.Equal(FileError.EXDEV, Assert.Throws<FileSystemException>(() => Files.Rename(P("/tmp/f"), P("/home/claude/f"))).Error);
    }
}
