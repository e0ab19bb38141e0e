using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace BashTool.Core.Syntax;

/// <summary>Decodes the escapes of <c>$'...'</c>.</summary>
public static class AnsiCString
{
    /// <summary>The text that the characters between the quotes stand for. Bytes that are not UTF-8 become U+DC80 and following.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text.ToString();
        }

        var builder = new StringBuilder(text.Length);
        List<byte>? bytes = null;
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i++];
            if (c != '\\' || i == text.Length)
            {
                Flush(builder, bytes);
                builder.Append(c);
                continue;
            }

            c = text[i++];
            int value;
            switch (c)
            {
                case 'a': value = 7; break;
                case 'b': value = 8; break;
                case 'e': value = 27; break;
                case 'E': value = 27; break;
                case 'f': value = 12; break;
                case 'n': value = 10; break;
                case 'r': value = 13; break;
                case 't': value = 9; break;
                case 'v': value = 11; break;
                case '\\':
                case '\'':
                case '"':
                case '?':
                    value = c;
                    break;
                case >= '0' and <= '7':
                    value = c - '0';
                    for (int n = 0; n < 2 && i < text.Length && text[i] is >= '0' and <= '7'; n++)
                    {
                        value = (value * 8) + (text[i++] - '0');
                    }

                    value &= 0xFF;
                    break;
                case 'x':
                    bool braced = i < text.Length && text[i] == '{';
                    int from = braced ? i + 1 : i;
                    int at = from;
                    value = 0;
                    while (at < text.Length && (braced || at - from < 2) && char.IsAsciiHexDigit(text[at]))
                    {
                        value = ((value << 4) | HexValue(text[at++])) & 0xFFFFFFF;
                    }

                    if (at == from)
                    {
                        Flush(builder, bytes);
                        builder.Append("\\x");
                        continue;
                    }

                    i = braced && at < text.Length && text[at] == '}' ? at + 1 : at;
                    value &= 0xFF;
                    break;
                case 'u':
                case 'U':
                    int limit = c == 'u' ? 4 : 8;
                    int digits = 0;
                    long code = 0;
                    while (digits < limit && i < text.Length && char.IsAsciiHexDigit(text[i]))
                    {
                        code = (code << 4) | (uint)HexValue(text[i++]);
                        digits++;
                    }

                    Flush(builder, bytes);
                    if (digits == 0)
                    {
                        builder.Append('\\').Append(c);
                    }
                    else if (code == 0)
                    {
                        return builder.ToString();
                    }
                    else
                    {
                        AppendCodePoint(builder, code);
                    }

                    continue;
                case 'c' when i < text.Length:
                    char control = text[i++];
                    if (control == '\\' && i < text.Length && text[i] == '\\')
                    {
                        i++;
                    }

                    value = control == '?' ? 127 : char.ToUpperInvariant(control) & 0x1F;
                    break;
                default:
                    Flush(builder, bytes);
                    builder.Append('\\').Append(c);
                    continue;
            }

            if (value == 0)
            {
                // A NUL ends the string.
                break;
            }

            if (value < 128)
            {
                Flush(builder, bytes);
                builder.Append((char)value);
            }
            else
            {
                (bytes ??= []).Add((byte)value);
            }
        }

        Flush(builder, bytes);
        return builder.ToString();
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static void AppendCodePoint(StringBuilder builder, long code)
    {
        if (code is >= 0xD800 and <= 0xDFFF || code > 0x10FFFF)
        {
            // Encoded all the same, as bytes that are not UTF-8.
            Span<byte> encoded = stackalloc byte[6];
            int length = code < 0x10000 ? 3 : code < 0x200000 ? 4 : code < 0x4000000 ? 5 : 6;
            for (int n = length - 1; n > 0; n--)
            {
                encoded[n] = (byte)(0x80 | (code & 0x3F));
                code >>= 6;
            }

            encoded[0] = (byte)((0xFF00 >> length) | (int)code);
            for (int n = 0; n < length; n++)
            {
                builder.Append((char)(0xDC00 + encoded[n]));
            }
        }
        else if (code < 0x10000)
        {
            builder.Append((char)code);
        }
        else
        {
            builder.Append(char.ConvertFromUtf32((int)code));
        }
    }

    private static void Flush(StringBuilder builder, List<byte>? bytes)
    {
        if (bytes is null || bytes.Count == 0)
        {
            return;
        }

        ReadOnlySpan<byte> rest = CollectionsMarshal.AsSpan(bytes);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int used) == OperationStatus.Done)
            {
                builder.Append(rune.ToString());
                rest = rest[used..];
            }
            else
            {
                builder.Append((char)(0xDC00 + rest[0]));
                rest = rest[1..];
            }
        }

        bytes.Clear();
    }
}
