using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Directories that are never a writable tree just because somebody stands in them.</summary>
public static class SystemDirectories
{
    // Themselves: what is below may be anybody's.
    private static readonly string[] PosixExact =
    [
        "/", "/home", "/Users", "/mnt", "/media", "/opt", "/srv", "/var", "/private", "/private/var", "/Volumes", "/usr/local", "/Network",
        "/var/lib", "/var/log", "/var/spool", "/var/cache", "/run/user",
    ];

    // With everything below.
    private static readonly string[] PosixTrees =
    [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys", "/usr/bin", "/usr/sbin", "/usr/lib",
        "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/include", "/usr/share", "/System", "/Library", "/Applications", "/private/etc", "/cores",
    ];

    private static readonly string[] WindowsExactNames = ["Users", "Documents and Settings"];

    private static readonly string[] WindowsTreeNames =
    [
        "Windows", "Program Files", "Program Files (x86)", "Program Files (Arm)", "ProgramData", "$Recycle.Bin", "System Volume Information", "Recovery", "Boot",
    ];

    /// <summary>Whether a directory is the system's. The user's home is not, but what is above it is.</summary>
    public static bool Contains(HostPath directory, HostPath home = default)
    {
        if (directory.IsEmpty || !directory.IsAbsolute)
        {
            return true;
        }

        string text = directory.Text.TrimEnd('/', '\\');
        if (!home.IsEmpty && home.Style == directory.Style && home != directory && home.IsAtOrBelow(directory))
        {
            return true;
        }

        return directory.Style == PathStyle.Windows ? ContainsWindows(text) : ContainsPosix(text.Length == 0 ? "/" : text);
    }

    private static bool ContainsPosix(string text)
    {
        if (text == "/usr" || Has(PosixExact, text, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (string tree in PosixTrees)
        {
            // A user's runtime directory below /run is not the system's.
            if ((text == tree || text.StartsWith(tree + "/", StringComparison.Ordinal)) && !text.StartsWith("/run/user/", StringComparison.Ordinal)
                && !text.StartsWith("/dev/shm/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsWindows(string text)
    {
        string path = text.Replace('/', '\\');
        string root = path[..Math.Min(path.Length, WindowsPath.RootLength(path))];
        string rest = path[root.Length..].Trim('\\');
        if (rest.Length == 0)
        {
            return true;
        }

        // Only a drive has system directories; below a share everything is somebody's.
        if (root.StartsWith(@"\\", StringComparison.Ordinal) && !root.StartsWith(@"\\?\", StringComparison.Ordinal))
        {
            return false;
        }

        int slash = rest.IndexOf('\\');
        string top = slash < 0 ? rest : rest[..slash];
        return Has(WindowsTreeNames, top, StringComparison.OrdinalIgnoreCase) || (slash < 0 && Has(WindowsExactNames, top, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Has(string[] names, string name, StringComparison comparison)
    {
        foreach (string entry in names)
        {
            if (entry.Equals(name, comparison))
            {
                return true;
            }
        }

        return false;
    }
}
