using System.Buffers;

namespace BashTool.Core.Files;

/// <summary>The changes, each after copying up what it needs.</summary>
public sealed partial class OverlayVolume
{
    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        const OpenMode changes = OpenMode.Write | OpenMode.Append | OpenMode.Create | OpenMode.CreateNew | OpenMode.Truncate;
        if ((mode & changes) == 0)
        {
            FileError error = upper.Open(path, mode, permissions, name, cancellation, out handle, ref link);
            return error == FileError.ENOENT && !IsHidden(path)
                ? lower.Open(path, mode, permissions, name, cancellation, out handle, ref link)
                : error;
        }

        FileError found = Probe(path, false, out FileKind kind, ref link);
        if (found == FileError.None && kind == FileKind.SymbolicLink && (mode & (OpenMode.CreateNew | OpenMode.NoFollow)) == 0)
        {
            return Probe(path, true, out _, ref link);
        }

        if (found is not (FileError.None or FileError.ENOENT))
        {
            return found;
        }

        if (found == FileError.None)
        {
            if ((mode & OpenMode.CreateNew) != 0)
            {
                return FileError.EEXIST;
            }

            FileError error = kind switch
            {
                FileKind.Directory => FileError.EISDIR,
                FileKind.SymbolicLink => FileError.ELOOP,
                _ => CopyUp(path, withContent: (mode & OpenMode.Truncate) == 0),
            };
            if (error != FileError.None)
            {
                return error;
            }
        }
        else
        {
            FileError error = (mode & (OpenMode.Create | OpenMode.CreateNew)) == 0 ? FileError.ENOENT : CopyUpParent(path);
            if (error != FileError.None)
            {
                return error;
            }
        }

