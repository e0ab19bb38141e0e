using System.Text;

namespace BashTool.Core.Files;

/// <summary>Paths inside text: what a native program printed, as the script would write it.</summary>
public sealed partial class PathTranslator
{
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
        while (i < text.Length)
        {
            if (!StartsPath(text, i) || PathLength(text, i) is not (> 0 and int length))
            {
                i++;
                continue;
            }

            if (Translate(text.Substring(i, length)) is { } translated)
            {
                (result ??= new StringBuilder(text.Length)).Append(text, copied, i - copied).Append(translated);
                copied = i + length;
            }

            i += length;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private string? Translate(string path)
    {
        if (Style == PathStyle.Posix)
        {
            VirtualPath? shown = ToVirtual(new HostPath(path, Style));
            return shown is { } at && at.Text != path ? Keep(path, at.Text) : null;
        }

        if (ToVirtual(new HostPath(path, Style)) is { } inside)
        {
            return Keep(path, inside.Text);
        }

        return WindowsPath.TryToVirtual(path, "/", out string rule) == WindowsNameProblem.None ? rule : null;
    }

    private static string Keep(string original, string translated)
        => original[^1] is '/' or '\\' && translated[^1] != '/' ? translated + "/" : translated;

    private bool StartsPath(string text, int at)
    {
        // In the middle of a word nothing begins: "http://x", "abc:/x", "a/b".
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-' or '.' or '/' or '\\' or '~' or '}' or ')'))
        {
            return false;
        }

        char c = text[at];
        if (Style == PathStyle.Posix)
        {
            return c == '/';
        }

        return (WindowsPath.IsDriveLetter(c) && at + 2 < text.Length && text[at + 1] == ':' && WindowsPath.IsSeparator(text[at + 2])
                && !(text[at + 2] == '/' && at + 3 < text.Length && text[at + 3] == '/'))
            || (c == '\\' && at + 2 < text.Length && text[at + 1] == '\\' && (char.IsLetterOrDigit(text[at + 2]) || text[at + 2] == '?'));
    }

    private int PathLength(string text, int start)
    {
        bool windows = Style == PathStyle.Windows;
        int i = start + (windows && text[start] != '\\' ? 2 : text.AsSpan(start).StartsWith("\\\\?\\") ? 6 : 0);
        // Inside quotes blanks belong to the path.
        char quote = start > 0 && text[start - 1] is '"' or '\'' ? text[start - 1] : '\0';
        if (quote != '\0' && text.IndexOf(quote, start) < 0)
        {
            quote = '\0';
        }

        while (i < text.Length)
        {
            char c = text[i];
            if (quote != '\0' ? c == quote : (char.IsWhiteSpace(c) || c is '"' or '\'' or '`' or ',' or ';' or ')' or ']' or '}' or '(' or '[' or '{'))
            {
                break;
            }

            if (c < ' ' || c is '<' or '>' or '|' or '?' or '*' or ':')
            {
                break;
            }

            i++;
        }

        // A full stop at the end is the sentence's.
        while (quote == '\0' && i > start + 1 && text[i - 1] == '.')
        {
            i--;
        }

        return i - start;
    }
}
