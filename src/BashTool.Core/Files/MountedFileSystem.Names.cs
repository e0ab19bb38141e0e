namespace BashTool.Core.Files;

/// <summary>Links, real paths, rights, statistics, and the way to the host's paths and back.</summary>
public partial class MountedFileSystem
{
    public string ReadLink(VirtualPath path)
    {
        string? target = null;
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            if (walk.MustBeDirectory)
            {
                error = Probe(walk.Mount, walk.Text, out FileKind kind, ref walk.Link);
                error = error == FileError.None ? (kind == FileKind.Directory ? FileError.EINVAL : FileError.ENOTDIR) : error;
            }
            else
            {
                error = walk.Volume.ReadLink(walk.Path, out target, ref walk.Link);
                if (error == FileError.ENOENT && (HasMountBelow(walk.Text) || Fallback(walk.Text) is not null))
                {
                    error = Probe(walk.Mount, walk.Text, out _, ref walk.Link, followLast: false);
                    error = error == FileError.None ? FileError.EINVAL : error;
                }
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, null);
        return target!;
    }

    public VirtualPath RealPath(VirtualPath path, RealPathMode mode)
    {
        if (mode == RealPathMode.AnyMayBeMissing)
        {
            return ResolveByParts(path);
        }

        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = Probe(walk.Mount, walk.Text, out FileKind kind, ref walk.Link);
            if (error == FileError.None && walk.MustBeDirectory && kind != FileKind.Directory)
            {
                error = FileError.ENOTDIR;
            }
            else if (error == FileError.ENOENT && mode == RealPathMode.LastMayBeMissing)
            {
                string parent = VirtualPath.Parse(walk.Text).Parent.Text;
                LinkStop link = default;
                error = Probe(Find(parent), parent, out kind, ref link);
                error = error == FileError.None && kind != FileKind.Directory ? FileError.ENOTDIR : error;
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, null);
        return walk.VirtualPath;
    }

    // Part by part, so that what is missing does not hide the links before it.
    private VirtualPath ResolveByParts(VirtualPath path)
    {
        if (path.IsEmpty)
        {
            throw new FileSystemException(FileError.ENOENT, "");
        }

        var pending = new Stack<string>();
        Push(pending, path.Text);
        string resolved = "";
        int links = 0;
        while (pending.TryPop(out string? part))
        {
            if (part == ".")
            {
                continue;
            }

            if (part == "..")
            {
                resolved = resolved.Length == 0 ? "" : resolved[..resolved.LastIndexOf('/')];
                continue;
            }

            string candidate = resolved + "/" + part;
            Mount mount = Find(candidate);
            LinkStop link = default;
            FileError error = Probe(mount, candidate, out _, ref link);
            if (error != Volume.LinkMet)
            {
                resolved = candidate;
                continue;
            }

            if (++links > 40)
            {
                throw new FileSystemException(FileError.ELOOP, path.Text);
            }

            if (link.Target!.StartsWith('/'))
            {
                resolved = "";
            }

            Push(pending, link.Target);
        }

        return VirtualPath.Parse(resolved.Length == 0 ? "/" : resolved);
    }

    private static void Push(Stack<string> pending, string text)
    {
        string[] parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            pending.Push(parts[i]);
        }
    }

    public FileError Access(VirtualPath path, FileAccessRights rights)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = walk.Volume.Access(walk.Path, rights, ref walk.Link);
            if (error == FileError.ENOENT)
            {
                if (HasMountBelow(walk.Text))
                {
                    error = (rights & FileAccessRights.Write) == 0 ? FileError.None : FileError.EACCES;
                }
                else if (Fallback(walk.Text) is { } second)
                {
                    error = second.Volume.Access(second.PathInVolume(walk.Text), rights, ref walk.Link);
                }
            }

            if (error == FileError.None && (rights & FileAccessRights.Write) != 0)
            {
                error = walk.RefuseChange(followLast: true);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        return error == FileError.None && walk.MustBeDirectory ? TryStat(path, true, out _) : error;
    }

    public FileSystemStatistics GetStatistics(VirtualPath path)
    {
        FileSystemStatistics statistics = default;
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = walk.Volume.GetStatistics(walk.Path, out statistics, ref walk.Link);
            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, null);
        return walk.Mount.IsIdentity ? statistics : statistics with { MountPoint = walk.Mount.At };
    }

    public virtual IReadOnlyList<VirtualPath> MountPoints
    {
        get
        {
            var points = new List<VirtualPath>();
            if (RootMount is { IsIdentity: true, Volume: PhysicalVolume { HostRoot.Text: "/" } })
            {
                // Paths are the host's own, and so are the places where something is mounted.
                foreach ((_, _, _, string point) in HostMountTable.Read())
                {
                    VirtualPath at = VirtualPath.Parse(point);
                    points.Remove(at);
                    points.Add(at);
                }
            }

            for (int i = mounts.Length - 1; i >= 0; i--)
            {
                Mount mount = mounts[i];
                if ((!mount.IsIdentity || mount.At.IsRoot) && mount.Volume is not DeviceVolume && !points.Contains(mount.At))
                {
                    points.Add(mount.At);
                }
            }

            return points;
        }
    }

    public HostPath? ToHost(VirtualPath path)
    {
        if (path.IsEmpty)
        {
            return null;
        }

        string text = path.Text;
        Mount mount = Find(text);
        if (!(mount.IsIdentity && mount.Volume.FollowsLinksItself && !path.HasParentReference))
        {
            try
            {
                text = ResolveByParts(path).Text;
            }
            catch (FileSystemException)
            {
                return null;
            }

            mount = Find(text);
        }

        if (mount.Volume.HostRoot is not { } root)
        {
            return null;
        }

        string inside = mount.PathInVolume(text).ToString();
        if (inside.Length == 0)
        {
            return root;
        }

        // "/home/me/C:/x" must not become "C:/x".
        return root.Style == PathStyle.Windows && WindowsPath.CheckNames(inside) != WindowsNameProblem.None ? null : root.Combine(inside);
    }

    public VirtualPath? ToVirtual(HostPath path)
    {
        VirtualPath? best = null;
        int length = -1;
        foreach (Mount mount in mounts)
        {
            if (mount.Volume.HostRoot is not { } root || root.Style != path.Style)
            {
                continue;
            }

            HostPath top = mount.Directory.Length == 0 ? root : root.Combine(mount.Directory);
            // Of two places that show the same directory the shorter, which comes last, is the one to name: /c before /mnt/c.
            if (top.Text.Length < length || !path.IsAtOrBelow(top))
            {
                continue;
            }

            string rest = path.Text.Length <= top.Text.Length ? "" : path.Text[top.Text.Length..];
            if (path.Style == PathStyle.Windows)
            {
                rest = rest.Replace('\\', '/');
            }

            rest = rest.Trim('/');
            best = rest.Length == 0 ? mount.At : mount.At.Combine(rest);
            length = top.Text.Length;
        }

        return best;
    }
}
