namespace BashTool.Core.Files;

/// <summary>What a word means where a path is expected.</summary>
public static class Operand
{
    /// <summary>
    /// The path that a word names seen from a directory. On Windows <c>nul</c> is the null device, and a path of the host that is seen
    /// elsewhere only, as <c>C:\work\claude\f</c> in a workspace, is meant by where it is seen.
    /// </summary>
    public static VirtualPath Resolve(IFileSystem files, VirtualPath workingDirectory, string word)
        => OperatingSystem.IsWindows() ? ResolveOnWindows(files, workingDirectory, word) : workingDirectory.Combine(word);

    /// <summary>The same with the rules of Windows.</summary>
    internal static VirtualPath ResolveOnWindows(IFileSystem files, VirtualPath workingDirectory, string word)
    {
        if (WindowsPath.IsNullDevice(word))
        {
            return VirtualPath.Parse("/dev/null");
        }

        VirtualPath path = workingDirectory.Combine(word, PathStyle.Windows);
        if (word.Length < 3 || !WindowsPath.IsAbsolute(word) || files.ToHost(path) is not null || WindowsPath.ToHost(path.Text) is not { } host
            || files.ToVirtual(new HostPath(host, PathStyle.Windows)) is not { } shown)
        {
            return path;
        }

        return path.HasTrailingSlash && !shown.HasTrailingSlash ? VirtualPath.Parse(shown.Text + "/") : shown;
    }

    /// <summary>A word as a path of Unix form: on Windows a backslash is a separator as well.</summary>
    public static string WithSlashes(string word) => OperatingSystem.IsWindows() ? word.Replace('\\', '/') : word;
}
