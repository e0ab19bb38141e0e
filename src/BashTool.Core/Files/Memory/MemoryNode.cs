namespace BashTool.Core.Files.Memory;

/// <summary>An inode in memory.</summary>
internal sealed class MemoryNode
{
    public required FileKind Kind { get; init; }

    public required ulong Inode { get; init; }

    public int Permissions { get; set; }

    public uint UserId { get; set; }

    public uint GroupId { get; set; }

    public int LinkCount { get; set; } = 1;

    public UnixTime AccessTime { get; set; }

    public UnixTime ModifyTime { get; set; }

    public UnixTime ChangeTime { get; set; }

    public UnixTime BirthTime { get; init; }

    /// <summary>Of a directory.</summary>
    public Dictionary<string, MemoryNode>? Children { get; init; }

    /// <summary>Of a directory: where it is.</summary>
    public MemoryNode? Parent { get; set; }

    /// <summary>Of a regular file.</summary>
    public MemoryContent? Content { get; init; }

    /// <summary>Of a symbolic link.</summary>
    public string? Target { get; init; }

    /// <summary>Of a FIFO.</summary>
    public MemoryFifo? Fifo { get; init; }

    public int OpenHandles { get; set; }

    public FileMetadata ToMetadata(ulong device)
    {
        long size = Kind switch
        {
            FileKind.Regular => Content!.Length,
            FileKind.Directory => 4096,
            FileKind.SymbolicLink => System.Text.Encoding.UTF8.GetByteCount(Target!),
            _ => 0,
        };
        return new FileMetadata
        {
            Kind = Kind,
            Permissions = Permissions,
            Size = size,
            Blocks = Kind switch
            {
                FileKind.Regular => (Content!.Allocated + 4095) / 4096 * 8,
                FileKind.Directory => 8,
                _ => 0,
            },
            BlockSize = 4096,
            LinkCount = LinkCount,
            Inode = Inode,
            Device = device,
            UserId = UserId,
            GroupId = GroupId,
            AccessTime = AccessTime,
            ModifyTime = ModifyTime,
            ChangeTime = ChangeTime,
            BirthTime = BirthTime,
        };
    }
}
