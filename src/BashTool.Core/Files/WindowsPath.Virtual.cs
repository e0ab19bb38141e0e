namespace BashTool.Core.Files;

/// <summary>Between Windows' own forms and the virtual one, without a mount table: drives are <c>/c</c>, shares <c>/unc/server/share</c>.</summary>
public static partial class WindowsPath
{
    private const string UncPrefix = "/unc/";

    /// <summary>The virtual path that an operand means on Windows, seen from a virtual directory. Names are checked.</summary>
    public static WindowsNameProblem TryToVirtual(string operand, string workingDirectory, out string path)
    {
        path = "";
        if (operand.Contains('\0'))
        {
            return WindowsNameProblem.ForbiddenCharacter;
        }

        if (operand.Length > MaximumPath)
        {
            return WindowsNameProblem.TooLong;
        }

        string text = operand.Replace('\\', '/');
        string root;
        string rest;
        if (text.StartsWith("//?/", StringComparison.Ordinal) || text.StartsWith("//./", StringComparison.Ordinal))
        {
            rest = text[4..];
            if (rest.StartsWith("UNC/", StringComparison.OrdinalIgnoreCase))
            {
                return Unc(rest[4..], out path);
            }

            if (rest.Length < 2 || !IsDriveLetter(rest[0]) || rest[1] != ':')
            {
                return WindowsNameProblem.DevicePath;
            }

            root = Drive(rest[0]);
            rest = rest[2..];
        }
        else if (text.StartsWith("//", StringComparison.Ordinal) && text.Length > 2 && text[2] != '/' && text.IndexOf('/', 2) > 0)
        {
            return Unc(text[2..], out path);
        }
        else if (text.Length >= 2 && IsDriveLetter(text[0]) && text[1] == ':')
        {
            root = Drive(text[0]);
            rest = text[2..];
            if (!rest.StartsWith('/'))
            {
                // "C:x" starts from the current directory of the drive, which is known for one drive only.
                root = SameDrive(workingDirectory, text[0]) ? workingDirectory : root;
            }
        }
        else if (operand.StartsWith('\\'))
        {
            root = DriveOf(workingDirectory, "/") is { } current ? Drive(current) : "";
            rest = text;
        }
        else if (DriveOf(text, "/mnt/") is { } mounted)
        {
            root = Drive(mounted);
            rest = text[6..];
        }
        else if (DriveOf(text, "/cygdrive/") is { } cygwin)
        {
            root = Drive(cygwin);
            rest = text[11..];
        }
        else if (DriveOf(text, "/") is { } plain)
        {
            root = Drive(plain);
            rest = text[2..];
        }
        else if (text.StartsWith('/'))
        {
            // Virtual space: /home, /dev/null, /tmp. What is behind it checks its names itself.
            path = VirtualPath.Parse(text).Text;
            return WindowsNameProblem.None;
        }
        else
        {
            root = workingDirectory;
            rest = text;
        }

        WindowsNameProblem problem = CheckNames(rest);
        if (problem == WindowsNameProblem.None)
        {
            bool bare = rest.Length == 0 && text.StartsWith('/');
            path = VirtualPath.Parse(bare || rest.StartsWith('/') ? root + rest : $"{root}/{rest}").Text;
        }

        return problem;
    }

    /// <summary>Windows' form of a virtual path that is on a drive or a share; null for any other and for unsafe names.</summary>
    public static string? ToHost(string virtualPath)
    {
        string text = VirtualPath.Parse(virtualPath).ResolveLexically().Text;
        char? drive = DriveOf(text, "/mnt/") ?? DriveOf(text, "/cygdrive/") ?? DriveOf(text, "/");
        if (drive is { } letter)
        {
            int used = DriveOf(text, "/mnt/") is not null ? 6 : DriveOf(text, "/cygdrive/") is not null ? 11 : 2;
            string rest = text[used..];
            return CheckNames(rest) != WindowsNameProblem.None ? null
                : $"{char.ToUpperInvariant(letter)}:{(rest.Length == 0 ? "\\" : rest.Replace('/', '\\'))}";
        }

        if (text.StartsWith(UncPrefix, StringComparison.OrdinalIgnoreCase))
        {
            string rest = text[UncPrefix.Length..];
            int slash = rest.IndexOf('/');
            return slash <= 0 || slash == rest.Length - 1 || CheckNames(rest) != WindowsNameProblem.None ? null : @"\\" + rest.Replace('/', '\\');
        }

        return null;
    }

    private static WindowsNameProblem Unc(string rest, out string path)
    {
        path = "";
        int slash = rest.IndexOf('/');
        if (slash <= 0 || slash == rest.Length - 1)
        {
            return WindowsNameProblem.Empty;
        }

        // "\\?\pipe" and "\\server\pipe\x" are no files.
        if (rest[..slash] is "." or "?")
        {
            return WindowsNameProblem.DevicePath;
        }

        WindowsNameProblem problem = CheckNames(rest);
        if (problem == WindowsNameProblem.None)
        {
            // Neither server nor share can be left by "..".
            int shareEnd = rest.IndexOf('/', slash + 1);
            string share = shareEnd < 0 ? rest : rest[..shareEnd];
            string inside = shareEnd < 0 ? "" : VirtualPath.Parse(rest[shareEnd..]).Text;
            path = UncPrefix + share + (inside == "/" ? "" : inside);
        }

        return problem;
    }

    private static string Drive(char letter) => "/" + char.ToLowerInvariant(letter);

    private static bool SameDrive(string workingDirectory, char letter)
        => DriveOf(workingDirectory, "/") is { } drive && char.ToLowerInvariant(drive) == char.ToLowerInvariant(letter);

    // The drive of "/c", "/c/...", with what comes before it.
    private static char? DriveOf(string text, string prefix)
        => text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsDriveLetter(text[prefix.Length])
            && (text.Length == prefix.Length + 1 || text[prefix.Length + 1] == '/')
            ? text[prefix.Length]
            : null;
}
