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
            foreach (HostPath tree in WritableTrees(home, temporaries, HostDirectories.RealPath(HostPath.OfThisMachine("/tmp"))))
            {
                mounts.Add(new Mount(VirtualPath.Parse(tree.Text), machine, tree.Text));
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
    private List<HostPath> WritableTrees(HostPath home, params ReadOnlySpan<HostPath> temporaries)
    {
        var trees = new List<HostPath>();
        HostPath current = HostDirectories.RealPath(Policy.CurrentLocation);
        if (!Policy.CurrentLocation.IsEmpty && !SystemDirectories.Contains(current, home) && HostDirectories.Exists(current))
        {
            trees.Add(current);
        }

        foreach (HostPath tree in Policy.WritableTrees)
        {
            trees.Add(HostDirectories.RealPath(tree));
        }

        foreach (HostPath tree in temporaries)
        {
            if (HostDirectories.Exists(tree) && !SystemDirectories.Contains(tree, home))
            {
                trees.Add(tree);
            }
        }

        // A tree inside another is no mount of its own: it could not be renamed or removed.
        for (int i = trees.Count - 1; i >= 0; i--)
        {
            for (int j = 0; j < trees.Count; j++)
            {
                if (i != j && trees[i].IsAtOrBelow(trees[j]))
                {
                    trees.RemoveAt(i);
                    break;
                }
            }
        }

        return trees;
    }
}
