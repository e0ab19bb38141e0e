using System.Text;

namespace BashTool.Core.Text;

/// <summary>The ways bash itself quotes a string so that it can be read back.</summary>
public static class ShellQuoting
{
    private const string BackslashSpecial = " \t\n!\"$&'()*,;<>?[\\]^`{|}";
    private const string TraceSpecial = " \t\n!\"$&'()*;<>?[\\]^`{|}";
    private const string DoubleQuoteSpecial = "\"$`\\";

    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("%+-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary><c>printf %q</c>: backslashes, <c>''</c> for nothing, <c>$'...'</c> when there are control characters.</summary>
    public static string Backslash(string text)
    {
        if (text.Length == 0)
        {
            return "''";
        }

        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        if (NeedsAnsiC(text))
        {
            return AnsiC(text);
        }

        var result = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            if (BackslashSpecial.Contains(text[i]) || IsSpecialHere(text, i))
            {
                result.Append('\\');
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    /// <summary><c>${x@Q}</c>, <c>alias</c>, <c>trap -p</c>: <c>'...'</c>, or <c>$'...'</c> when there are control characters.</summary>
    public static string Quote(string text) => NeedsAnsiC(text) ? AnsiC(text) : SingleQuote(text);

    /// <summary><c>'...'</c> whatever there is, with <c>'\''</c> for a quote; a quote alone is <c>\'</c>.</summary>
    public static string SingleQuote(string text)
    {
        if (text == "'")
        {
            return "\\'";
        }

        return text.Contains('\'') ? "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'" : "'" + text + "'";
    }

    /// <summary>The value in <c>declare -p</c>: <c>"..."</c> with backslashes, or <c>$'...'</c>.</summary>
    public static string DeclareValue(string text) => NeedsAnsiC(text) ? AnsiC(text) : DoubleQuote(text);

    /// <summary><c>"..."</c> with backslashes before what is special in it.</summary>
    public static string DoubleQuote(string text)
    {
        if (text.AsSpan().IndexOfAny(DoubleQuoteSpecial) < 0)
        {
            return "\"" + text + "\"";
        }

        var result = new StringBuilder(text.Length + 8).Append('"');
        foreach (char c in text)
        {
            if (DoubleQuoteSpecial.Contains(c))
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.Append('"').ToString();
    }

    /// <summary>A word in the trace of <c>set -x</c>: as it is, or quoted where the shell would need it.</summary>
    public static string TraceWord(string text)
    {
        if (text.Length == 0)
        {
            return "''";
        }

        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        if (ContainsShellMetacharacters(text))
        {
            return SingleQuote(text);
        }

        return NeedsAnsiC(text) ? AnsiC(text) : text;
    }

    /// <summary>Whether the shell would see more in the word than its characters (bash's sh_contains_shell_metas).</summary>
    public static bool ContainsShellMetacharacters(string text)
    {
        if (text.AsSpan().IndexOfAny(TraceSpecial) >= 0)
        {
            return true;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (IsSpecialHere(text, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>$'...'</c>.</summary>
    public static string AnsiC(string text)
    {
        text = TextLocale.Characters(text);
        var result = new StringBuilder(text.Length + 8).Append("$'");
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            int rune = EscapedUtf8.RuneAt(text, i, out int length);
            char letter = rune switch
            {
                '\a' => 'a',
                '\b' => 'b',
                0x1B => 'E',
                '\f' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\v' => 'v',
                '\\' => '\\',
                '\'' => '\'',
                _ => '\0',
            };
            if (letter != '\0')
            {
                result.Append('\\').Append(letter);
            }
            else if (CharacterClass.IsPrint(rune))
            {
                result.Append(text, i, length);
            }
            else
            {
                int count = EscapedUtf8.Encode(text.AsSpan(i, length), bytes);
                foreach (byte b in bytes[..count])
                {
                    AppendOctal(result, b);
                }
            }

            i += length;
        }

        return result.Append('\'').ToString();
    }

    internal static void AppendOctal(StringBuilder result, byte b) =>
        result.Append('\\').Append((char)('0' + (b >> 6))).Append((char)('0' + ((b >> 3) & 7))).Append((char)('0' + (b & 7)));

    internal static bool NeedsAnsiC(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return false;
        }

        text = TextLocale.Characters(text);

        for (int i = 0; i < text.Length;)
        {
            if (!CharacterClass.IsPrint(EscapedUtf8.RuneAt(text, i, out int length)))
            {
                return true;
            }

            i += length;
        }

        return false;
    }

    // A comment or a tilde expansion begins only at some places.
    private static bool IsSpecialHere(string text, int index) => text[index] switch
    {
        '#' => index == 0,
        '~' => index == 0 || text[index - 1] is ':' or '=',
        _ => false,
    };
}
