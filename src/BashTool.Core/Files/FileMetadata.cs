namespace BashTool.Core.Files;

/// <summary>What <c>stat</c> tells of a file. A symbolic link's target is asked for with ReadLink.</summary>
public struct FileMetadata
{
    public FileKind Kind { get; set; }

    /// <summary>The permission bits: 07777 (with setuid, setgid and sticky).</summary>
    public int Permissions { get; set; }

    /// <summary>The whole of st_mode: type and permissions.</summary>
    public readonly int Mode => ((int)Kind << 12) | Permissions;

    public long Size { get; set; }

    /// <summary>Allocated blocks of 512 bytes.</summary>
    public long Blocks { get; set; }

    /// <summary>The size reads and writes should have; 4096 where nobody says.</summary>
    public int BlockSize { get; set; }

    public long LinkCount { get; set; }

    public ulong Inode { get; set; }

    /// <summary>The device the file is on, as the host writes it (on Linux major and minor as in makedev).</summary>
    public ulong Device { get; set; }

    /// <summary>The device a device file stands for.</summary>
    public ulong DeviceType { get; set; }

    public uint UserId { get; set; }

    public uint GroupId { get; set; }

    public UnixTime AccessTime { get; set; }

    public UnixTime ModifyTime { get; set; }

    public UnixTime ChangeTime { get; set; }

    /// <summary>When the file was made; null where the file system does not say.</summary>
    public UnixTime? BirthTime { get; set; }

    public readonly bool IsDirectory => Kind == FileKind.Directory;

    public readonly bool IsRegular => Kind == FileKind.Regular;

    public readonly bool IsSymbolicLink => Kind == FileKind.SymbolicLink;

    /// <summary>Whether two files are one: same device and inode.</summary>
    public readonly bool IsSameFileAs(in FileMetadata other) => Inode == other.Inode && Device == other.Device;
}
