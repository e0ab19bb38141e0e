using BashTool.Core.Files.Memory;

namespace BashTool.Core.Files;

/// <summary>Opening and changing.</summary>
public sealed partial class MemoryVolume
{
    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        bool write = (mode & (OpenMode.Write | OpenMode.Append)) != 0;
        bool read = (mode & OpenMode.Read) != 0 || !write;
        MemoryNode node;
        lock (Gate)
        {
            FileError error = FindOrCreate(path, mode, permissions, out MemoryNode? found, out bool created, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            node = found!;
            if (node.Kind == FileKind.Directory)
            {
                if (write || (mode & (OpenMode.Create | OpenMode.Truncate)) != 0)
                {
                    return FileError.EISDIR;
                }
            }
            else if ((mode & OpenMode.Directory) != 0)
            {
                return FileError.ENOTDIR;
            }

            if (!created && !Allows(node, (read ? 4 : 0) | (write || (mode & OpenMode.Truncate) != 0 ? 2 : 0)))
            {
                return FileError.EACCES;
            }

            if ((mode & OpenMode.Truncate) != 0 && !created && node.Content is { } content)
            {
                content.SetLength(0);
                Touch(node);
            }

            node.OpenHandles++;
        }

        if (node.Fifo is { } fifo)
        {
            FileError error;
            try
            {
                error = fifo.Open(read, write, (mode & OpenMode.NonBlocking) == 0, cancellation);
            }
            catch
            {
                node.OpenHandles--;
                throw;
            }

            if (error != FileError.None)
            {
                node.OpenHandles--;
                return error;
            }
        }

        handle = new MemoryFileHandle(this, node, name, mode);
        return FileError.None;
    }