        return upper.Open(path, mode, permissions, name, cancellation, out handle, ref link);
    }

    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        FileError error = PrepareNew(path, ref link);
        return error == FileError.None ? upper.CreateDirectory(path, permissions, ref link) : error;
    }

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = PrepareNew(path, ref link);
        return error == FileError.None ? upper.CreateSymbolicLink(target, path, ref link) : error;
    }

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        FileError error = PrepareNew(path, ref link);
        return error == FileError.None ? upper.CreateFifo(path, permissions, ref link) : error;
    }

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        FileError error = Probe(existing, followLast, out FileKind kind, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        error = PrepareNew(path, ref link);
        if (error != FileError.None)
        {
            link.InSecondPath = true;
            return error;
        }

        error = kind == FileKind.Directory ? FileError.EPERM : CopyUp(existing, withContent: true);
        return error == FileError.None ? upper.CreateHardLink(existing, path, followLast, ref link) : error;
    }

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = Probe(path, false, out FileKind kind, ref link);
        return error != FileError.None ? error
            : kind == FileKind.Directory ? FileError.EISDIR
            : Remove(path, ref link, static (Volume upper, ReadOnlySpan<char> path, ref LinkStop link) => upper.RemoveFile(path, ref link));
    }

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = Probe(path, false, out FileKind kind, ref link);
        if (error != FileError.None || path.Length == 0)
        {
            return error != FileError.None ? error : FileError.EBUSY;
        }

        if (kind != FileKind.Directory)
        {
            return FileError.ENOTDIR;
        }

        error = IsEmpty(path);
        return error != FileError.None ? error
            : Remove(path, ref link, static (Volume upper, ReadOnlySpan<char> path, ref LinkStop link) => upper.RemoveDirectory(path, ref link));
    }

    private delegate FileError Removal(Volume upper, ReadOnlySpan<char> path, ref LinkStop link);

    private FileError Remove(ReadOnlySpan<char> path, ref LinkStop link, Removal removal)
    {
        bool below = ShowsLower(path);
        FileError error = removal(upper, path, ref link);
        if (error is not (FileError.None or FileError.ENOENT))
        {
            return error;
        }

        if (below)
        {
            // The directory that lost an entry has changed, and that shows in its times.
            error = CopyUpParent(path);
            if (error != FileError.None)
            {
                return error;
            }

            Hide(path.ToString());
            LinkStop none = default;
            upper.SetTimes(ParentOf(path), null, UnixTime.FileSystemNow, false, ref none);
        }

        return FileError.None;
    }

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
    {
        FileError error = Probe(oldPath, false, out FileKind kind, ref link);
        if (error != FileError.None || oldPath.Length == 0 || newPath.Length == 0)
        {
            return error != FileError.None ? error : FileError.EBUSY;
        }

        FileError there = Probe(newPath, false, out FileKind newKind, ref link);
        if (there is not (FileError.None or FileError.ENOENT))
        {
            link.InSecondPath = true;
            return there;
        }

        if (kind == FileKind.Directory && newPath.Length > oldPath.Length && newPath.StartsWith(oldPath) && newPath[oldPath.Length] == '/')
        {
            return FileError.EINVAL;
        }

        if (there == FileError.None)
        {
            error = !replace ? FileError.EEXIST
                : (kind == FileKind.Directory, newKind == FileKind.Directory) switch
                {
                    (false, true) => FileError.EISDIR,
                    (true, false) => FileError.ENOTDIR,
                    (true, true) when !oldPath.SequenceEqual(newPath) => IsEmpty(newPath),
                    _ => FileError.None,
                };
            if (error != FileError.None)
            {
                return error;
            }

            if (oldPath.SequenceEqual(newPath))
            {
                return FileError.None;
            }
        }

        error = CopyUpParent(newPath);
        error = error == FileError.None ? CopyUpTree(oldPath.ToString(), kind) : error;
        if (error != FileError.None)
        {
            return error;
        }

        bool oldBelow = ShowsLower(oldPath), newBelow = ShowsLower(newPath);
        error = upper.Rename(oldPath, newPath, replace, ref link);
        if (error == FileError.None)
        {
            if (oldBelow)
            {
                Hide(oldPath.ToString());
            }

            if (newBelow)
            {
                Hide(newPath.ToString());
            }
        }

        return error;
    }

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
    {
        FileError error = PrepareChange(path, followLast, ref link);
        return error == FileError.None ? upper.SetMode(path, permissions, followLast, ref link) : error;
    }

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
    {
        FileError error = PrepareChange(path, followLast, ref link);
        return error == FileError.None ? upper.SetTimes(path, access, modify, followLast, ref link) : error;
    }

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
    {
        FileError error = PrepareChange(path, followLast, ref link);
        return error == FileError.None ? upper.SetOwner(path, userId, groupId, followLast, ref link) : error;
    }

    private FileError PrepareNew(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = Probe(path, false, out _, ref link);
        return error switch
        {
            FileError.None => FileError.EEXIST,
            FileError.ENOENT => CopyUpParent(path),
            _ => error,
        };
    }

    private FileError PrepareChange(ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        FileError error = Probe(path, followLast, out _, ref link);
        return error == FileError.None ? CopyUp(path, withContent: true) : error;
    }

    private FileError IsEmpty(ReadOnlySpan<char> path)
    {
        LinkStop none = default;
        FileError error = List(path, out IEnumerable<DirectoryEntry>? entries, ref none);
        if (error != FileError.None)
        {
            return error;
        }

        using IEnumerator<DirectoryEntry> enumerator = entries!.GetEnumerator();
        return enumerator.MoveNext() ? FileError.ENOTEMPTY : FileError.None;
    }

    private static ReadOnlySpan<char> ParentOf(ReadOnlySpan<char> path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? default : path[..slash];
    }

    private FileError CopyUpParent(ReadOnlySpan<char> path)
    {
        if (path.Length == 0)
        {
            return FileError.None;
        }

        // From the top down, each directory that the upper has not yet.
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] != '/')
            {
                continue;
            }

            FileError error = CopyUpOne(path[..i], withContent: false);
            if (error != FileError.None)
            {
                return error;
            }
        }

        return FileError.None;
    }

    private FileError CopyUp(ReadOnlySpan<char> path, bool withContent)
    {
        FileError error = CopyUpParent(path);
        return error == FileError.None ? CopyUpOne(path, withContent) : error;
    }

    private FileError CopyUpOne(ReadOnlySpan<char> path, bool withContent)
    {
        LinkStop link = default;
        if (path.Length == 0 || upper.Probe(path, false, out _, ref link) == FileError.None)
        {
            return FileError.None;
        }

        if (IsHidden(path))
        {
            return FileError.ENOENT;
        }

        FileError error = lower.Stat(path, false, out FileMetadata metadata, ref link);
        if (error != FileError.None)
        {
            return error == LinkMet ? FileError.ENOENT : error;
        }

        switch (metadata.Kind)
        {
            case FileKind.Directory:
                error = upper.CreateDirectory(path, metadata.Permissions, ref link);
                break;
            case FileKind.SymbolicLink:
                error = lower.ReadLink(path, out string? target, ref link);
                error = error == FileError.None ? upper.CreateSymbolicLink(target!, path, ref link) : error;
                break;
            case FileKind.Fifo:
                error = upper.CreateFifo(path, metadata.Permissions, ref link);
                break;
            case FileKind.Regular:
                error = CopyContent(path, metadata, withContent);
                break;
            default:
                return FileError.EPERM;
        }

        if (error == FileError.None)
        {
            upper.SetOwner(path, metadata.UserId, metadata.GroupId, false, ref link);
            upper.SetTimes(path, metadata.AccessTime, metadata.ModifyTime, false, ref link);
        }

        return error;
    }

    private FileError CopyContent(ReadOnlySpan<char> path, in FileMetadata metadata, bool withContent)
    {
        LinkStop link = default;
        FileError error = FileError.None;
        IFileHandle? source = null;
        if (withContent)
        {
            error = lower.Open(path, OpenMode.Read | OpenMode.NoFollow, 0, default, default, out source, ref link);
        }

        if (error != FileError.None)
        {
            return error;
        }

        using (source)
        {
            error = upper.Open(path, OpenMode.Write | OpenMode.CreateNew, metadata.Permissions, default, default, out IFileHandle? target, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            using (target)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
                try
                {
                    int count;
                    while (source is not null && (count = source.Read(buffer)) > 0)
                    {
                        target!.Write(buffer.AsSpan(0, count));
                    }
                }
                catch (FileSystemException failure)
                {
                    upper.RemoveFile(path, ref link);
                    return failure.Error;
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }

        return FileError.None;
    }

    // A directory is renamed in the upper, where all of it has to be. Without recursion: depth is the script's choice.
    private FileError CopyUpTree(string path, FileKind kind)
    {
        FileError error = CopyUp(path, withContent: true);
        if (error != FileError.None || kind != FileKind.Directory)
        {
            return error;
        }

        var pending = new Stack<string>();
        pending.Push(path);
        while (pending.TryPop(out string? directory))
        {
            LinkStop link = default;
            error = List(directory, out IEnumerable<DirectoryEntry>? entries, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            foreach (DirectoryEntry entry in entries!)
            {
                string child = Join(directory, entry.Name);
                error = CopyUpOne(child, withContent: true);
                if (error != FileError.None)
                {
                    return error;
                }

                if (entry.Kind == FileKind.Directory)
                {
                    pending.Push(child);
                }
            }
        }

        return FileError.None;
    }
}
