using System.Buffers;

namespace BashTool.Core.Text;

/// <summary>Which program's backslash escapes.</summary>
public enum EscapeDialect
{
    /// <summary><c>$'...'</c>.</summary>
    AnsiC,

    /// <summary><c>echo -e</c>.</summary>
    Echo,

    /// <summary>An argument of <c>printf %b</c>.</summary>
    PrintfArgument,

    /// <summary>The format of <c>printf</c>.</summary>
    PrintfFormat,
}

/// <summary>Backslash escapes turned into what they stand for.</summary>
public static class AnsiCString
{
    /// <summary>
    /// The text without its escapes; <paramref name="stop"/> tells that <c>\c</c> ended the output. Bytes made by escapes
    /// join into characters where they are valid UTF-8. In <c>$'...'</c> a NUL ends the string.
    /// </summary>
    public static string Unescape(ReadOnlySpan<char> text, EscapeDialect dialect, out bool stop)
    {
        stop = false;
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var output = new ArrayBufferWriter<byte>(text.Length + 8);
        while (!text.IsEmpty)
        {
            int backslash = text.IndexOf('\\');
            if (backslash < 0 || backslash == text.Length - 1)
            {
                EscapedUtf8.Encode(text, output);
                break;
            }

            EscapedUtf8.Encode(text[..backslash], output);
            text = text[backslash..];
            int taken = Escape(text, dialect, output, out stop, out bool ended);
            if (stop || ended)
            {
                break;
            }

            text = text[taken..];
        }

        return EscapedUtf8.Decode(output.WrittenSpan);
    }

    /// <summary>
    /// Writes what the escape at the start of <paramref name="text"/> (a backslash and at least one more character) stands
    /// for and answers how many chars it takes.
    /// </summary>
    /// <param name="stop"><c>\c</c>: nothing more is to be written at all.</param>
    /// <param name="ended">A NUL in <c>$'...'</c>: the rest of the string is lost.</param>
    public static int Escape(ReadOnlySpan<char> text, EscapeDialect dialect, IBufferWriter<byte> output, out bool stop, out bool ended)
    {
        stop = false;
        ended = false;
        bool ansi = dialect == EscapeDialect.AnsiC;
        char c = text[1];
        switch (c)
        {
            case 'a': return Put(output, '\a', 2);
            case 'b': return Put(output, '\b', 2);
            case 'e' or 'E': return Put(output, 0x1B, 2);
            case 'f': return Put(output, '\f', 2);
            case 'n': return Put(output, '\n', 2);
            case 'r': return Put(output, '\r', 2);
            case 't': return Put(output, '\t', 2);
            case 'v': return Put(output, '\v', 2);
            case '\\': return Put(output, '\\', 2);
            case '\'' or '"' or '?' when dialect is EscapeDialect.AnsiC or EscapeDialect.PrintfFormat:
                return Put(output, c, 2);
            case 'c' when dialect is EscapeDialect.Echo or EscapeDialect.PrintfArgument:
                stop = true;
                return 2;
            case 'c' when ansi && text.Length > 2:
                return Control(text, output, out ended);
            case >= '0' and <= '7' when c == '0' || dialect != EscapeDialect.Echo:
                int limit = c == '0' && (dialect is EscapeDialect.Echo or EscapeDialect.PrintfArgument) ? 4 : 3;
                int octal = 0;
                int at = 1;
                for (; at < text.Length && at <= limit && text[at] is >= '0' and <= '7'; at++)
                {
                    octal = (octal * 8) + text[at] - '0';
                }

                ended = ansi && (octal & 0xFF) == 0;
                return ended ? at : Put(output, octal & 0xFF, at);
            case 'x':
                return Hexadecimal(text, ansi, output, out ended);
            case 'u' or 'U':
                return Unicode(text, ansi, output, out ended);
            default:
                Put(output, '\\', 0);
                EscapedUtf8.RuneAt(text, 1, out int length);
                EscapedUtf8.Encode(text.Slice(1, length), output);
                return 1 + length;
        }
    }

    private static int Control(ReadOnlySpan<char> text, IBufferWriter<byte> output, out bool ended)
    {
        char c = text[2];
        int taken = c == '\\' && text.Length > 3 && text[3] == '\\' ? 4 : 3;
        int value = c == '?' ? 0x7F : char.ToUpperInvariant(c) & 0x1F;
        ended = value == 0;
        return ended ? taken : Put(output, value, taken);
    }

    private static int Hexadecimal(ReadOnlySpan<char> text, bool ansi, IBufferWriter<byte> output, out bool ended)
    {
        bool braced = ansi && text.Length > 2 && text[2] == '{';
        int start = braced ? 3 : 2;
        int at = start;
        int value = 0;
        for (; at < text.Length && (braced || at < start + 2) && char.IsAsciiHexDigit(text[at]); at++)
        {
            value = ((value << 4) | HexDigit(text[at])) & 0xFF;
        }

        ended = false;
        if (at == start && !braced)
        {
            Put(output, '\\', 0);
            return Put(output, 'x', 2);
        }

        if (braced && at < text.Length && text[at] == '}')
        {
            at++;
        }

        ended = ansi && value == 0;
        return ended ? at : Put(output, value, at);
    }

    private static int Unicode(ReadOnlySpan<char> text, bool ansi, IBufferWriter<byte> output, out bool ended)
    {
        int limit = text[1] == 'u' ? 6 : 10;
        int at = 2;
        uint value = 0;
        for (; at < text.Length && at < limit && char.IsAsciiHexDigit(text[at]); at++)
        {
            value = (value << 4) | (uint)HexDigit(text[at]);
        }

        ended = false;
        if (at == 2)
        {
            Put(output, '\\', 0);
            return Put(output, text[1], 2);
        }

        ended = ansi && value == 0;
        if (ended)
        {
            return at;
        }

        // As bash encodes it: code points beyond Unicode have a longer sequence, surrogates their three bytes.
        if (value < 0x80)
        {
            return Put(output, (int)value, at);
        }

        int more = value < 0x800 ? 1 : value < 0x10000 ? 2 : value < 0x200000 ? 3 : value < 0x4000000 ? 4 : 5;
        Put(output, (int)((0xFFu << (7 - more) & 0xFF) | (value >> (6 * more))), 0);
        for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
        {
            Put(output, (int)(0x80 | (value >> shift & 0x3F)), 0);
        }

        return at;
    }

    private static int HexDigit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static int Put(IBufferWriter<byte> output, int value, int taken)
    {
        output.GetSpan(1)[0] = (byte)value;
        output.Advance(1);
        return taken;
    }
}
