namespace BashTool.Core.Files;

/// <summary>What files are called on disk: the long name behind an 8.3 one, the case it was created with.</summary>
public static class HostNames
{
    /// <summary>The path with every part that exists in its true form; the rest as it was given.</summary>
    public static HostPath TrueName(HostPath path)
    {
        if (path.Style != PathStyle.Windows || !OperatingSystem.IsWindows() || !path.IsAbsolute)
        {
            return path;
        }

        int root = WindowsPath.RootLength(path.Text);
        string known = path.Text[..root];
        bool exists = true;
        foreach (string part in path.Text[root..].Split(['\\', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            string next = exists && part is not ("." or "..") ? Stored(known, part) ?? part : part;
            exists = exists && !ReferenceEquals(next, part);
            known = known.Length == 0 || WindowsPath.IsSeparator(known[^1]) ? known + next : known + "\\" + next;
        }

        return new HostPath(known, PathStyle.Windows);
    }

    // The entry whose long or short name a part is. A name with wildcards names no file.
    private static string? Stored(string directory, string part)
    {
        if (part.AsSpan().IndexOfAny('*', '?') >= 0)
        {
            return null;
        }

        try
        {
            foreach (string entry in Directory.EnumerateFileSystemEntries(directory, part))
            {
                return Path.GetFileName(entry);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not to be looked into: the name stays as it is.
        }

        return null;
    }
}
