namespace BashTool.Core.Files;

/// <summary>What a name must not be.</summary>
public static partial class WindowsPath
{
    public const int MaximumName = 255;
    public const int MaximumPath = 32767;

    /// <summary>Whether one part of a path names on Windows what it says; <c>.</c> and <c>..</c> do.</summary>
    public static WindowsNameProblem CheckName(ReadOnlySpan<char> name)
    {
        if (name.Length == 0)
        {
            return WindowsNameProblem.Empty;
        }

        if (name is "." or "..")
        {
            return WindowsNameProblem.None;
        }

        bool colon = false;
        foreach (char c in name)
        {
            if (c < ' ' || c is '<' or '>' or '"' or '|' or '?' or '*' or '\\' or '/')
            {
                return WindowsNameProblem.ForbiddenCharacter;
            }

            colon |= c == ':';
        }

        // "CON:" is the device as well, before it would be a stream.
        return IsReserved(name) ? WindowsNameProblem.ReservedName
            : colon ? WindowsNameProblem.AlternateStream
            : name[^1] is '.' or ' ' ? WindowsNameProblem.TrailingDotOrBlank
            : name.Length > MaximumName ? WindowsNameProblem.TooLong
            : WindowsNameProblem.None;
    }

    /// <summary>Whether an operand is the null device of Windows, in whatever directory: <c>nul</c>, <c>NUL:</c>, <c>C:\x\nul</c>, <c>\\.\NUL</c>.</summary>
    public static bool IsNullDevice(ReadOnlySpan<char> operand)
    {
        int slash = operand.LastIndexOfAny('/', '\\');
        ReadOnlySpan<char> name = (slash < 0 ? operand : operand[(slash + 1)..]).TrimEnd(' ');
        return name.Equals("nul", StringComparison.OrdinalIgnoreCase) || name.Equals("nul:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Reads a glob as Windows has paths: quoted backslashes separate, and <c>C:/</c> or <c>//server/share/</c> is where it starts.
    /// </summary>
    /// <param name="pattern">The pattern, with a backslash before each quoted character.</param>
    /// <param name="rest">What is left to match.</param>
    /// <param name="shown">How the names found begin.</param>
    /// <param name="directory">The virtual directory that the rest starts from; empty where the pattern does not say.</param>
    /// <returns>Whether it differs from a pattern of Unix.</returns>
    public static bool SplitPattern(string pattern, out string rest, out string shown, out string directory)
    {
        rest = pattern.Replace(@"\\", "/", StringComparison.Ordinal);
        shown = directory = "";
        int colon = rest.StartsWith('\\') ? 2 : 1;
        if (rest.Length > colon + 1 && char.IsAsciiLetter(rest[colon - 1]) && (rest[colon] == ':' || rest.AsSpan(colon).StartsWith(@"\:")))
        {
            int end = colon + (rest[colon] == ':' ? 1 : 2);
            if (end < rest.Length && rest[end] == '/')
            {
                shown = rest[colon - 1] + ":";
                directory = "/" + char.ToLowerInvariant(rest[colon - 1]);
                rest = rest[end..];
            }
        }
        else if (rest.StartsWith("//", StringComparison.Ordinal) && rest.Length > 2 && rest[2] != '/')
        {
            shown = "/";
            directory = "/unc";
            rest = rest[1..];
        }

        return shown.Length > 0 || !ReferenceEquals(rest, pattern);
    }

    /// <summary>Checks every part of a virtual path below a drive.</summary>
    public static WindowsNameProblem CheckNames(ReadOnlySpan<char> path)
    {
        if (path.Length > MaximumPath)
        {
            return WindowsNameProblem.TooLong;
        }

        foreach (Range range in path.Split('/'))
        {
            ReadOnlySpan<char> name = path[range];
            if (name.Length > 0 && CheckName(name) is var problem and not WindowsNameProblem.None)
            {
                return problem;
            }
        }

        return WindowsNameProblem.None;
    }

    /// <summary>Whether a name is a device's, whatever its extension: <c>nul</c>, <c>COM¹</c>, <c>aux.txt</c>, <c>con .x</c>.</summary>
    public static bool IsReserved(ReadOnlySpan<char> name)
    {
        int end = name.IndexOfAny('.', ':');
        ReadOnlySpan<char> stem = (end < 0 ? name : name[..end]).TrimEnd(' ');
        switch (stem.Length)
        {
            case 3:
                return Is(stem, "CON") || Is(stem, "PRN") || Is(stem, "AUX") || Is(stem, "NUL");
            case 4:
                return (Is(stem[..3], "COM") || Is(stem[..3], "LPT")) && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³');
            case 6:
                return Is(stem, "CONIN$") || Is(stem, "CLOCK$");
            case 7:
                return Is(stem, "CONOUT$");
            default:
                return false;
        }

        static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
