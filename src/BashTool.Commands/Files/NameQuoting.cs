using System.Text;
using BashTool.Commands.Text;

namespace BashTool.Commands.Files;

/// <summary>The ways <c>ls --quoting-style</c> can show a name.</summary>
internal enum QuotingStyle
{
    Literal,
    Shell,
    ShellAlways,
    ShellEscape,
    ShellEscapeAlways,
    C,
    CMaybe,
    Escape,
    Locale,
    CLocale,
}

/// <summary>Names as the GNU tools quote them (gnulib's quotearg), in a UTF-8 locale.</summary>
internal sealed class NameQuoting
{
    private readonly StringBuilder result = new();
    private bool pendingEnd;

    public static string Quote(string name, QuotingStyle style, string also = "")
    {
        name = TextLocale.Characters(name);
        if (style == QuotingStyle.Literal || (also.Length == 0 && style is QuotingStyle.Shell or QuotingStyle.ShellEscape or QuotingStyle.Escape && IsPlain(name)))
        {
            return name;
        }

        return style switch
        {
            QuotingStyle.C => new NameQuoting().C(name, "\"", "\"", also),
            QuotingStyle.CMaybe => new NameQuoting().C(name, "\"", "\"", also) is var quoted && quoted.Length == name.Length + 2 ? name : quoted,
            QuotingStyle.Locale or QuotingStyle.CLocale => TextLocale.IsUtf8
                ? new NameQuoting().C(name, "‘", "’", also)
                : new NameQuoting().C(name, style == QuotingStyle.Locale ? "'" : "\"", style == QuotingStyle.Locale ? "'" : "\"", also),
            QuotingStyle.Escape => new NameQuoting().C(name, "", "", also),
            QuotingStyle.ShellAlways => new NameQuoting().Shell(name, escapes: false),
            QuotingStyle.ShellEscapeAlways => new NameQuoting().Shell(name, escapes: true),
            _ => NeedsShellQuotes(name, style == QuotingStyle.ShellEscape, also) ? new NameQuoting().Shell(name, style == QuotingStyle.ShellEscape) : name,
        };
    }

    /// <summary>True if every character is printable.</summary>
    public static bool IsPrintable(string name)
    {
        name = TextLocale.Characters(name);
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            if (!IsPrintable(rune))
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    /// <summary>The columns a name takes on a terminal; control characters take none.</summary>
    public static int Width(string name)
    {
        if (Ascii.IsValid(name) && name.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && !name.Contains('\x7f'))
        {
            return name.Length;
        }

        name = TextLocale.Characters(name);
        int columns = 0;
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            int width = rune is >= 0xD800 and <= 0xDFFF ? 1 : CharacterWidth.Of(rune);
            columns += width >= 0 ? width : rune is < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 ? 0 : 1;
            i += length;
        }

        return columns;
    }

    /// <summary>The name with a question mark for each character that cannot be printed.</summary>
    public static string HideUnprintable(string name)
    {
        if (IsPrintable(name))
        {
            return name;
        }

        name = TextLocale.Characters(name);
        var text = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            if (IsPrintable(rune))
            {
                text.Append(name, i, length);
            }
            else
            {
                text.Append('?');
            }

            i += length;
        }

        return text.ToString();
    }

    private static bool IsPrintable(int rune) => rune is >= 0x20 and < 0x7F || (rune >= 0x80 && rune is < 0xD800 or > 0xDFFF && CharacterWidth.IsPrintable(rune));

    private static bool IsPlain(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '/' or '+' or ',' or ':' or '%'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static bool NeedsShellQuotes(string name, bool escapes, string also)
    {
        if (name.Length == 0)
        {
            return true;
        }

        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            switch (rune)
            {
                case '{' or '}' when name.Length == 1:
                case '#' or '~' when i == 0:
                case ' ' or '!' or '"' or '$' or '&' or '(' or ')' or '*' or ';' or '<' or '=' or '>' or '[' or '^' or '`' or '|' or '\'' or '\\' or '?':
                case '\n' or '\r' or '\t':
                    return true;
            }

            if ((escapes && !IsPrintable(rune)) || (rune < 0x80 && also.Contains((char)rune)))
            {
                return true;
            }

            i += length;
        }

        return false;
    }

    private string C(string name, string left, string right, string also)
    {
        result.Append(left);
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            char escape = EscapeLetter(rune);
            if (escape != '\0')
            {
                result.Append('\\').Append(escape);
            }
            else if (right.Length > 0 && rune == right[0])
            {
                result.Append('\\').Append(right);
            }
            else if (!IsPrintable(rune))
            {
                AppendOctal(name.AsSpan(i, length));
            }
            else
            {
                if (rune < 0x80 && also.Contains((char)rune))
                {
                    result.Append('\\');
                }

                result.Append(name, i, length);
            }

            i += length;
        }

        return result.Append(right).ToString();
    }

    private static char EscapeLetter(int rune) => rune switch
    {
        7 => 'a',
        8 => 'b',
        9 => 't',
        10 => 'n',
        11 => 'v',
        12 => 'f',
        13 => 'r',
        '\\' => '\\',
        _ => '\0',
    };

    private string Shell(string name, bool escapes)
    {
        if (name.Contains('\'') && IsFineInDoubleQuotes(name))
        {
            return $"\"{name}\"";
        }

        result.Append('\'');
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            if (rune == '\'')
            {
                result.Append("'\\''");
                pendingEnd = false;
                i += length;
                continue;
            }

            if (escapes && rune != '\\' && !IsPrintable(rune))
            {
                if (!pendingEnd)
                {
                    result.Append("'$'");
                    pendingEnd = true;
                }

                char escape = EscapeLetter(rune);
                if (escape != '\0')
                {
                    result.Append('\\').Append(escape);
                }
                else
                {
                    AppendOctal(name.AsSpan(i, length));
                }

                i += length;
                continue;
            }

            if (pendingEnd)
            {
                result.Append("''");
                pendingEnd = false;
            }

            result.Append(name, i, length);
            i += length;
        }

        return result.Append('\'').ToString();
    }

    private static bool IsFineInDoubleQuotes(string name)
    {
        for (int i = 0; i < name.Length;)
        {
            int rune = EscapedUtf8.RuneAt(name, i, out int length);
            bool fine = rune switch
            {
                '{' or '}' => name.Length == 1,
                '#' or '~' => i == 0,
                ' ' or '\'' or '%' or '+' or ',' or '-' or '.' or '/' or ':' or ']' or '_' => true,
                < 0x80 => char.IsAsciiLetterOrDigit((char)rune) || rune == '@',
                _ => IsPrintable(rune),
            };
            if (!fine)
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    private void AppendOctal(ReadOnlySpan<char> character)
    {
        Span<byte> bytes = stackalloc byte[8];
        int count = EscapedUtf8.Encode(character, bytes);
        foreach (byte value in bytes[..count])
        {
            result.Append('\\').Append((char)('0' + (value >> 6))).Append((char)('0' + ((value >> 3) & 7))).Append((char)('0' + (value & 7)));
        }
    }
}
