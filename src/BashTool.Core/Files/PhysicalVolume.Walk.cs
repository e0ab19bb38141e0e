using BashTool.Core.Files.Posix;
using static BashTool.Core.Files.Posix.PosixConstants;

namespace BashTool.Core.Files;

/// <summary>The way from the root handle to a file, without following links.</summary>
public sealed unsafe partial class PhysicalVolume
{
    /// <summary>A directory handle and where in the path the name in it begins.</summary>
    private readonly ref struct ParentHandle(int descriptor, bool owned, int nameStart)
    {
        public int Descriptor { get; } = descriptor;

        public int NameStart { get; } = nameStart;

        public void Dispose()
        {
            if (owned)
            {
                PosixCalls.Close(Descriptor);
            }
        }
    }

    private FileError OpenParent(ReadOnlySpan<char> path, out ParentHandle parent, ref LinkStop link, bool second = false, bool confined = false)
    {
        int slash = path.LastIndexOf('/');
        if (path.Contains('\0'))
        {
            parent = default;
            return FileError.ENOENT;
        }

        if (slash < 0)
        {
            parent = new ParentHandle(root, false, 0);
            return FileError.None;
        }

        ReadOnlySpan<char> directory = path[..slash];
        int flags = PosixConstants.Path | PosixConstants.Directory | CloseOnExec;
        if (Direct && !confined)
        {
            using var native = new NativePath(directory, stackalloc byte[Room]);
            fixed (byte* text = native)
            {
                int descriptor = PosixCalls.OpenAt(root, text, flags, 0);
                parent = new ParentHandle(descriptor, true, slash + 1);
                return descriptor >= 0 ? FileError.None : PosixCalls.LastError;
            }
        }

        if (hasOpenAt2 && !WalksByParts)
        {
            FileError error = OpenBeneath(directory, flags, 0, out int descriptor);
            if (error is FileError.None)
            {
                parent = new ParentHandle(descriptor, true, slash + 1);
                return FileError.None;
            }

            if (error is not (FileError.ELOOP or FileError.ENOSYS or FileError.ENAMETOOLONG))
            {
                parent = default;
                return error;
            }
        }

        return WalkToParent(path, slash, out parent, ref link, second);
    }

    private FileError OpenBeneath(ReadOnlySpan<char> path, int flags, int mode, out int descriptor)
    {
        using var native = new NativePath(path, stackalloc byte[Room]);
        var how = new PosixCalls.OpenHow
        {
            Flags = (uint)flags,
            Mode = (flags & Create) != 0 ? (uint)mode : 0,
            Resolve = ResolveNoSymlinks | ResolveBeneath,
        };
        fixed (byte* text = native)
        {
            for (int attempt = 0; ; attempt++)
            {
                descriptor = (int)PosixCalls.OpenAt2(OpenAt2Number, root, text, &how, sizeof(PosixCalls.OpenHow));
                if (descriptor >= 0)
                {
                    return FileError.None;
                }

                FileError error = PosixCalls.LastError;
                switch (error)
                {
                    case FileError.EINTR:
                    case FileError.EAGAIN when attempt < 16:
                        continue;
                    case FileError.EAGAIN:
                        return FileError.ENOSYS;
                    case FileError.ENOSYS:
                    case FileError.EPERM when !OpenAt2Works():
                        hasOpenAt2 = false;
                        return FileError.ENOSYS;
                    default:
                        return error;
                }
            }
        }
    }

    // A seccomp filter answers EPERM to a call it does not know.
    private bool OpenAt2Works()
    {
        var how = new PosixCalls.OpenHow { Flags = (uint)(PosixConstants.Path | CloseOnExec), Resolve = ResolveNoSymlinks };
        byte* here = stackalloc byte[] { (byte)'.', 0 };
        int descriptor = (int)PosixCalls.OpenAt2(OpenAt2Number, root, here, &how, sizeof(PosixCalls.OpenHow));
        if (descriptor >= 0)
        {
            PosixCalls.Close(descriptor);
            return true;
        }

        return false;
    }

