using System.Buffers;
using System.Text;
using BashTool.Core.Text;

namespace BashTool.Core.Files;

/// <summary>Paths inside text: what a native program printed, as the script would write it, and the other way round.</summary>
public sealed partial class PathTranslator
{
    private const int LongestQuoted = 4096;

    private string[]? windowsSources;
    private SearchValues<string>? posixSources;
    private SearchValues<string>? virtualPlaces;
    private bool? hasPosixSources;

    /// <summary>
    /// Replaces every path of the host that a mount shows by where it is shown. On Windows, drives that no mount shows
    /// become <c>/c/...</c>. A path ends at a blank, a quote, a bracket, a colon before a number, or another character that
    /// paths do not have.
    /// </summary>
    public string TranslateText(string text)
    {
        StringBuilder? result = null;
        int copied = 0;
        int i = 0;
        while ((i = NextStart(text, i)) >= 0)
        {
            int length = PathLength(text, i);
            if (length <= 0)
            {
                i++;
                continue;
            }

            result ??= new StringBuilder(text.Length);
            int before = result.Length;
            result.Append(text.AsSpan(copied, i - copied));
            if (AppendVirtual(text.AsSpan(i, length), result))
            {
                copied = i + length;
            }
            else
            {
                result.Length = before;
            }

            i += length;
        }

        return copied == 0 ? text : result!.Append(text.AsSpan(copied)).ToString();
    }

    /// <summary>The same for bytes; false where there is nothing to replace.</summary>
    public bool TryTranslateText(ReadOnlySpan<byte> text, out byte[] translated)
    {
        translated = [];
        bool mayHave = Style == PathStyle.Windows
            ? text.IndexOf(":\\"u8) >= 0 || text.IndexOf(":/"u8) >= 0 || text.IndexOf("\\\\"u8) >= 0
            : text.Contains((byte)'/') && !IsIdentity;
        if (!mayHave)
        {
            return false;
        }

        string before = EscapedUtf8.Decode(text);
        string after = TranslateText(before);
        if (ReferenceEquals(before, after))
        {
            return false;
        }

        translated = EscapedUtf8.Encode(after);
        return true;
    }

    /// <summary>Replaces every path of the script inside a text by the host's form, where a mount other than the root has it.</summary>
    public string TranslateTextToHost(string text)
    {
        if (IsIdentity)
        {
            return text;
        }

        StringBuilder? result = null;
        int copied = 0;
        int i = 0;
        while ((i = NextVirtualStart(text, i)) >= 0)
        {
            int length = PathLength(text, i, windows: false);
            if (length > 1 && !LooksLikeExpression(text.AsSpan(i, length)) && Host(text.Substring(i, length)) is { } host)
            {
                (result ??= new StringBuilder(text.Length)).Append(text.AsSpan(copied, i - copied)).Append(host);
                copied = i + length;
            }

            i += Math.Max(1, length);
        }

        return result is null ? text : result.Append(text.AsSpan(copied)).ToString();
    }

    private static bool IsInWord(char c) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '\\' or '~' or '}' or ')' or '%' or '+' or '*' or '^' or '$' or '@' or '#' or '|';

    // "/c/d" and "/a/p" are what sed is told; a drive's file has a longer name.
    private static bool LooksLikeExpression(ReadOnlySpan<char> path) => path.Length == 4 && path[2] == '/' && WindowsPath.IsDriveLetter(path[1]);

