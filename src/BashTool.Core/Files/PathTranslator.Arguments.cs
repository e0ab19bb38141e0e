using System.Text;

namespace BashTool.Core.Files;

/// <summary>Arguments of native programs: where a word is a path of the script, or has one in a usual place, the host's form of it.</summary>
public sealed partial class PathTranslator
{
    private bool? isIdentity;

    /// <summary>Whether script and host name everything alike, so that there is nothing to translate.</summary>
    public bool IsIdentity => isIdentity ??= Style == PathStyle.Posix && Array.TrueForAll(byVirtual, static row => row.At.Text == row.Source.Text);

    /// <summary>Whether a word is what programs of Windows take for a switch: <c>/c</c>, <c>/pid</c>, <c>/fo:csv</c>.</summary>
    public static bool LooksLikeSwitch(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || word[0] != '/' || !(char.IsAsciiLetter(word[1]) || word[1] == '?'))
        {
            return false;
        }

        int end = word.IndexOfAny(':', '=');
        ReadOnlySpan<char> name = end < 0 ? word[1..] : word[1..end];
        return !name.ContainsAny('/', '\\', '.');
    }

    /// <summary>
    /// The argument as a program of the host wants it. Translated are a word that is an absolute path, the value behind the
    /// first <c>=</c>, what follows an option letter, and lists joined by colons; everything else stays. On Windows a
    /// leading <c>//</c> before one word stands for a slash that is no path.
    /// </summary>
    public string TranslateArgument(string word)
    {
        if (word.Length == 0 || IsIdentity || word.Contains('\0'))
        {
            return word;
        }

        if (word[0] == '/')
        {
            return TranslateAbsolute(word);
        }

        if (word.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) && VirtualPath.TryParse(DecodePercent(word[7..]), out VirtualPath shown)
            && ToHost(shown) is { } file)
        {
            return "file://" + (Style == PathStyle.Windows ? "/" : "") + EncodePercent(file.Text.Replace('\\', '/'));
        }

        int equals = word.IndexOf('=');
        if (equals > 0 && equals + 1 < word.Length && word[equals + 1] == '/' && IsPlainName(word.AsSpan(0, equals)))
        {
            return word[..(equals + 1)] + TranslateAbsolute(word[(equals + 1)..]);
        }

        // -I/usr/include, @/tmp/list
        if (word.Length > 3 && word[0] == '-' && char.IsAsciiLetter(word[1]) && word[2] == '/')
        {
            return word[..2] + TranslateAbsolute(word[2..]);
        }

        return word.Length > 2 && word[0] == '@' && word[1] == '/' ? "@" + TranslateAbsolute(word[1..]) : word;
    }

    /// <summary>A list of directories as the host writes it: what the host does not have is left out.</summary>
    public string TranslatePathList(string list)
    {
        if (list.Length == 0 || IsIdentity || (Style == PathStyle.Windows && list.Contains(';')))
        {
            return list;
        }

        var result = new StringBuilder(list.Length + 16);
        char separator = Style == PathStyle.Windows ? ';' : ':';
        foreach (string part in list.Split(':'))
        {
            string? translated = part.Length == 0 || part[0] != '/' ? part : Host(part);
            if (translated is null)
            {
                continue;
            }

            if (result.Length > 0)
            {
                result.Append(separator);
            }

            result.Append(translated);
        }

        return result.ToString();
    }

    private string TranslateAbsolute(string word)
    {
        if (word.StartsWith("//", StringComparison.Ordinal))
        {
            // "//c" is MSYS' way to write a switch; "//server/share" is a share.
            int slash = word.IndexOf('/', 2);
            return Style != PathStyle.Windows || word.Length == 2 ? word : slash < 0 ? word[1..] : word.Replace('/', '\\');
        }

        if (word.Contains(':') && !word.Contains("://", StringComparison.Ordinal))
        {
            string? list = TranslateList(word);
            return list ?? TranslateBeforeColon(word);
        }

        return Host(word) ?? word;
    }

    // "/a:/b", where every part is a path.
    private string? TranslateList(string word)
    {
        string[] parts = word.Split(':');
        bool any = false;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0 || parts[i][0] != '/')
            {
                return null;
            }

            if (Host(parts[i]) is { } host)
            {
                parts[i] = host;
                any = true;
            }
        }

        return any ? string.Join(Style == PathStyle.Windows ? ';' : ':', parts) : word;
    }

    // "/home/x/f.py:12" and the like: what is behind the colon stays.
    private string TranslateBeforeColon(string word)
    {
        int colon = word.IndexOf(':');
        return Host(word[..colon]) is { } host ? host + word[colon..] : word;
    }

    private string? Host(string path)
    {
        if (Style == PathStyle.Windows && path == "/dev/null")
        {
            return "NUL";
        }

        if (!VirtualPath.TryParse(path, out VirtualPath parsed) || ToHost(parsed) is not { } host)
        {
            return null;
        }

        char separator = Style == PathStyle.Windows ? '\\' : '/';
        return parsed.HasTrailingSlash && host.Text[^1] != separator ? host.Text + separator : host.Text;
    }

    // The part of "--prefix=/x" or "of=/x" before the sign: no expression of another language.
    private static bool IsPlainName(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '+'))
            {
                return false;
            }
        }

        return true;
    }

    private static string EncodePercent(string path)
    {
        var result = new StringBuilder(path.Length + 8);
        Span<byte> bytes = stackalloc byte[8];
        for (int i = 0; i < path.Length; i++)
        {
            char c = path[i];
            if (char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~' or ':' or '!' or '$' or '&' or '\'' or '(' or ')' or '*' or '+' or ',' or ';' or '=' or '@')
            {
                result.Append(c);
                continue;
            }

            int units = char.IsHighSurrogate(c) && i + 1 < path.Length ? 2 : 1;
            int count = PathBytes.Encode(path.AsSpan(i, units), bytes);
            for (int b = 0; b < count; b++)
            {
                result.Append('%').Append(bytes[b].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }

            i += units - 1;
        }

        return result.ToString();
    }
}
