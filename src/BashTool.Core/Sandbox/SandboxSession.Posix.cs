using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A person's session on Linux and macOS: paths are themselves.</summary>
public sealed partial class SandboxSession
{
    private void OpenPosix()
    {
        bool open = Policy.Profile == SandboxProfile.None;
        AccessDenial? denial = Policy.Profile switch
        {
            SandboxProfile.None => null,
            SandboxProfile.ReadOnly => SandboxCodes.ReadOnlyProfile,
            _ => SandboxCodes.OutsideWritableTrees,
        };
        var machine = new PhysicalVolume(HostPath.OfThisMachine("/"), open ? LinkTrust.Everything : LinkTrust.Reading);
        var mounts = new List<Mount> { new(VirtualPath.Root, machine, writeDenial: denial) };
        HostPath home = HostDirectories.RealPath(HostDirectories.Home);
        Home = VirtualPath.Parse(HostDirectories.Home.IsEmpty ? "/" : HostDirectories.Home.Text);
        WorkingDirectory = Policy.CurrentLocation.IsEmpty ? Home : VirtualPath.Parse(Policy.CurrentLocation.Text);
        HostPath temporaries = HostDirectories.RealPath(Policy.TemporaryDirectory ?? HostDirectories.Temporary);
        if (Policy.TemporaryDirectory is { } chosen)
        {
            Temporary = VirtualPath.Parse(chosen.Text);
        }

        if (Policy.Profile == SandboxProfile.Session)
        {
            foreach (string tree in WritableTrees(home, temporaries, HostDirectories.RealPath(HostPath.OfThisMachine("/tmp"))))
            {
                mounts.Add(new Mount(VirtualPath.Parse(tree), machine, tree));
            }
        }

        Devices.OpenTerminal = mode =>
        {
            LinkStop link = default;
            FileError error = machine.Open("dev/tty", mode & OpenMode.ReadWrite, 0, VirtualPath.Parse("/dev/tty"), default, out IFileHandle? handle, ref link);
            return error == FileError.None ? handle : null;
        };
        foreach (string name in DeviceVolume.DeviceNames)
        {
            mounts.Add(new Mount(VirtualPath.Parse("/dev/" + name), Devices, name));
        }

        mounts.Add(new Mount(VirtualPath.Parse("/bin"), Commands, isFallback: true));
        mounts.Add(new Mount(VirtualPath.Parse("/usr/bin"), Commands, isFallback: true));
        Finish(mounts, null);
    }

    /// <summary>Where a session may write: the current tree unless it is the system's, temporary directories, what was asked for.</summary>
    private List<string> WritableTrees(HostPath home, HostPath temporaries, HostPath moreTemporaries = default)
    {
        var trees = new List<string>();
        HostPath current = HostDirectories.RealPath(Policy.CurrentLocation);
        if (!Policy.CurrentLocation.IsEmpty && !SystemDirectories.Contains(current, home) && HostDirectories.Exists(current))
        {
            trees.Add(current.Text);
        }

        for (int i = 0; i < Policy.WritableTrees.Count; i++)
        {
            trees.Add(HostDirectories.RealPath(Policy.WritableTrees[i]).Text);
        }

        AddTemporary(temporaries);
        AddTemporary(moreTemporaries);

        // A tree inside another is no mount of its own: it could not be renamed or removed.
        for (int i = trees.Count - 1; i >= 0; i--)
        {
            for (int j = 0; j < trees.Count; j++)
            {
                if (i != j && HostPath.OfThisMachine(trees[i]).IsAtOrBelow(HostPath.OfThisMachine(trees[j])))
                {
                    trees.RemoveAt(i);
                    break;
                }
            }
        }

        return trees;

        void AddTemporary(HostPath tree)
        {
            if (!tree.IsEmpty && HostDirectories.Exists(tree) && !SystemDirectories.Contains(tree, home))
            {
                trees.Add(tree.Text);
            }
        }
    }
}