    private int NextVirtualStart(string text, int from)
    {
        virtualPlaces ??= Places();
        while (from < text.Length)
        {
            int found = text.AsSpan(from).IndexOfAny(virtualPlaces);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (from == 0 || !IsInWord(text[from - 1]))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private SearchValues<string> Places()
    {
        var places = new List<string>();
        foreach ((VirtualPath at, _) in byVirtual)
        {
            if (!at.IsRoot)
            {
                places.Add(at.Text);
            }
        }

        return SearchValues.Create(places.Count == 0 ? ["\0"] : places.ToArray(), Style == PathStyle.Windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    /// <summary>Where the next path may begin; -1 if nowhere.</summary>
    private int NextStart(string text, int from) => Style == PathStyle.Posix ? NextPosixStart(text, from) : NextWindowsStart(text, from);

    private int NextPosixStart(string text, int from)
    {
        if (hasPosixSources is null)
        {
            string[] sources = [.. byHost.Where(static row => row.Source.Text.Length > 1 && row.Source.Text != row.At.Text).Select(static row => row.Source.Text.TrimEnd('/'))];
            posixSources = SearchValues.Create(sources.Length == 0 ? ["\0"] : sources, StringComparison.Ordinal);
            hasPosixSources = sources.Length > 0;
        }

        if (hasPosixSources == false)
        {
            return -1;
        }

        while (from < text.Length)
        {
            int found = text.AsSpan(from).IndexOfAny(posixSources!);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (from == 0 || !IsInWord(text[from - 1]))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private static int NextWindowsStart(string text, int from)
    {
        int at = from;
        while (at < text.Length)
        {
            int found = text.AsSpan(at).IndexOfAny(':', '\\');
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (text[at] == ':')
            {
                // "C:\x" and "C:/x", but not "C://x" and nothing in the middle of a word.
                int start = at - 1;
                if (start >= from && WindowsPath.IsDriveLetter(text[start]) && at + 1 < text.Length && WindowsPath.IsSeparator(text[at + 1])
                    && !(text[at + 1] == '/' && at + 2 < text.Length && text[at + 2] == '/') && (start == 0 || !IsInWord(text[start - 1]) || IsListSign(text, start - 1)))
                {
                    return start;
                }
            }
            else if (at + 2 < text.Length && text[at + 1] == '\\' && (char.IsLetterOrDigit(text[at + 2]) || text[at + 2] is '?' or '.')
                && (at == 0 || !IsInWord(text[at - 1])) && IsNetworkPath(text, at))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    // "file:///C:/x" keeps its slashes; "-IC:\x" is a path behind an option letter.
    private static bool IsListSign(string text, int at) =>
        (char.IsAsciiLetter(text[at]) && at > 0 && text[at - 1] == '-' && (at == 1 || !IsInWord(text[at - 2]))) || text[at] == '@';

    // Two backslashes begin a share only where a name, a separator and another name follow.
    private static bool IsNetworkPath(string text, int at)
    {
        int i = at + 2;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '-' or '_' or '.' or '?' or '$'))
        {
            i++;
        }

        return i > at + 2 && i + 1 < text.Length && text[i] == '\\' && (char.IsLetterOrDigit(text[i + 1]) || text[i + 1] is '_' or '$');
    }

    private int PathLength(string text, int start) => PathLength(text, start, Style == PathStyle.Windows);

    private static int PathLength(string text, int start, bool windows)
    {
        int i = start + (windows && text[start] != '\\' ? 2 : text.AsSpan(start).StartsWith("\\\\?\\") ? 6 : 0);

        // Inside quotes blanks belong to the path.
        char quote = start > 0 && text[start - 1] is '"' or '\'' ? text[start - 1] : '\0';
        if (quote != '\0' && !ClosesOnLine(text, start, quote))
        {
            quote = '\0';
        }

        while (i < text.Length)
        {
            int plain = text.AsSpan(i).IndexOfAnyExcept(PlainCharacters.Values);
            if (plain < 0)
            {
                i = text.Length;
                break;
            }

            i += plain;
            char c = text[i];
            if (c == ' ' && quote == '\0' && windows && ContinuesBehindBlank(text, i))
            {
                i++;

                // "(x86)" behind a blank belongs to the name.
                int close = text[i] == '(' ? text.AsSpan(i).IndexOf(')') : -1;
                i += close < 0 ? 0 : close + 1;
                continue;
            }

            if (quote != '\0' ? c == quote : (char.IsWhiteSpace(c) || c is '"' or '\'' or '`' or ',' or ';' or ')' or ']' or '}' or '(' or '[' or '{'))
            {
                break;
            }

            if (c < ' ' || c is '<' or '>' or '|' or '?' or '*' or ':' || (c == '=' && quote == '\0'))
            {
                break;
            }

            i++;
        }

        // A full stop at the end is the sentence's.
        while (quote == '\0' && i > start + 1 && text[i - 1] is '.' or '!')
        {
            i--;
        }

        return i - start;
    }

    private static bool ClosesOnLine(string text, int start, char quote)
    {
        ReadOnlySpan<char> rest = text.AsSpan(start, Math.Min(text.Length - start, LongestQuoted));
        int end = rest.IndexOfAny(quote, '\n');
        return end >= 0 && rest[end] == quote;
    }

    // "C:\Program Files\x": what follows the blank goes on with the path if a backslash is in it before it ends.
    private static bool ContinuesBehindBlank(string text, int blank)
    {
        const int longestWord = 40;
        int i = blank + 1;
        if (i >= text.Length || !(char.IsLetterOrDigit(text[i]) || text[i] == '('))
        {
            return false;
        }

        for (int end = Math.Min(text.Length, i + longestWord); i < end; i++)
        {
            char c = text[i];
            if (c == '\\')
            {
                return i + 1 < text.Length && text[i + 1] is not ('\\' or ' ' or '"' or '\'' or '\r' or '\n');
            }

            // "Files (x86)" goes on behind its own blank.
            if (!(char.IsLetterOrDigit(c) || c is '(' or ')' or '_' or '-' or '.' || (c == ' ' && i + 1 < text.Length && text[i + 1] == '(')))
            {
                return false;
            }
        }

        return false;
    }

    private bool AppendVirtual(ReadOnlySpan<char> path, StringBuilder result) =>
        Style == PathStyle.Posix ? AppendFromPosix(path, result) : AppendFromWindows(path, result);

    private bool AppendFromPosix(ReadOnlySpan<char> path, StringBuilder result)
    {
        foreach ((VirtualPath at, HostPath source) in byHost)
        {
            ReadOnlySpan<char> top = source.Text.AsSpan().TrimEnd('/');
            if (!path.StartsWith(top, StringComparison.Ordinal) || (path.Length > top.Length && path[top.Length] != '/'))
            {
                continue;
            }

            if (at.Text.AsSpan().TrimEnd('/').SequenceEqual(top))
            {
                return false;
            }

            AppendBelow(at, path[top.Length..], result);
            return true;
        }

        return false;
    }

    private bool AppendFromWindows(ReadOnlySpan<char> path, StringBuilder result)
    {
        const int mostOnStack = 512;
        char[]? rented = path.Length > mostOnStack ? ArrayPool<char>.Shared.Rent(path.Length) : null;
        Span<char> room = rented ?? stackalloc char[mostOnStack];
        try
        {
            Span<char> clean = room[..CleanWindows(path, room)];
            if (clean.IsEmpty || WindowsPath.CheckNames(clean[0] == '/' ? clean[2..] : clean[2..]) != WindowsNameProblem.None)
            {
                return false;
            }

            string[] sources = windowsSources ??= [.. byHost.Select(static row => CleanSource(row.Source.Text))];
            for (int i = 0; i < sources.Length; i++)
            {
                string top = sources[i];
                if (top.Length > 0 && clean.StartsWith(top, StringComparison.OrdinalIgnoreCase)
                    && (clean.Length == top.Length || clean[top.Length] == '/'))
                {
                    AppendBelow(byHost[i].At, clean[top.Length..], result);
                    return true;
                }
            }

            if (clean[0] == '/')
            {
                result.Append("/unc").Append(clean[1..]);
                return true;
            }

            result.Append('/').Append(char.ToLowerInvariant(clean[0])).Append(clean[2..]);
            return true;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private static string CleanSource(string source)
    {
        char[] room = new char[source.Length];
        return new string(room, 0, CleanWindows(source, room)).TrimEnd('/');
    }

    // "C:/a/b" or "//server/share/x": slashes alone, no repeated ones, no \\?\ before it.
    private static int CleanWindows(ReadOnlySpan<char> path, Span<char> room)
    {
        int count = 0;
        if (path.StartsWith(@"\\?\") || path.StartsWith("//?/") || path.StartsWith(@"\\.\"))
        {
            path = path[4..];
            if (path.StartsWith(@"UNC\", StringComparison.OrdinalIgnoreCase) || path.StartsWith("UNC/", StringComparison.OrdinalIgnoreCase))
            {
                path = path[4..];
                room[count++] = '/';
                room[count++] = '/';
            }
            else if (path.Length < 2 || path[1] != ':')
            {
                return 0;
            }
        }
        else if (path.Length > 1 && path[0] == '\\' && path[1] == '\\')
        {
            room[count++] = '/';
            room[count++] = '/';
            path = path[2..];
        }

        bool slash = count > 0;
        foreach (char c in path)
        {
            bool isSeparator = c is '/' or '\\';
            if (!isSeparator || !slash)
            {
                room[count++] = isSeparator ? '/' : c;
            }

            slash = isSeparator;
        }

        return count;
    }

    private static void AppendBelow(VirtualPath at, ReadOnlySpan<char> rest, StringBuilder result)
    {
        if (at.IsRoot)
        {
            result.Append(rest.Length == 0 ? "/" : rest);
            return;
        }

        result.Append(at.Text.AsSpan().TrimEnd('/')).Append(rest);
    }

    /// <summary>What neither ends a path nor needs a second look; made when the first text is translated.</summary>
    private static class PlainCharacters
    {
        public static readonly SearchValues<char> Values =
            SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\\/_-.");
    }
}