    private FileError WalkToParent(ReadOnlySpan<char> path, int lastSlash, out ParentHandle parent, ref LinkStop link, bool second)
    {
        int current = root;
        int start = 0;
        Span<byte> room = stackalloc byte[Room];
        while (start <= lastSlash)
        {
            int end = start + path[start..].IndexOf('/');
            using var name = new NativePath(path[start..end], room);
            fixed (byte* text = name)
            {
                int next = PosixCalls.OpenAt(current, text, PosixConstants.Path | PosixConstants.Directory | NoFollow | CloseOnExec, 0);
                FileError error = next >= 0 ? FileError.None : PosixCalls.LastError;
                if (error is FileError.ENOTDIR or FileError.ELOOP && ReadLinkAt(current, text, out string? target) == FileError.None)
                {
                    link.Set(start, end, target!, second);
                    error = LinkMet;
                }

                if (current != root)
                {
                    PosixCalls.Close(current);
                }

                if (error != FileError.None)
                {
                    parent = default;
                    return error == FileError.ELOOP ? FileError.ENOTDIR : error;
                }

                current = next;
            }

            start = end + 1;
        }

        parent = new ParentHandle(current, current != root, lastSlash + 1);
        return FileError.None;
    }

    /// <summary>Opens whatever the flags say, following no link; LinkMet where the last part is one and may be followed.</summary>
    private FileError OpenDescriptor(ReadOnlySpan<char> path, int flags, int mode, bool direct, out int descriptor, ref LinkStop link)
    {
        descriptor = -1;
        if (path.Contains('\0'))
        {
            return FileError.ENOENT;
        }

        if (direct || path.Length == 0)
        {
            using var native = new NativePath(path, stackalloc byte[Room]);
            fixed (byte* text = native)
            {
                do
                {
                    descriptor = PosixCalls.OpenAt(root, text, flags, mode);
                }
                while (descriptor < 0 && PosixCalls.LastError == FileError.EINTR);

                return Result(descriptor);
            }
        }

        bool follow = (flags & (NoFollow | Exclusive)) == 0;
        if (hasOpenAt2 && !WalksByParts)
        {
            // O_PATH with O_NOFOLLOW would open a link itself.
            FileError quick = OpenBeneath(path, flags, mode, out descriptor);
            if (quick is not (FileError.ELOOP or FileError.ENOSYS or FileError.ENAMETOOLONG))
            {
                return quick;
            }
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
                if ((flags & PosixConstants.Path) != 0 && follow
                    && StopUnlessPlain(parent, text, path, true, ref link) is var stop and not FileError.None)
                {
                    return stop;
                }

                descriptor = PosixCalls.OpenAt(parent.Descriptor, text, flags | NoFollow, mode);
                if (descriptor >= 0)
                {
                    return FileError.None;
                }

                error = PosixCalls.LastError;
                return follow && error is FileError.ELOOP or FileError.ENOTDIR
                    && StopAtLink(parent, text, path, ref link, false) == LinkMet
                    ? LinkMet
                    : error;
            }
        }
    }

    private static FileError StopAtLink(in ParentHandle parent, byte* name, ReadOnlySpan<char> path, ref LinkStop link, bool second)
    {
        FileError error = ReadLinkAt(parent.Descriptor, name, out string? target);
        if (error == FileError.None)
        {
            link.Set(parent.NameStart, path.Length, target!, second);
            return LinkMet;
        }

        return error;
    }

    /// <summary>LinkMet where the name is a link that has to be followed, an error where there is nothing.</summary>
    private static FileError StopUnlessPlain(in ParentHandle parent, byte* name, ReadOnlySpan<char> path, bool follow, ref LinkStop link, bool second = false)
    {
        FileError error = PosixMetadata.Of(parent.Descriptor, name, follow: false, out FileMetadata metadata);
        return error == FileError.None && follow && metadata.IsSymbolicLink
            ? StopAtLink(parent, name, path, ref link, second)
            : error;
    }
}