    private FileError FindOrCreate(ReadOnlySpan<char> path, OpenMode mode, int permissions, out MemoryNode? node, out bool created, ref LinkStop link)
    {
        created = false;
        node = top;
        if (path.Length == 0)
        {
            return (mode & OpenMode.CreateNew) != 0 ? FileError.EEXIST : FileError.None;
        }

        FileError error = FindParent(path, out MemoryNode? parent, out int nameStart, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        ReadOnlySpan<char> name = path[nameStart..];
        if (Child(parent!, name, out node))
        {
            if ((mode & OpenMode.CreateNew) != 0)
            {
                return FileError.EEXIST;
            }

            if (node!.Target is { } target)
            {
                if ((mode & OpenMode.NoFollow) != 0)
                {
                    return FileError.ELOOP;
                }

                link.Set(nameStart, path.Length, target);
                return LinkMet;
            }

            return FileError.None;
        }

        if ((mode & (OpenMode.Create | OpenMode.CreateNew)) == 0)
        {
            return FileError.ENOENT;
        }

        if (!Allows(parent!, 2))
        {
            return FileError.EACCES;
        }

        created = true;
        node = New(FileKind.Regular, permissions);
        Add(parent!, name, node);
        return FileError.None;
    }

    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindRoom(path, out MemoryNode? parent, out int nameStart, ref link);
            if (error == FileError.None)
            {
                Add(parent!, path[nameStart..], NewDirectory(permissions));
            }

            return error;
        }
    }

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindRoom(path, out MemoryNode? parent, out int nameStart, ref link);
            if (error == FileError.None)
            {
                Add(parent!, path[nameStart..], New(FileKind.Fifo, permissions));
            }

            return error;
        }
    }

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindRoom(path, out MemoryNode? parent, out int nameStart, ref link);
            if (error == FileError.None)
            {
                Add(parent!, path[nameStart..], New(FileKind.SymbolicLink, 0x1FF, target));
            }

            return error;
        }
    }

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = Find(existing, followLast, out MemoryNode? node, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            error = FindRoom(path, out MemoryNode? parent, out int nameStart, ref link, second: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            if (node!.Kind == FileKind.Directory)
            {
                return FileError.EPERM;
            }

            Add(parent!, path[nameStart..], node);
            node.LinkCount++;
            node.ChangeTime = Now;
            return FileError.None;
        }
    }

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindEntry(path, out MemoryNode? parent, out MemoryNode? node, out int nameStart, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            if (node!.Kind == FileKind.Directory)
            {
                return FileError.EISDIR;
            }

            Remove(parent!, path[nameStart..], node);
            return FileError.None;
        }
    }

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindEntry(path, out MemoryNode? parent, out MemoryNode? node, out int nameStart, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            if (node!.Children is not { } children)
            {
                return FileError.ENOTDIR;
            }

            if (children.Count > 0)
            {
                return FileError.ENOTEMPTY;
            }

            Remove(parent!, path[nameStart..], node);
            return FileError.None;
        }
    }

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindEntry(oldPath, out MemoryNode? oldParent, out MemoryNode? node, out int oldStart, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            if (newPath.Length == 0)
            {
                return FileError.EBUSY;
            }

            error = FindParent(newPath, out MemoryNode? newParent, out int newStart, ref link, second: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            if (!Allows(newParent!, 2))
            {
                return FileError.EACCES;
            }

            for (MemoryNode above = newParent!; ; above = above.Parent!)
            {
                if (ReferenceEquals(above, node))
                {
                    return FileError.EINVAL;
                }

                if (ReferenceEquals(above, top))
                {
                    break;
                }
            }

            ReadOnlySpan<char> oldName = oldPath[oldStart..], newName = newPath[newStart..];
            if (Child(newParent!, newName, out MemoryNode? there))
            {
                if (!replace)
                {
                    return FileError.EEXIST;
                }

                if (ReferenceEquals(there, node))
                {
                    return FileError.None;
                }

                error = (node!.Children, there!.Children) switch
                {
                    (null, not null) => FileError.EISDIR,
                    (not null, null) => FileError.ENOTDIR,
                    (not null, { Count: > 0 }) => FileError.ENOTEMPTY,
                    _ => FileError.None,
                };
                if (error != FileError.None)
                {
                    return error;
                }

                Remove(newParent!, newName, there);
            }

            Lookup(oldParent!).Remove(oldName);
            UnixTime now = Now;
            oldParent!.ModifyTime = oldParent.ChangeTime = node!.ChangeTime = now;
            oldParent.LinkCount -= node.Kind == FileKind.Directory ? 1 : 0;
            Add(newParent!, newName, node);
            return FileError.None;
        }
    }

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindOwned(path, followLast, out MemoryNode? node, ref link);
            if (error == FileError.None)
            {
                if (node!.Target is not null)
                {
                    return FileError.EOPNOTSUPP;
                }

                node.Permissions = permissions & 0xFFF;
                node.ChangeTime = Now;
            }

            return error;
        }
    }

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindOwned(path, followLast, out MemoryNode? node, ref link);
            if (error == FileError.None)
            {
                UnixTime now = Now;
                node!.AccessTime = access is { } a ? (a.IsFileSystemNow ? now : a) : node.AccessTime;
                node.ModifyTime = modify is { } m ? (m.IsFileSystemNow ? now : m) : node.ModifyTime;
                node.ChangeTime = now;
            }

            return error;
        }
    }

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = FindOwned(path, followLast, out MemoryNode? node, ref link);
            if (error == FileError.None)
            {
                if (UserId != 0 && ((userId ?? node!.UserId) != node!.UserId || (groupId ?? node.GroupId) != node.GroupId))
                {
                    return FileError.EPERM;
                }

                node!.UserId = userId ?? node.UserId;
                node.GroupId = groupId ?? node.GroupId;
                node.ChangeTime = Now;
            }

            return error;
        }
    }

    private FileError FindOwned(ReadOnlySpan<char> path, bool followLast, out MemoryNode? node, ref LinkStop link)
    {
        FileError error = Find(path, followLast, out node, ref link);
        return error == FileError.None && UserId != 0 && node!.UserId != UserId ? FileError.EPERM : error;
    }

    // Where something new may be put.
    private FileError FindRoom(ReadOnlySpan<char> path, out MemoryNode? parent, out int nameStart, ref LinkStop link, bool second = false)
    {
        FileError error = FindParent(path, out parent, out nameStart, ref link, second);
        return error != FileError.None ? error
            : path.Length == 0 || Child(parent!, path[nameStart..], out _) ? FileError.EEXIST
            : Allows(parent!, 2) ? FileError.None : FileError.EACCES;
    }

    // What may be taken away.
    private FileError FindEntry(ReadOnlySpan<char> path, out MemoryNode? parent, out MemoryNode? node, out int nameStart, ref LinkStop link)
    {
        node = null;
        FileError error = FindParent(path, out parent, out nameStart, ref link);
        return error != FileError.None ? error
            : path.Length == 0 ? FileError.EBUSY
            : !Child(parent!, path[nameStart..], out node) ? FileError.ENOENT
            : Allows(parent!, 2) ? FileError.None : FileError.EACCES;
    }

    private static Dictionary<string, MemoryNode>.AlternateLookup<ReadOnlySpan<char>> Lookup(MemoryNode directory)
        => directory.Children!.GetAlternateLookup<ReadOnlySpan<char>>();

    private void Add(MemoryNode parent, ReadOnlySpan<char> name, MemoryNode node)
    {
        parent.Children!.Add(name.ToString(), node);
        parent.ModifyTime = parent.ChangeTime = Now;
        if (node.Kind == FileKind.Directory)
        {
            node.Parent = parent;
            parent.LinkCount++;
        }
    }

    private void Remove(MemoryNode parent, ReadOnlySpan<char> name, MemoryNode node)
    {
        Lookup(parent).Remove(name);
        UnixTime now = Now;
        parent.ModifyTime = parent.ChangeTime = node.ChangeTime = now;
        if (node.Kind == FileKind.Directory)
        {
            parent.LinkCount--;
            node.LinkCount = 0;
        }
        else
        {
            node.LinkCount--;
            FreeIfUnused(node);
        }
    }
}
