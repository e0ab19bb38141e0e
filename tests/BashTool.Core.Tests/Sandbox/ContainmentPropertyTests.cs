using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>Random paths through random farms of links: none leads out of the workspace.</summary>
public sealed class ContainmentPropertyTests : IDisposable
{
    private const string Secret = "TOP-SECRET-CONTENT";
    private const int Rounds = 50;
    private const int PathsPerRound = 2_000;

    private static readonly string[] Names = ["a", "b", "c", "d", "l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "secret", "dir", "inner", "outside", "root", "claude", "up"];

    private readonly DiskDirectory disk = new();
    private readonly HashSet<(ulong, ulong)> outsideInodes = [];
    private string root = "";

    private string Outside => disk.Path + "/outside";

    public void Dispose() => disk.Dispose();

    [Fact]
    public void A_hundred_thousand_random_paths_stay_inside()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "makes links freely");
        Directory.CreateDirectory(Outside + "/dir");
        File.WriteAllText(Outside + "/secret", Secret);
        File.WriteAllText(Outside + "/dir/inner", Secret);
        RememberOutside();
        string before = Picture();
        var random = new Random(31_415_926);
        for (int round = 0; round < Rounds; round++)
        {
            root = $"{disk.Path}/r{round}/root";
            Directory.CreateDirectory(root + "/uploads");
            File.WriteAllText(root + "/uploads/up", "up");
            using (SandboxSession session = SandboxSession.Open(new SandboxPolicy
            {
                Profile = SandboxProfile.Workspace,
                WorkspaceRoot = HostPath.OfThisMachine(root),
                CopyOnWrite = round % 5 == 4,
            }))
            {
                Plant(random, root + "/claude");
                for (int i = 0; i < PathsPerRound; i++)
                {
                    Visit(session.Files, random);
                }
            }

            Directory.Delete($"{disk.Path}/r{round}", recursive: true);
        }

        Assert.Equal(before, Picture());
    }

    // Directories and files, and links to them, to each other, up and out.
    private void Plant(Random random, string home)
    {
        string[] directories = ["", "/a", "/a/b", "/a/b/c", "/d"];
        foreach (string directory in directories)
        {
            Directory.CreateDirectory(home + directory);
            File.WriteAllText(home + directory + "/f", "inside");
        }

        for (int i = 0; i < 8; i++)
        {
            string target = random.Next(12) switch
            {
                0 => Outside,
                1 => Outside + "/secret",
                2 => "/",
                3 => "..",
                4 => "../../outside",
                5 => "../../../outside/dir",
                6 => "a/b",
                7 => "l" + random.Next(8),
                8 => "l" + random.Next(8) + "/..",
                9 => "/proc/self/root" + Outside,
                10 => "/home/claude/a/../..",
                _ => "../" + Path.GetFileName(home) + "/l" + random.Next(8),
            };
            File.CreateSymbolicLink($"{home}{directories[random.Next(directories.Length)]}/l{i}", target);
        }
    }

    private string RandomPath(Random random)
    {
        var path = new StringBuilder(random.Next(8) switch
        {
            0 => "/",
            1 => Outside + "/",
            2 => "/mnt/user-data/uploads/",
            3 => "/proc/self/root" + Outside + "/",
            4 => "/dev/fd/",
            _ => "/home/claude/",
        });
        int count = random.Next(1, 9);
        for (int i = 0; i < count; i++)
        {
            path.Append(random.Next(10) switch
            {
                0 or 1 or 2 => "..",
                3 => ".",
                4 => "",
                5 => "\uFF0E\uFF0E",
                _ => Names[random.Next(Names.Length)],
            });
            path.Append(i == count - 1 && random.Next(3) > 0 ? "" : random.Next(20) == 0 ? "\u2215" : "/");
        }

        return path.ToString();
    }

    private void Visit(IFileSystem files, Random random)
    {
        VirtualPath path = VirtualPath.Parse(RandomPath(random));
        VirtualPath other = VirtualPath.Parse(RandomPath(random));
        try
        {
            switch (random.Next(20))
            {
                case 0:
                    files.CreateDirectory(path);
                    break;
                case 1:
                    files.RemoveFile(path);
                    break;
                case 2:
                    files.RemoveDirectory(path);
                    break;
                case 3:
                    files.Rename(path, other);
                    break;
                case 4:
                    files.CreateHardLink(path, other, random.Next(2) == 0);
                    break;
                case 5:
                    files.CreateSymbolicLink(other.Text, path);
                    break;
                case 6:
                    files.SetMode(path, 0x1FF, random.Next(2) == 0);
                    break;
                case 7:
                    files.SetTimes(path, new UnixTime(1, 0), new UnixTime(1, 0), random.Next(2) == 0);
                    break;
                case 8:
                    files.Truncate(path, 0);
                    break;
                case 9:
                    using (IFileHandle handle = files.Open(path, OpenMode.Write | OpenMode.Create | (random.Next(2) == 0 ? OpenMode.Truncate : OpenMode.Append) | OpenMode.NonBlocking))
                    {
                        handle.Write("written"u8);
                    }

                    break;
                case 10:
                    foreach (DirectoryEntry entry in files.List(path))
                    {
                        Inspect(files, path.Combine(entry.Name), followLinks: false);
                    }

                    break;
                case 11:
                    CheckHost(files, files.RealPath(path, RealPathMode.AllExist));
                    break;
                default:
                    Inspect(files, path, random.Next(2) == 0);
                    break;
            }
        }
        catch (FileSystemException)
        {
            // Refused, or not there.
        }
    }

    private void Inspect(IFileSystem files, VirtualPath path, bool followLinks)
    {
        if (files.TryStat(path, followLinks, out FileMetadata metadata) != FileError.None)
        {
            return;
        }

        Assert.False(outsideInodes.Contains((metadata.Device, metadata.Inode)), path.Text);
        CheckHost(files, path);
        if (metadata.IsRegular && files.TryOpen(path, OpenMode.Read, 0, out IFileHandle? handle) == FileError.None)
        {
            using (handle)
            {
                byte[] buffer = new byte[64];
                Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(buffer, 0, handle!.Read(buffer)), StringComparison.Ordinal);
            }
        }
    }

    private void CheckHost(IFileSystem files, VirtualPath path)
    {
        if (files.ToHost(path) is { } host)
        {
            Assert.False(host.Text.StartsWith(Outside, StringComparison.Ordinal), $"{path.Text} is {host.Text}");
        }
    }

    private void RememberOutside()
    {
        IFileSystem machine = new PhysicalFileSystem(HostPath.OfThisMachine("/"), unrestricted: true);
        foreach (string entry in (string[])[Outside, Outside + "/secret", Outside + "/dir", Outside + "/dir/inner", disk.Path])
        {
            Assert.Equal(FileError.None, machine.TryStat(VirtualPath.Parse(entry), false, out FileMetadata metadata));
            outsideInodes.Add((metadata.Device, metadata.Inode));
        }
    }

    private string Picture()
    {
        var text = new StringBuilder();
        foreach (string entry in Directory.EnumerateFileSystemEntries(Outside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(entry);
            text.Append($"{entry} {info.Attributes} {info.UnixFileMode} {info.LastWriteTimeUtc.Ticks} {(Directory.Exists(entry) ? "" : File.ReadAllText(entry))}\n");
        }

        return text.ToString();
    }
}
