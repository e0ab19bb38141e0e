namespace BashTool.Core.Files;

/// <summary>The operations that change names and metadata.</summary>
public partial class MountedFileSystem
{
    public void CreateDirectory(VirtualPath path, int permissions = 0x1FF)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = walk.Text == "/" || IsOrHoldsMountPoint(walk.Text) ? FileError.EEXIST : walk.RefuseCreation();
            if (error == FileError.None)
            {
                error = walk.Volume.CreateDirectory(walk.Path, permissions, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void RemoveDirectory(VirtualPath path)
    {
        // "dir/." is refused by the system, and so is "dir/..".
        if (path.Text.EndsWith("/..", StringComparison.Ordinal))
        {
            throw new FileSystemException(FileError.ENOTEMPTY, path.Text);
        }

        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = IsOrHoldsMountPoint(walk.Text) ? FileError.EBUSY : walk.RefuseChange(false);
            if (error == FileError.None)
            {
                error = walk.Volume.RemoveDirectory(walk.Path, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void RemoveFile(VirtualPath path)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = IsOrHoldsMountPoint(walk.Text) ? FileError.EBUSY : walk.RefuseChange(false);
            if (error == FileError.None && walk.MustBeDirectory)
            {
                error = Probe(walk.Mount, walk.Text, out FileKind kind, ref walk.Link, followLast: false);
                if (error == FileError.None)
                {
                    error = kind == FileKind.Directory ? FileError.EISDIR : FileError.ENOTDIR;
                }
            }
            else if (error == FileError.None)
            {
                error = walk.Volume.RemoveFile(walk.Path, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void Rename(VirtualPath oldPath, VirtualPath newPath) => Rename(oldPath, newPath, replace: true);

    public void RenameNew(VirtualPath oldPath, VirtualPath newPath) => Rename(oldPath, newPath, replace: false);

    private void Rename(VirtualPath oldPath, VirtualPath newPath, bool replace)
    {
        var from = new PathWalk(this, oldPath, out FileError error);
        Check(error, oldPath, null);
        var to = new PathWalk(this, newPath, out error);
        bool second = true;
        while (error == FileError.None)
        {
            second = false;
            error = IsOrHoldsMountPoint(from.Text) ? FileError.EBUSY : from.RefuseChange(false);
            if (error == FileError.None && (from.MustBeDirectory || to.MustBeDirectory || !ReferenceEquals(from.Volume, to.Volume)))
            {
                error = Probe(from.Mount, from.Text, out FileKind kind, ref from.Link, followLast: false);
                if (error == FileError.None && (from.MustBeDirectory || to.MustBeDirectory) && kind != FileKind.Directory)
                {
                    error = FileError.ENOTDIR;
                }
            }

            if (from.Again(ref error))
            {
                continue;
            }

            if (error != FileError.None)
            {
                break;
            }

            second = true;
            error = IsOrHoldsMountPoint(to.Text) ? FileError.EBUSY : RefuseTarget(ref to);
            if (error == FileError.None && !ReferenceEquals(from.Volume, to.Volume))
            {
                error = Probe(to.Mount, to.Text, out _, ref to.Link, followLast: false);
                error = error == Volume.LinkMet ? error : FileError.EXDEV;
            }

            if (error == FileError.None)
            {
                error = from.Volume.Rename(from.Path, to.Path, replace, ref to.Link);
                second = error == Volume.LinkMet && to.Link.InSecondPath;
                if (error == Volume.LinkMet && !second)
                {
                    from.Link = to.Link;
                    if (from.Again(ref error))
                    {
                        continue;
                    }

                    break;
                }
            }

            if (!to.Again(ref error))
            {
                break;
            }
        }

        Check(error, second ? newPath : oldPath, from.Denial ?? to.Denial);
    }

    private FileError RefuseTarget(ref PathWalk to)
    {
        FileError error = to.RefuseCreation();
        return error == FileError.EEXIST ? to.Refuse() : error;
    }

    public void CreateHardLink(VirtualPath existing, VirtualPath path, bool followLinks = false)
    {
        var from = new PathWalk(this, existing, out FileError error);
        Check(error, existing, null);
        var to = new PathWalk(this, path, out error);
        bool second = true;
        while (error == FileError.None)
        {
            // A second name in a writable tree would make a file of a read-only one writable.
            second = false;
            error = from.RefuseChange(followLinks || from.MustBeDirectory);
            if (error == FileError.None && (from.MustBeDirectory || !ReferenceEquals(from.Volume, to.Volume)))
            {
                error = Probe(from.Mount, from.Text, out FileKind kind, ref from.Link, followLinks || from.MustBeDirectory);
                if (error == FileError.None && from.MustBeDirectory && kind != FileKind.Directory)
                {
                    error = FileError.ENOTDIR;
                }
            }

            if (from.Again(ref error))
            {
                continue;
            }

            if (error != FileError.None)
            {
                break;
            }

            second = true;
            error = IsOrHoldsMountPoint(to.Text) ? FileError.EEXIST : to.MustBeDirectory ? FileError.ENOENT : to.RefuseCreation();
            if (error == FileError.None && !ReferenceEquals(from.Volume, to.Volume))
            {
                error = Probe(to.Mount, to.Text, out _, ref to.Link, followLast: false);
                error = error switch
                {
                    Volume.LinkMet => error,
                    FileError.None => FileError.EEXIST,
                    _ => FileError.EXDEV,
                };
            }

            if (error == FileError.None)
            {
                error = from.Volume.CreateHardLink(from.Path, to.Path, followLinks, ref to.Link);
                if (error == Volume.LinkMet && !to.Link.InSecondPath)
                {
                    from.Link = to.Link;
                    if (from.Again(ref error))
                    {
                        continue;
                    }

                    break;
                }
            }

            if (!to.Again(ref error))
            {
                break;
            }
        }

        Check(error, second ? path : existing, from.Denial ?? to.Denial);
    }

    public void CreateSymbolicLink(string target, VirtualPath path)
    {
        if (target.Length == 0)
        {
            throw new FileSystemException(FileError.ENOENT, path.Text);
        }

        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = IsOrHoldsMountPoint(walk.Text) ? FileError.EEXIST : walk.RefuseCreation();
            if (error == FileError.None)
            {
                error = walk.MustBeDirectory ? FileError.ENOENT : walk.Volume.CreateSymbolicLink(target, walk.Path, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void CreateFifo(VirtualPath path, int permissions = 0x1B6)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            error = IsOrHoldsMountPoint(walk.Text) ? FileError.EEXIST : walk.RefuseCreation();
            if (error == FileError.None)
            {
                error = walk.MustBeDirectory ? FileError.ENOENT : walk.Volume.CreateFifo(walk.Path, permissions, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void SetMode(VirtualPath path, int permissions, bool followLinks = true)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            bool follow = followLinks || walk.MustBeDirectory;
            error = walk.RefuseChange(follow);
            if (error == FileError.None)
            {
                error = walk.Volume.SetMode(walk.Path, permissions, follow, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void SetTimes(VirtualPath path, UnixTime? access, UnixTime? modify, bool followLinks = true)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            bool follow = followLinks || walk.MustBeDirectory;
            error = walk.RefuseChange(follow);
            if (error == FileError.None)
            {
                error = walk.Volume.SetTimes(walk.Path, access, modify, follow, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void SetOwner(VirtualPath path, uint? userId, uint? groupId, bool followLinks = true)
    {
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            bool follow = followLinks || walk.MustBeDirectory;
            error = walk.RefuseChange(follow);
            if (error == FileError.None)
            {
                error = walk.Volume.SetOwner(walk.Path, userId, groupId, follow, ref walk.Link);
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        Check(error, path, walk.Denial);
    }

    public void Truncate(VirtualPath path, long length)
    {
        if (length < 0)
        {
            throw new FileSystemException(FileError.EINVAL, path.Text);
        }

        using IFileHandle handle = Open(path, OpenMode.Write | OpenMode.NonBlocking, 0);
        if (!handle.GetMetadata().IsRegular)
        {
            throw new FileSystemException(FileError.EINVAL, path.Text);
        }

        handle.SetLength(length);
    }

    public void Sync()
    {
        foreach (Mount mount in mounts)
        {
            mount.Volume.Sync();
        }
    }
}
