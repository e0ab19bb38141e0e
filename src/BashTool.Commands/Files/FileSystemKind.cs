namespace BashTool.Commands.Files;

/// <summary>The kinds of file system as <c>stat -f</c> names and numbers them.</summary>
internal static class FileSystemKind
{
    private static readonly Dictionary<string, (string Name, uint Magic)> Known = new(StringComparer.Ordinal)
    {
        ["ext2"] = ("ext2/ext3", 0xEF53),
        ["ext3"] = ("ext2/ext3", 0xEF53),
        ["ext4"] = ("ext2/ext3", 0xEF53),
        ["tmpfs"] = ("tmpfs", 0x01021994),
        ["devtmpfs"] = ("tmpfs", 0x01021994),
        ["overlay"] = ("overlayfs", 0x794C7630),
        ["xfs"] = ("xfs", 0x58465342),
        ["btrfs"] = ("btrfs", 0x9123683E),
        ["zfs"] = ("zfs", 0x2FC12FC1),
        ["f2fs"] = ("f2fs", 0xF2F52010),
        ["proc"] = ("proc", 0x9FA0),
        ["sysfs"] = ("sysfs", 0x62656572),
        ["devpts"] = ("devpts", 0x1CD1),
        ["mqueue"] = ("mqueue", 0x19800202),
        ["cgroup"] = ("cgroupfs", 0x27E0EB),
        ["cgroup2"] = ("cgroup2fs", 0x63677270),
        ["securityfs"] = ("securityfs", 0x73636673),
        ["squashfs"] = ("squashfs", 0x73717368),
        ["vfat"] = ("msdos", 0x4D44),
        ["iso9660"] = ("isofs", 0x9660),
        ["nfs"] = ("nfs", 0x6969),
        ["nfs4"] = ("nfs", 0x6969),
        ["fuse"] = ("fuseblk", 0x65735546),
        ["fuseblk"] = ("fuseblk", 0x65735546),
        ["9p"] = ("v9fs", 0x01021997),
        ["virtiofs"] = ("fuseblk", 0x65735546),
        ["ntfs"] = ("ntfs", 0x5346544E),
        ["exfat"] = ("exfat", 0x2011BAB0),
        ["apfs"] = ("apfs", 0x1A),
    };

    public static string Name(string type) => Known.TryGetValue(type, out (string Name, uint Magic) kind) ? kind.Name : type.Length > 0 ? type : "UNKNOWN (0x0)";

    public static uint Magic(string type) => Known.TryGetValue(type, out (string Name, uint Magic) kind) ? kind.Magic : 0;

    /// <summary>A number that stands for one file system: the host's own is not handed out.</summary>
    public static ulong Identifier(in FileSystemStatistics system)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in system.Source + "\n" + system.MountPoint.Text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }
}
