namespace BashTool.Core.Files;

/// <summary>The rules by which Windows reads a path, as pure functions on text.</summary>
public static partial class WindowsPath
{
    public static bool IsSeparator(char c) => c is '\\' or '/';

    public static bool IsDriveLetter(char c) => char.IsAsciiLetter(c);

    /// <summary>Whether the path says where it starts by itself: <c>C:\x</c>, <c>\\server\share</c>, <c>\\?\C:\x</c>.</summary>
    public static bool IsAbsolute(string path)
        => (path.Length >= 3 && IsDriveLetter(path[0]) && path[1] == ':' && IsSeparator(path[2]))
            || (path.Length >= 2 && IsSeparator(path[0]) && IsSeparator(path[1]));

    /// <summary>The length of <c>C:\</c>, <c>C:</c>, <c>\\server\share</c>, <c>\\?\C:\</c> or <c>\</c> at the start.</summary>
    public static int RootLength(string path)
    {
        if (path.Length >= 2 && IsSeparator(path[0]) && IsSeparator(path[1]))
        {
            if (path.Length >= 4 && path[2] is '?' or '.' && IsSeparator(path[3]))
            {
                if (path.Length >= 8 && path.AsSpan(4, 3).Equals("UNC", StringComparison.OrdinalIgnoreCase) && IsSeparator(path[7]))
                {
                    return EndOfParts(path, 8, 2);
                }

                int end = EndOfParts(path, 4, 1);
                return end < path.Length ? end + 1 : end;
            }

            return EndOfParts(path, 2, 2);
        }

        if (path.Length >= 2 && IsDriveLetter(path[0]) && path[1] == ':')
        {
            return path.Length >= 3 && IsSeparator(path[2]) ? 3 : 2;
        }

        return path.Length >= 1 && IsSeparator(path[0]) ? 1 : 0;
    }

    private static int EndOfParts(string path, int start, int count)
    {
        int i = start;
        while (true)
        {
            while (i < path.Length && !IsSeparator(path[i]))
            {
                i++;
            }

            if (--count == 0 || i >= path.Length)
            {
                return i;
            }

            i++;
        }
    }
}
