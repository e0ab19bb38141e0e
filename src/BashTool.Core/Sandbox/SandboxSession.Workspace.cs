using System.Text;
using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>The workspace of an agent: a frame in memory, a few directories of the host in it, and nothing else.</summary>
public sealed partial class SandboxSession
{
    private void OpenWorkspace()
    {
        HostPath root = Policy.WorkspaceRoot;
        if (root.IsEmpty || !root.IsAbsolute)
        {
            throw new FileSystemException(FileError.ENOENT, root.Text);
        }

        string user = Policy.UserName;
        if (user.Length == 0 || user is "." or ".." || user.AsSpan().IndexOfAny("/\\:\0\n") >= 0)
        {
            throw new FileSystemException(FileError.EINVAL, user);
        }

        Home = WorkingDirectory = VirtualPath.Parse("/home/" + user);
        temporary = new TemporaryDirectory(HostDirectories.CreateTemporary(Policy.TemporaryDirectory ?? HostDirectories.Temporary, "bashtool-"));
        var mounts = new List<Mount>
        {
            new(VirtualPath.Root, Frame(user), writeDenial: SandboxCodes.OutsideWorkspace),
            new(VirtualPath.Parse("/dev"), Devices),
            new(VirtualPath.Parse("/bin"), Commands, writeDenial: SandboxCodes.OutsideWorkspace),
            new(VirtualPath.Parse("/usr/bin"), Commands, writeDenial: SandboxCodes.OutsideWorkspace),
            new(Temporary, temporary.Volume),
            new(Home, Directory(root.Combine(user))),
            new(VirtualPath.Parse("/mnt/user-data/outputs"), Directory(root.Combine("outputs"))),
            new(
                VirtualPath.Parse("/mnt/user-data/uploads"),
                Directory(root.Combine("uploads")),
                writeDenial: Policy.WritableUploads ? null : SandboxCodes.ReadOnlyMount),
        };
        Finish(mounts, SandboxCodes.OutsideWorkspace);
    }

    private static Volume Directory(HostPath directory)
    {
        if (!HostDirectories.Exists(directory))
        {
            HostDirectories.Create(directory);
        }

        return PhysicalFileSystem.VolumeOf(directory);
    }

    // What programs look for: who one is, and that this is something like Linux.
    private static MemoryVolume Frame(string user)
    {
        var volume = new MemoryVolume();
        IFileSystem files = new MountedFileSystem(volume);
        foreach (string directory in (string[])["/bin", "/dev", "/etc", "/home", "/mnt", "/mnt/user-data", "/tmp", "/usr", "/usr/bin", "/var"])
        {
            files.CreateDirectory(VirtualPath.Parse(directory), 0x1ED);
        }

        Put("/etc/passwd", $"root:x:0:0:root:/root:/bin/bash\n{user}:x:1000:1000:{user}:/home/{user}:/bin/bash\n");
        Put("/etc/group", $"root:x:0:\n{user}:x:1000:\n");
        Put("/etc/hosts", "127.0.0.1\tlocalhost\n");
        Put("/etc/hostname", "bashtool\n");
        Put("/etc/shells", "/bin/sh\n/bin/bash\n");
        return volume;

        void Put(string path, string text)
        {
            using IFileHandle handle = files.Open(VirtualPath.Parse(path), OpenMode.Write | OpenMode.Create, 0x1A4);
            handle.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
