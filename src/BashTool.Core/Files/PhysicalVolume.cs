using System.Text;
using BashTool.Core.Files.Posix;
using Microsoft.Win32.SafeHandles;
using static BashTool.Core.Files.Posix.PosixConstants;

namespace BashTool.Core.Files;

/// <summary>
/// A directory of a Linux or macOS host. Confined, every operation starts at the handle of the root, follows no link on
/// the way and acts on the handle of the parent directory, so that nothing is checked before it is used.
/// </summary>
public sealed unsafe partial class PhysicalVolume : Volume
{
    private const int Room = 768;
    private static readonly bool Linux = OperatingSystem.IsLinux();
    private static int? processUmask;

    // One system call resolves beneath a handle without links, where the kernel has it and lets us.
    private static bool hasOpenAt2 = Linux;

    private readonly SafeFileHandle rootHandle;
    private readonly int root;
    private readonly LinkTrust trust;

    /// <exception cref="FileSystemException">The directory cannot be opened.</exception>
    public PhysicalVolume(HostPath directory, LinkTrust trust = LinkTrust.Nothing)
    {
        HostRoot = directory;
        this.trust = trust;
        using var native = new NativePath(directory.Text, stackalloc byte[Room]);
        fixed (byte* path = native)
        {
            root = PosixCalls.OpenAt(AtWorkingDirectory, path, PosixConstants.Path | PosixConstants.Directory | CloseOnExec, 0);
        }

        if (root < 0)
        {
            throw new FileSystemException(PosixCalls.LastError, directory.Text);
        }

        rootHandle = new SafeFileHandle(root, ownsHandle: true);
    }

    public override HostPath? HostRoot { get; }

    public override string Source => HostRoot!.Value.Text;

    public override bool FollowsLinksItself => trust != LinkTrust.Nothing;

    /// <summary>Walks part by part also where the kernel could do it in one call (as hosts without openat2 have to).</summary>
    public bool WalksByParts { get; init; }

    private bool DirectReads => trust != LinkTrust.Nothing;

    private bool Direct => trust == LinkTrust.Everything;

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        kind = FileKind.Unknown;
        if (path.Length == 0)
        {
            kind = FileKind.Directory;
            return FileError.None;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link, confined: true);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        using (var name = new NativePath(path[parent.NameStart..], stackalloc byte[Room]))
        {
            fixed (byte* text = name)
            {
                error = PosixMetadata.Of(parent.Descriptor, text, follow: false, out FileMetadata metadata);
                kind = metadata.Kind;
                return error == FileError.None && followLast && metadata.IsSymbolicLink
                    ? StopAtLink(parent, text, path, ref link, false)
                    : error;
            }
        }
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
    {
        if (DirectReads || path.Length == 0)
        {
            using var native = new NativePath(path, stackalloc byte[Room]);
            metadata = default;
            if (native.HasNul)
            {
                return FileError.ENOENT;
            }

            fixed (byte* text = native)
            {
                return PosixMetadata.Of(root, text, followLast, out metadata);
            }
        }

        metadata = default;
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
                error = PosixMetadata.Of(parent.Descriptor, text, follow: false, out metadata);
                return error == FileError.None && followLast && metadata.IsSymbolicLink
                    ? StopAtLink(parent, text, path, ref link, false)
                    : error;
            }
        }
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        entries = null;
        FileError error = OpenDescriptor(
            path, ReadOnly | PosixConstants.Directory | CloseOnExec | NonBlock, 0, direct: DirectReads, out int descriptor, ref link);
        return error == FileError.None ? PosixDirectory.Open(descriptor, out entries) : error;
    }

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        target = null;
        if (path.Length == 0)
        {
            return FileError.EINVAL;
        }

        if (DirectReads)
        {
            using var native = new NativePath(path, stackalloc byte[Room]);
            fixed (byte* text = native)
            {
                return ReadLinkAt(root, text, out target);
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
                return ReadLinkAt(parent.Descriptor, text, out target);
            }
        }
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
    {
        if (DirectReads || path.Length == 0)
        {
            using var native = new NativePath(path, stackalloc byte[Room]);
            fixed (byte* text = native)
            {
                return Result(PosixCalls.Access(root, text, (int)rights, AtEffectiveAccess));
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
                return StopUnlessPlain(parent, text, path, true, ref link) is var stop and not FileError.None
                    ? stop
                    : Result(PosixCalls.Access(parent.Descriptor, text, (int)rights, AtEffectiveAccess | AtSymlinkNoFollow));
            }
        }
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        statistics = default;
        FileError error = OpenDescriptor(path, (Linux ? PosixConstants.Path : ReadOnly | NonBlock) | CloseOnExec, 0, DirectReads, out int descriptor, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        byte* buffer = stackalloc byte[4096];
        int result = PosixCalls.FileSystemOf(descriptor, buffer);
        error = result == 0 ? FileError.None : PosixCalls.LastError;
        PosixMetadata.Of(descriptor, out FileMetadata metadata);
        PosixCalls.Close(descriptor);
        if (error != FileError.None)
        {
            return error;
        }

        if (Linux)
        {
            (string source, string type, string mountPoint) = HostMountTable.Find(metadata.Device);
            long size = *(long*)(buffer + 72);
            statistics = new FileSystemStatistics(
                source, type, VirtualPath.Parse(mountPoint), size == 0 ? *(long*)(buffer + 8) : size,
                *(long*)(buffer + 16), *(long*)(buffer + 24), *(long*)(buffer + 32), *(long*)(buffer + 40), *(long*)(buffer + 48));
        }
        else
        {
            // struct statfs of macOS: names of type, mount point and source at 72, 88 and 1112.
            statistics = new FileSystemStatistics(
                TextAt(buffer + 1112), TextAt(buffer + 72), VirtualPath.Parse(TextAt(buffer + 88)), *(uint*)buffer,
                *(long*)(buffer + 8), *(long*)(buffer + 16), *(long*)(buffer + 24), *(long*)(buffer + 32), *(long*)(buffer + 40));
        }

        return FileError.None;
    }

    public override void Sync() => PosixCalls.Sync();

    private static string TextAt(byte* bytes)
    {
        int length = 0;
        while (bytes[length] != 0)
        {
            length++;
        }

        return PathBytes.Decode(new ReadOnlySpan<byte>(bytes, length));
    }

    private static FileError Result(nint result) => result >= 0 ? FileError.None : PosixCalls.LastError;

    private static FileError ReadLinkAt(int directory, byte* name, out string? target)
    {
        target = null;
        Span<byte> buffer = stackalloc byte[1024];
        while (true)
        {
            fixed (byte* room = buffer)
            {
                nint count = PosixCalls.ReadLink(directory, name, room, buffer.Length);
                if (count < 0)
                {
                    return PosixCalls.LastError;
                }

                if (count < buffer.Length)
                {
                    target = PathBytes.Decode(buffer[..(int)count]);
                    return FileError.None;
                }
            }

            buffer = new byte[buffer.Length * 4];
        }
    }

    /// <summary>The umask of the process, which the system applies on top of the one the caller has applied.</summary>
    private static int ProcessUmask => processUmask ??= ReadUmask();

    private static int ReadUmask()
    {
        if (Linux)
        {
            foreach (string line in File.ReadLines("/proc/self/status", Encoding.Latin1))
            {
                if (line.StartsWith("Umask:", StringComparison.Ordinal))
                {
                    return Convert.ToInt32(line[6..].Trim(), 8);
                }
            }
        }

        int mask = PosixCalls.SetUmask(0x12);
        PosixCalls.SetUmask(mask);
        return mask;
    }
}
