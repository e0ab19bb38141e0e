using BashTool.Core.Files.Posix;
using static BashTool.Core.Files.Posix.PosixConstants;

namespace BashTool.Core.Files;

/// <summary>Opening and changing.</summary>
public sealed unsafe partial class PhysicalVolume
{
    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        bool canWrite = (mode & (OpenMode.Write | OpenMode.Append)) != 0;
        bool canRead = (mode & OpenMode.Read) != 0 || !canWrite;
        bool creates = (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0;
        // Without NonBlock the opening of a FIFO could not be cancelled; it is taken off again below.
        int flags = CloseOnExec | NonBlock | NoControllingTerminal
            | (canWrite ? (canRead ? ReadWrite : WriteOnly) : ReadOnly)
            | ((mode & OpenMode.Append) != 0 ? Append : 0)
            | (creates ? Create : 0)
            | ((mode & OpenMode.CreateNew) != 0 ? Exclusive : 0)
            | ((mode & OpenMode.Truncate) != 0 ? PosixConstants.Truncate : 0)
            | ((mode & OpenMode.NoFollow) != 0 ? NoFollow : 0)
            | ((mode & OpenMode.Directory) != 0 ? PosixConstants.Directory : 0);
        bool direct = Direct || (DirectReads && !canWrite && !creates && (mode & OpenMode.Truncate) == 0);

        FileError error;
        int descriptor;
        while (true)
        {
            error = creates && (permissions & ProcessUmask) != 0
                ? CreateWithMode(path, flags, permissions, direct, out descriptor, ref link)
                : OpenDescriptor(path, flags, permissions, direct, out descriptor, ref link);
            if (error != FileError.ENXIO || (mode & OpenMode.NonBlocking) != 0 || !canWrite)
            {
                break;
            }

            // A FIFO without a reader; a socket gives the same error and stays without one.
            LinkStop unused = default;
            if (Stat(path, true, out FileMetadata metadata, ref unused) != FileError.None || metadata.Kind != FileKind.Fifo)
            {
                break;
            }

            if (cancellation.WaitHandle.WaitOne(5))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        if (error != FileError.None)
        {
            return error;
        }

        bool canSeek = PosixCalls.Seek(descriptor, 0, 1) >= 0;
        if (!canSeek && (mode & OpenMode.NonBlocking) == 0)
        {
            PosixCalls.SetFlags(descriptor, PosixCalls.GetFlags(descriptor) & ~NonBlock);
        }

        handle = new PosixFileHandle(descriptor, name, canRead, canWrite, canSeek);
        return FileError.None;
    }

    // The umask of the process would take bits away that the caller wants.
    private FileError CreateWithMode(ReadOnlySpan<char> path, int flags, int permissions, bool direct, out int descriptor, ref LinkStop link)
    {
        FileError error = OpenDescriptor(path, flags | Exclusive, permissions, direct, out descriptor, ref link);
        if (error == FileError.None)
        {
            _ = PosixCalls.ChangeMode(descriptor, permissions);
            return error;
        }

        if (error != FileError.EEXIST || (flags & Exclusive) != 0)
        {
            return error;
        }

        error = OpenDescriptor(path, flags & ~Create, 0, direct, out descriptor, ref link);

        // Gone in between, or a link to nothing, which O_EXCL does not follow: the plain way makes its target.
        return error == FileError.ENOENT ? OpenDescriptor(path, flags, permissions, direct, out descriptor, ref link) : error;
    }

    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                error = Result(PosixCalls.MakeDirectory(parent.Descriptor, text, permissions));
                if (error == FileError.None && (permissions & (ProcessUmask | 0xE00)) != 0)
                {
                    _ = PosixCalls.ChangeMode(parent.Descriptor, text, permissions, AtSymlinkNoFollow);
                }

                return error;
            }
        }
    }

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                error = Result(PosixCalls.MakeFifo(parent.Descriptor, text, permissions));
                if (error == FileError.None && (permissions & ProcessUmask) != 0)
                {
                    _ = PosixCalls.ChangeMode(parent.Descriptor, text, permissions, AtSymlinkNoFollow);
                }

                return error;
            }
        }
    }

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link) => Remove(path, AtRemoveDirectory, ref link);

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link) => Remove(path, 0, ref link);

    private FileError Remove(ReadOnlySpan<char> path, int flags, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EBUSY;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                error = Result(PosixCalls.Unlink(parent.Descriptor, text, flags));
                // macOS says EPERM of a directory.
                return error == FileError.EPERM && flags == 0 && !Linux
                    && PosixMetadata.Of(parent.Descriptor, text, false, out FileMetadata metadata) == FileError.None && metadata.IsDirectory
                    ? FileError.EISDIR
                    : error;
            }
        }
    }

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
    {
        if (oldPath.Length == 0 || newPath.Length == 0)
        {
            return FileError.EBUSY;
        }

        FileError error = OpenParent(oldPath, out ParentHandle from, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (from)
        {
            error = OpenParent(newPath, out ParentHandle to, ref link, second: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            using (to)
            using (var oldName = new NativePath(oldPath[from.NameStart..], stackalloc byte[Room]))
            using (var newName = new NativePath(newPath[to.NameStart..], stackalloc byte[Room]))
            {
                fixed (byte* oldText = oldName, newText = newName)
                {
                    if (replace)
                    {
                        return Result(PosixCalls.Rename(from.Descriptor, oldText, to.Descriptor, newText));
                    }

                    error = Result(Linux
                        ? PosixCalls.RenameLinux(RenameAt2Number, from.Descriptor, oldText, to.Descriptor, newText, 1)
                        : PosixCalls.RenameApple(from.Descriptor, oldText, to.Descriptor, newText, 4));
                    if (error is not (FileError.EINVAL or FileError.ENOSYS or FileError.EOPNOTSUPP))
                    {
                        return error;
                    }

                    // The file system cannot: as near as it gets.
                    return PosixMetadata.Of(to.Descriptor, newText, false, out _) == FileError.None
                        ? FileError.EEXIST
                        : Result(PosixCalls.Rename(from.Descriptor, oldText, to.Descriptor, newText));
                }
            }
        }
    }

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        if (existing.Length == 0)
        {
            return FileError.EPERM;
        }

        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(existing, out ParentHandle from, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (from)
        {
            error = OpenParent(path, out ParentHandle to, ref link, second: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            using (to)
            using (var oldName = new NativePath(existing[from.NameStart..], stackalloc byte[Room]))
            using (var newName = new NativePath(path[to.NameStart..], stackalloc byte[Room]))
            {
                fixed (byte* oldText = oldName, newText = newName)
                {
                    error = StopUnlessPlain(from, oldText, existing, followLast, ref link);
                    return error != FileError.None ? error : Result(PosixCalls.Link(from.Descriptor, oldText, to.Descriptor, newText, 0));
                }
            }
        }
    }

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var content = new NativePath(target, stackalloc byte[Room]))
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name, contentText = content)
            {
                return Result(PosixCalls.SymbolicLink(contentText, parent.Descriptor, text));
            }
        }
    }

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            byte* here = stackalloc byte[] { (byte)'.', 0 };
            return Result(PosixCalls.ChangeMode(root, here, permissions, 0));
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                if (Direct && followLast)
                {
                    return Result(PosixCalls.ChangeMode(parent.Descriptor, text, permissions, 0));
                }

                error = StopUnlessPlain(parent, text, path, followLast, ref link);
                return error != FileError.None ? error : Result(PosixCalls.ChangeMode(parent.Descriptor, text, permissions, AtSymlinkNoFollow));
            }
        }
    }

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
    {
        PosixCalls.TimeSpec* times = stackalloc PosixCalls.TimeSpec[2];
        times[0] = Convert(access);
        times[1] = Convert(modify);
        if (path.Length == 0)
        {
            byte* here = stackalloc byte[] { (byte)'.', 0 };
            return Result(PosixCalls.ChangeTimes(root, here, times, 0));
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                if (Direct)
                {
                    return Result(PosixCalls.ChangeTimes(parent.Descriptor, text, times, followLast ? 0 : AtSymlinkNoFollow));
                }

                error = StopUnlessPlain(parent, text, path, followLast, ref link);
                return error != FileError.None ? error : Result(PosixCalls.ChangeTimes(parent.Descriptor, text, times, AtSymlinkNoFollow));
            }
        }

        static PosixCalls.TimeSpec Convert(UnixTime? time) => time switch
        {
            null => new PosixCalls.TimeSpec { Nanoseconds = TimeOmit },
            { IsFileSystemNow: true } => new PosixCalls.TimeSpec { Nanoseconds = TimeNow },
            { } given => new PosixCalls.TimeSpec { Seconds = given.Seconds, Nanoseconds = given.Nanoseconds },
        };
    }

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
    {
        uint user = userId ?? uint.MaxValue, group = groupId ?? uint.MaxValue;
        if (path.Length == 0)
        {
            byte* here = stackalloc byte[] { (byte)'.', 0 };
            return Result(PosixCalls.ChangeOwner(root, here, user, group, 0));
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                if (Direct)
                {
                    return Result(PosixCalls.ChangeOwner(parent.Descriptor, text, user, group, followLast ? 0 : AtSymlinkNoFollow));
                }

                error = StopUnlessPlain(parent, text, path, followLast, ref link);
                return error != FileError.None ? error : Result(PosixCalls.ChangeOwner(parent.Descriptor, text, user, group, AtSymlinkNoFollow));
            }
        }
    }
}
