using System.Text;

namespace BashTool.Core.Files;

// From Windows' paths to the script's, and both ways within text.
public sealed partial class WindowsPathTable
{
    /// <summary>The path as a script writes it; null where it has none, with the reason.</summary>
    /// <param name="path">The path as Windows writes it.</param>
    /// <param name="problem">Why there is none.</param>
    /// <param name="literal">Whether <c>~</c> and <c>file://</c> mean nothing.</param>
    public string? ConvertBack(string path, out string problem, bool literal = false)
    {
        problem = "";
        if (path.Length == 0)
        {
            problem = "an empty path names nothing";
            return null;
        }

        if (!literal && path[0] == '~' && (path.Length == 1 || path[1] is '/' or '\\'))
        {
            path = home + path[1..].TrimEnd('\\', '/');
        }

        bool isUri = !literal && path.StartsWith("file://", StringComparison.OrdinalIgnoreCase);
        bool hasDrive = path.Length >= 2 && WindowsPath.IsDriveLetter(path[0]) && path[1] == ':';
        if (!isUri && !hasDrive && path[0] is not ('/' or '\\'))
        {
            return RelativeBack(path, ref problem);
        }

        if (hasDrive && (path.Length == 2 || !WindowsPath.IsSeparator(path[2])) && path.Length > 2)
        {
            problem = "a path that starts from the current directory of a drive, which is not known here";
            return null;
        }

        // A single backslash is the root of a drive that is not known here.
        if (!isUri && path[0] == '\\' && !(path.Length > 1 && path[1] == '\\'))
        {
            problem = "a path from the root of a drive that it does not name";
            return null;
        }

        WindowsNameProblem name = Translator.TryToVirtual(path, VirtualPath.Root, out VirtualPath inside);
        if (name != WindowsNameProblem.None)
        {
            problem = $"not a safe name on Windows ({name})";
            return null;
        }

        string text = inside.ResolveLexically().Text;
        const string shares = "/unc/";
        return workspace.Length > 0 ? InWorkspace(text, ref problem)
            : text.StartsWith(shares, StringComparison.Ordinal) ? "//" + text[shares.Length..]
            : text;
    }

    /// <summary>Replaces the script's absolute paths within text by Windows' where they have one there.</summary>
    public string ConvertText(string text)
    {
        StringBuilder? result = null;
        int copied = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '/' || !StartsWord(text, i) || (i + 1 < text.Length && text[i + 1] == '/'))
            {
                continue;
            }

            int end = EndOfPath(text, i);
            string path = text[i..end];
            if (path.Length > 1 && Convert(path, out _) is { } converted)
            {
                (result ??= new StringBuilder(text.Length)).Append(text, copied, i - copied).Append(converted);
                copied = end;
            }

            i = end - 1;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Replaces Windows' absolute paths within text by the script's.</summary>
    public string ConvertTextBack(string text)
    {
        if (workspace.Length == 0)
        {
            return Translator.TranslateText(text);
        }

        var mounts = new List<PathMapping>
        {
            new(VirtualPath.Parse("/home"), new HostPath(workspace, PathStyle.Windows)),
            new(VirtualPath.Parse("/mnt/user-data/uploads"), new HostPath(workspace + "\\uploads", PathStyle.Windows)),
            new(VirtualPath.Parse("/mnt/user-data/outputs"), new HostPath(workspace + "\\outputs", PathStyle.Windows)),
        };
        return new PathTranslator(PathStyle.Windows, mounts).TranslateText(text);
    }

    private string? InWorkspace(string text, ref string problem)
    {
        // What is virtual already stays as it is.
        if (WindowsPath.ToHost(text) is not { } host)
        {
            return text;
        }

        if (!host.Equals(workspace, StringComparison.OrdinalIgnoreCase) && !host.StartsWith(workspace + "\\", StringComparison.OrdinalIgnoreCase))
        {
            problem = "outside of the workspace";
            return null;
        }

        string rest = host[workspace.Length..].Replace('\\', '/');
        foreach (string place in (ReadOnlySpan<string>)["/uploads", "/outputs"])
        {
            if (rest.Equals(place, StringComparison.OrdinalIgnoreCase) || rest.StartsWith(place + "/", StringComparison.OrdinalIgnoreCase))
            {
                return "/mnt/user-data" + place + rest[place.Length..];
            }
        }

        return "/home" + rest;
    }

    private static string? RelativeBack(string path, ref string problem)
    {
        path = path.Replace('\\', '/');
        if (WindowsPath.CheckNames(path) is not WindowsNameProblem.None and var name)
        {
            problem = $"not a safe name on Windows ({name})";
            return null;
        }

        return path;
    }

    private static bool StartsWord(string text, int at)
    {
        if (at == 0)
        {
            return true;
        }

        char before = text[at - 1];
        return char.IsWhiteSpace(before) || before is '"' or '\'' or '`' or '(' or '[' or '{' or '=' or ',' or ';' or '<' or '>' or '|' or ':' or '&';
    }

    private static int EndOfPath(string text, int start)
    {
        char quote = start > 0 && text[start - 1] is '"' or '\'' or '`' ? text[start - 1] : '\0';
        if (quote != '\0' && text.IndexOf(quote, start) is > 0 and int close)
        {
            return close;
        }

        int end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end])
            && text[end] is not ('"' or '\'' or '`' or ',' or ';' or ')' or ']' or '}' or '(' or '[' or '{' or '<' or '>' or '|' or '&' or ':' or '*' or '?'))
        {
            end++;
        }

        // A full stop at the end is the sentence's.
        while (end > start + 1 && text[end - 1] == '.')
        {
            end--;
        }

        return end;
    }
}
