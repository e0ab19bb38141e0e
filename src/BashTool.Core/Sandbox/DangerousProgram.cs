using System.Collections.Frozen;
using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A program that is not started unless the policy names it: it changes the machine rather than files. Each has a code of its own.</summary>
public sealed record DangerousProgram(string Code, string Name, string Effect)
{
    /// <summary>All of them, in the order of their codes.</summary>
    public static IReadOnlyList<DangerousProgram> All { get; } =
    [
        new("BT-DP-001", "format", "formats a drive"),
        new("BT-DP-002", "reg", "changes the registry"),
        new("BT-DP-003", "shutdown", "turns the machine off"),
        new("BT-DP-004", "diskpart", "partitions drives"),
        new("BT-DP-005", "bcdedit", "changes how the machine starts"),
        new("BT-DP-006", "cipher", "encrypts and wipes drives"),
        new("BT-DP-007", "vssadmin", "removes shadow copies"),
        new("BT-DP-008", "wmic", "manages the whole machine"),
        new("BT-DP-009", "net", "changes users, shares and services"),
        new("BT-DP-010", "sc", "changes services"),
        new("BT-DP-011", "schtasks", "plans tasks"),
        new("BT-DP-012", "takeown", "takes files over"),
        new("BT-DP-013", "icacls", "changes access lists"),
        new("BT-DP-014", "cacls", "changes access lists"),
        new("BT-DP-015", "regedit", "changes the registry"),
        new("BT-DP-016", "regsvr32", "runs code of a library"),
        new("BT-DP-017", "rundll32", "runs code of a library"),
        new("BT-DP-018", "mshta", "runs scripts outside"),
        new("BT-DP-019", "wscript", "runs scripts outside"),
        new("BT-DP-020", "cscript", "runs scripts outside"),
        new("BT-DP-021", "bitsadmin", "fetches and starts programs"),
        new("BT-DP-022", "certutil", "fetches and decodes files"),
        new("BT-DP-023", "wbadmin", "removes backups"),
        new("BT-DP-024", "fsutil", "changes file systems"),
        new("BT-DP-025", "chkdsk", "repairs drives"),
        new("BT-DP-026", "manage-bde", "changes drive encryption"),
        new("BT-DP-027", "netsh", "changes the network"),
        new("BT-DP-028", "setx", "changes the environment for good"),
        new("BT-DP-029", "runas", "runs as another user"),
        new("BT-DP-030", "at", "plans tasks"),
        new("BT-DP-031", "attrib", "changes hidden attributes"),
        new("BT-DP-032", "subst", "gives drives other names"),
        new("BT-DP-033", "mountvol", "mounts volumes"),
        new("BT-DP-034", "logoff", "ends the session"),
        new("BT-DP-035", "tskill", "ends processes of others"),
        new("BT-DP-036", "taskkill", "ends processes of others"),
        new("BT-DP-037", "mkfs", "formats a device"),
        new("BT-DP-038", "fdisk", "partitions devices"),
        new("BT-DP-039", "parted", "partitions devices"),
        new("BT-DP-040", "wipefs", "wipes devices"),
        new("BT-DP-041", "mount", "mounts file systems"),
        new("BT-DP-042", "umount", "unmounts file systems"),
        new("BT-DP-043", "reboot", "restarts the machine"),
        new("BT-DP-044", "poweroff", "turns the machine off"),
        new("BT-DP-045", "halt", "turns the machine off"),
        new("BT-DP-046", "init", "changes the run level"),
        new("BT-DP-047", "systemctl", "changes services"),
        new("BT-DP-048", "service", "changes services"),
        new("BT-DP-049", "iptables", "changes the firewall"),
        new("BT-DP-050", "nft", "changes the firewall"),
        new("BT-DP-051", "insmod", "loads kernel modules"),
        new("BT-DP-052", "modprobe", "loads kernel modules"),
        new("BT-DP-053", "rmmod", "removes kernel modules"),
        new("BT-DP-054", "useradd", "changes users"),
        new("BT-DP-055", "userdel", "changes users"),
        new("BT-DP-056", "usermod", "changes users"),
        new("BT-DP-057", "passwd", "changes passwords"),
        new("BT-DP-058", "chpasswd", "changes passwords"),
        new("BT-DP-059", "visudo", "changes who may do what"),
        new("BT-DP-060", "sudo", "runs as another user"),
        new("BT-DP-061", "su", "runs as another user"),
        new("BT-DP-062", "doas", "runs as another user"),
        new("BT-DP-063", "pkexec", "runs as another user"),
        new("BT-DP-064", "chroot", "changes the root directory"),
        new("BT-DP-065", "nsenter", "enters other containers"),
        new("BT-DP-066", "unshare", "leaves the container"),
        new("BT-DP-067", "crontab", "plans tasks"),
        new("BT-DP-068", "kexec", "starts another kernel"),
        new("BT-DP-069", "launchctl", "changes services"),
        new("BT-DP-070", "diskutil", "changes drives"),
        new("BT-DP-071", "csrutil", "changes system protection"),
        new("BT-DP-072", "nvram", "changes how the machine starts"),
        new("BT-DP-073", "spctl", "changes system protection"),
        new("BT-DP-074", "dscl", "changes users"),
    ];

    private static readonly FrozenDictionary<string, DangerousProgram> ByName = All.ToFrozenDictionary(static p => p.Name, StringComparer.OrdinalIgnoreCase);

    public AccessDenial Denial => new(Code, $"{Name} {Effect}", $"allow with --allow-native {Name}");

    /// <summary>The entry of a program's name (without directory and <c>.exe</c>); null where it is not dangerous by itself.</summary>
    public static DangerousProgram? Find(string name)
        => ByName.GetValueOrDefault(name) ?? (name.StartsWith("mkfs.", StringComparison.Ordinal) ? ByName["mkfs"] : null);
}
