using BashTool.Core.Files.Memory;

namespace BashTool.Core.Files;

/// <summary>Files in memory: directories, links of both kinds, FIFOs, modes, owners and times.</summary>
public sealed partial class MemoryVolume : Volume
{
    private static long volumesMade;

    private readonly TimeProvider clock;
    private readonly MemorySpace space;
    private readonly MemoryNode top;
    private ulong inodesMade = 1;

    /// <param name="clock">Where the times of files come from; null: the system's clock.</param>
    /// <param name="capacity">How many bytes the files may hold before ENOSPC.</param>
    public MemoryVolume(TimeProvider? clock = null, long capacity = long.MaxValue)
    {
        this.clock = clock ?? TimeProvider.System;
        space = new MemorySpace(capacity);
        Device = 0x4200 + (ulong)Interlocked.Increment(ref volumesMade);
        top = NewDirectory(0x1ED);
        top.LinkCount = 2;
        top.Parent = top;
    }

    public override string Source => "memory";

    /// <summary>Who the files belong to. User 0 is not hindered by permission bits.</summary>
    public uint UserId
    {
        get;
        init => field = top.UserId = value;
    }

    public uint GroupId
    {
        get;
        init => field = top.GroupId = value;
    }

    internal Lock Gate { get; } = new();

    internal ulong Device { get; }

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = Find(path, followLast, out MemoryNode? node, ref link);
            kind = node?.Kind ?? FileKind.Unknown;
            return error;
        }
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = Find(path, followLast, out MemoryNode? node, ref link);
            metadata = error == FileError.None ? node!.ToMetadata(Device) : default;
            return error;
        }
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        entries = null;
        lock (Gate)
        {
            FileError error = Find(path, true, out MemoryNode? node, ref link);
            if (error != FileError.None)
            {
                return error;
            }

            if (node!.Children is not { } children)
            {
                return FileError.ENOTDIR;
            }

            if (!Allows(node, 4))
            {
                return FileError.EACCES;
            }

            var list = new DirectoryEntry[children.Count];
            int i = 0;
            foreach ((string name, MemoryNode child) in children)
            {
                list[i++] = new DirectoryEntry(name, child.Kind, child.Inode);
            }

            entries = list;
            return FileError.None;
        }
    }

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = Find(path, false, out MemoryNode? node, ref link);
            target = node?.Target;
            return error == FileError.None && target is null ? FileError.EINVAL : error;
        }
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
    {
        lock (Gate)
        {
            FileError error = Find(path, true, out MemoryNode? node, ref link);
            return error != FileError.None ? error : Allows(node!, (int)rights) ? FileError.None : FileError.EACCES;
        }
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        statistics = default;
        lock (Gate)
        {
            FileError error = Find(path, true, out _, ref link);
            if (error == FileError.None)
            {
                long total = Math.Min(space.Capacity, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) / 4096;
                long free = Math.Max(0, total - (space.Used / 4096));
                statistics = new FileSystemStatistics("memory", "memory", VirtualPath.Root, 4096, total, free, free, 0, 0);
            }

            return error;
        }
    }

    /// <summary>A handle on bytes that are nowhere in the tree.</summary>
    internal IFileHandle OpenConstant(ReadOnlySpan<byte> bytes, VirtualPath name, in FileMetadata metadata)
    {
        MemoryNode node = New(FileKind.Regular, metadata.Permissions);
        node.Content!.Write(0, bytes);
        node.ModifyTime = node.ChangeTime = node.AccessTime = metadata.ModifyTime;
        return new MemoryFileHandle(this, node, name, OpenMode.Read);
    }

    internal void Touch(MemoryNode node) => node.ModifyTime = node.ChangeTime = Now;

    internal void FreeIfUnused(MemoryNode node)
    {
        if (node is { LinkCount: <= 0, OpenHandles: 0 })
        {
            node.Content?.Free();
        }
    }

    private UnixTime Now => UnixTime.From(clock.GetUtcNow());

    private MemoryNode NewDirectory(int permissions) => New(FileKind.Directory, permissions);

    private MemoryNode New(FileKind kind, int permissions, string? target = null)
    {
        UnixTime now = Now;
        return new MemoryNode
        {
            Kind = kind,
            Inode = ++inodesMade,
            Permissions = permissions & 0xFFF,
            UserId = UserId,
            GroupId = GroupId,
            AccessTime = now,
            ModifyTime = now,
            ChangeTime = now,
            BirthTime = now,
            Target = target,
            LinkCount = kind == FileKind.Directory ? 2 : 1,
            Children = kind == FileKind.Directory ? new Dictionary<string, MemoryNode>(StringComparer.Ordinal) : null,
            Content = kind == FileKind.Regular ? new MemoryContent(space) : null,
            Fifo = kind == FileKind.Fifo ? new MemoryFifo() : null,
        };
    }

    // The superuser may everything but execute what nobody may.
    private bool Allows(MemoryNode node, int rights)
    {
        if (UserId == 0)
        {
            return (rights & 1) == 0 || node.Kind == FileKind.Directory || (node.Permissions & 0x49) != 0;
        }

        int shift = node.UserId == UserId ? 6 : node.GroupId == GroupId ? 3 : 0;
        return ((node.Permissions >> shift) & rights) == rights;
    }

    private FileError Find(ReadOnlySpan<char> path, bool followLast, out MemoryNode? node, ref LinkStop link)
    {
        FileError error = FindParent(path, out MemoryNode? parent, out int nameStart, ref link);
        node = null;
        if (error != FileError.None)
        {
            return error;
        }

        if (path.Length == 0)
        {
            node = top;
            return FileError.None;
        }

        if (!Child(parent!, path[nameStart..], out node))
        {
            return FileError.ENOENT;
        }

        if (followLast && node!.Target is { } target)
        {
            link.Set(nameStart, path.Length, target);
            return LinkMet;
        }

        return FileError.None;
    }

    private FileError FindParent(ReadOnlySpan<char> path, out MemoryNode? parent, out int nameStart, ref LinkStop link, bool second = false)
    {
        parent = top;
        nameStart = 0;
        while (true)
        {
            int length = path[nameStart..].IndexOf('/');
            ReadOnlySpan<char> name = length < 0 ? path[nameStart..] : path.Slice(nameStart, length);
            if (!Allows(parent, 1))
            {
                return FileError.EACCES;
            }

            if (name.Length > 85 && System.Text.Encoding.UTF8.GetByteCount(name) > 255)
            {
                return FileError.ENAMETOOLONG;
            }

            if (length < 0)
            {
                return FileError.None;
            }

            if (!Child(parent, name, out MemoryNode? next))
            {
                return FileError.ENOENT;
            }

            if (next!.Target is { } target)
            {
                link.Set(nameStart, nameStart + length, target, second);
                return LinkMet;
            }

            if (next.Children is null)
            {
                return FileError.ENOTDIR;
            }

            parent = next;
            nameStart += length + 1;
        }
    }

    private static bool Child(MemoryNode directory, ReadOnlySpan<char> name, out MemoryNode? node)
        => directory.Children!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out node);
}
