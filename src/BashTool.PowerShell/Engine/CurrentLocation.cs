using System.Management.Automation;

namespace BashTool.PowerShell.Engine;

/// <summary>The host's directory of PowerShell's current location. Working it out takes PowerShell longer than a short script runs, and it seldom changes.</summary>
internal static class CurrentLocation
{
    [ThreadStatic]
    private static (string Path, string Root, string Directory) last;

    public static string Of(SessionState session)
    {
        PathInfo current = session.Path.CurrentLocation;
        if (current.Drive is not { } drive || current.Provider.Name != "FileSystem")
        {
            return session.Path.CurrentFileSystemLocation.ProviderPath;
        }

        // What a path on a drive leads to depends on these two alone.
        string path = current.Path;
        if (!ReferenceEquals(last.Path, path) && last.Path != path || last.Root != drive.Root)
        {
            last = (path, drive.Root, current.ProviderPath);
        }

        return last.Directory;
    }
}
