using System.Text;

namespace BashTool.Core.Text;

/// <summary>How the GNU tools quote names in their messages.</summary>
public static class GnuQuoting
{
    private const string ShellSpecial = "!\"$&()*;<=>?[\\^`|' ";

    // What keeps a name with a quote in it from being shown in double quotes.
    private const string NotBetweenDoubleQuotes = "!\"$&()*;<=>?[\\^`|";

    /// <summary>coreutils' <c>quotef</c>, before a colon: as it is if the shell would read it back: <c>cat: 'a b': No such file</c>.</summary>
    public static string Name(string text) => NeedsQuotes(text, colon: true) ? Always(text) : text;

    /// <summary>The shell-escape style of <c>ls</c> on a terminal: quoted only if need be.</summary>
    public static string ShellEscape(string text) => NeedsQuotes(text, colon: false) ? Always(text) : text;

    /// <summary>coreutils' <c>quoteaf</c>: always quoted for the shell: <c>cannot remove 'a'</c>.</summary>
    public static string Always(string text)
    {
        if (text.Contains('\'') && text.AsSpan().IndexOfAny(NotBetweenDoubleQuotes) < 0 && !ShellQuoting.NeedsAnsiC(text))
        {
            return "\"" + text + "\"";
        }

        text = TextLocale.Characters(text);

        // gnulib starts over in the middle of its quoting when the end is to be escaped, behind a quote.
        var result = new StringBuilder(text.Length + 8).Append(EndsEscapedBehindQuote(text) ? "'''" : "'");
        bool escaping = false;
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            int rune = EscapedUtf8.RuneAt(text, i, out int length);
            if (rune == '\'')
            {
                result.Append("'\\''");
                escaping = false;
            }
            else if (CharacterClass.IsPrint(rune))
            {
                if (escaping)
                {
                    result.Append("''");
                    escaping = false;
                }

                result.Append(text, i, length);
            }
            else
            {
                if (!escaping)
                {
                    result.Append("'$'");
                    escaping = true;
                }

                AppendEscaped(result, rune, text.AsSpan(i, length), bytes);
            }

            i += length;
        }

        return result.Append('\'').ToString();
    }

    private static bool EndsEscapedBehindQuote(string text)
    {
        int quote = text.IndexOf('\'');
        if (quote <= 0)
        {
            return false;
        }

        bool escapes = false;
        for (int i = 0; i < text.Length;)
        {
            int rune = EscapedUtf8.RuneAt(text, i, out int length);
            bool printable = CharacterClass.IsPrint(rune);
            if (printable ? escapes : i < quote)
            {
                return false;
            }

            escapes |= !printable;
            i += length;
        }

        return escapes;
    }

    /// <summary>coreutils' <c>quote</c>, in the locale's quotation marks: <c>cannot create directory ‘a’</c>; <c>'a'</c> under LC_ALL=C.</summary>
    public static string Quote(string text)
    {
        bool utf8 = TextLocale.IsUtf8;
        text = TextLocale.Characters(text);
        var result = new StringBuilder(text.Length + 8).Append(utf8 ? '\u2018' : '\'');
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            int rune = EscapedUtf8.RuneAt(text, i, out int length);
            if (rune == '\\' || (rune == '\'' && !utf8) || (rune == 0x2019 && utf8))
            {
                result.Append('\\').Append(text, i, length);
            }
            else if (rune < 0x80 || utf8 ? CharacterClass.IsPrint(rune) : false)
            {
                result.Append(text, i, length);
            }
            else
            {
                AppendEscaped(result, rune, text.AsSpan(i, length), bytes);
            }

            i += length;
        }

        return result.Append(utf8 ? '\u2019' : '\'').ToString();
    }

    private static bool NeedsQuotes(string text, bool colon)
    {
        if (text.Length == 0 || text[0] is '#' or '~' || text is "{" or "}")
        {
            return true;
        }

        return text.AsSpan().IndexOfAny(ShellSpecial) >= 0 || (colon && text.Contains(':')) || ShellQuoting.NeedsAnsiC(text);
    }

    private static void AppendEscaped(StringBuilder result, int rune, ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        char letter = rune switch
        {
            '\a' => 'a',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\v' => 'v',
            _ => '\0',
        };
        if (letter != '\0')
        {
            result.Append('\\').Append(letter);
            return;
        }

        int count = EscapedUtf8.Encode(chars, bytes);
        foreach (byte b in bytes[..count])
        {
            ShellQuoting.AppendOctal(result, b);
        }
    }
}
