using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A person's session on Windows: drives are <c>/c</c> and <c>/mnt/c</c>.</summary>
public sealed partial class SandboxSession
{
    private void OpenWindows()
    {
        AccessDenial? denial = Policy.Profile switch
        {
            SandboxProfile.None => null,
            SandboxProfile.ReadOnly => SandboxCodes.ReadOnlyProfile,
            _ => SandboxCodes.OutsideWritableTrees,
        };
        LinkTrust trust = Policy.Profile == SandboxProfile.None ? LinkTrust.Everything : LinkTrust.Nothing;
        var frame = new MemoryVolume();
        IFileSystem frameFiles = new MountedFileSystem(frame);
        foreach (string directory in (string[])["/bin", "/dev", "/mnt", "/tmp", "/usr", "/usr/bin"])
        {
            frameFiles.CreateDirectory(VirtualPath.Parse(directory), 0x1ED);
        }

        var mounts = new List<Mount>
        {
            new(VirtualPath.Root, frame, writeDenial: SandboxCodes.NotOnADrive),
            new(VirtualPath.Parse("/dev"), Devices),
            new(VirtualPath.Parse("/bin"), Commands, writeDenial: SandboxCodes.NotOnADrive),
            new(VirtualPath.Parse("/usr/bin"), Commands, writeDenial: SandboxCodes.NotOnADrive),
        };
        var drives = new Dictionary<char, Volume>();
        foreach (HostPath root in HostDirectories.Roots)
        {
            Volume drive = PhysicalFileSystem.VolumeOf(root, trust);
            char letter = char.ToLowerInvariant(root.Text[0]);
            drives[letter] = drive;
            mounts.Add(new Mount(VirtualPath.Parse("/" + letter), drive, writeDenial: denial));
            mounts.Add(new Mount(VirtualPath.Parse("/mnt/" + letter), drive, writeDenial: denial));
        }

        HostPath home = HostDirectories.RealPath(HostDirectories.Home);
        HostPath temporaries = HostDirectories.RealPath(Policy.TemporaryDirectory ?? HostDirectories.Temporary);
        if (Policy.Profile == SandboxProfile.Session)
        {
            foreach (string tree in WritableTrees(home, temporaries))
            {
                AddTree(HostPath.OfThisMachine(tree), mounts, drives);
            }
        }

        mounts.Add(new Mount(
            Temporary, PhysicalFileSystem.VolumeOf(temporaries, trust), writeDenial: Policy.Profile == SandboxProfile.ReadOnly ? denial : null));
        Home = ToVirtual(HostDirectories.Home);
        WorkingDirectory = Policy.CurrentLocation.IsEmpty ? Home : ToVirtual(Policy.CurrentLocation);

        // Where nothing is confined; elsewhere a path must not make the machine call on a server.
        Finish(mounts, null, Policy.Profile == SandboxProfile.None ? new NetworkShares(share => PhysicalFileSystem.VolumeOf(share, trust), null) : null);
    }

    private static void AddTree(HostPath tree, List<Mount> mounts, Dictionary<char, Volume> drives)
    {
        if (WindowsPath.TryToVirtual(tree.Text, "/", out string text) != WindowsNameProblem.None)
        {
            return;
        }

        VirtualPath at = VirtualPath.Parse(text);
        if (text.Length > 2 && text[2] == '/' && drives.TryGetValue(char.ToLowerInvariant(text[1]), out Volume? drive))
        {
            mounts.Add(new Mount(at, drive, text[3..]));
            mounts.Add(new Mount(VirtualPath.Parse("/mnt" + text), drive, text[3..]));
        }
        else
        {
            mounts.Add(new Mount(at, PhysicalFileSystem.VolumeOf(tree)));
        }
    }

    private static VirtualPath ToVirtual(HostPath path)
        => WindowsPath.TryToVirtual(path.Text, "/", out string text) == WindowsNameProblem.None ? VirtualPath.Parse(text) : VirtualPath.Root;
}
