using System.Buffers;
using System.Text.Unicode;

namespace BashTool.Core.Text;

/// <summary>
/// Between bytes and the shell's strings: UTF-8, where a byte that is part of no valid sequence is the lone surrogate
/// U+DC80 + (byte - 0x80), and turns back into that byte. Every byte sequence survives the round trip.
/// </summary>
public static class EscapedUtf8
{
    private const int EscapeBase = 0xDC00;

    /// <summary>The lone surrogate that stands for an invalid byte (0x80 to 0xFF).</summary>
    public static char Escape(byte invalid) => (char)(EscapeBase + invalid);

    /// <summary>True for a char that stands for an invalid byte, provided no high surrogate precedes it.</summary>
    public static bool IsEscape(char c) => c is >= '\uDC80' and <= '\uDCFF';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (System.Text.Ascii.IsValid(bytes))
        {
            return string.Create(bytes.Length, bytes, static (chars, source) => System.Text.Ascii.ToUtf16(source, chars, out _));
        }

        char[] rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        int length = Decode(bytes, rented);
        string result = new(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    /// <summary>Decodes into <paramref name="destination"/>, which needs as many chars as there are bytes; answers how many were written.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<char> destination)
    {
        int written = 0;
        while (!bytes.IsEmpty)
        {
            Utf8.ToUtf16(bytes, destination[written..], out int read, out int chars, replaceInvalidSequences: false, isFinalBlock: true);
            written += chars;
            bytes = bytes[read..];
            if (!bytes.IsEmpty)
            {
                destination[written++] = Escape(bytes[0]);
                bytes = bytes[1..];
            }
        }

        return written;
    }

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        if (System.Text.Ascii.IsValid(text))
        {
            byte[] ascii = new byte[text.Length];
            System.Text.Ascii.FromUtf16(text, ascii, out _);
            return ascii;
        }

        byte[] result = new byte[EncodedLength(text)];
        Encode(text, result);
        return result;
    }

    public static void Encode(ReadOnlySpan<char> text, IBufferWriter<byte> writer)
    {
        while (!text.IsEmpty)
        {
            // Pieces keep the request small; a pair is not cut in two.
            int take = Math.Min(text.Length, 8192);
            if (take < text.Length && char.IsHighSurrogate(text[take - 1]))
            {
                take--;
            }

            Span<byte> span = writer.GetSpan(take * 3);
            writer.Advance(Encode(text[..take], span));
            text = text[take..];
        }
    }

    /// <summary>Encodes into <paramref name="destination"/> (at most three bytes a char); answers how many bytes were written.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        int written = 0;
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, destination[written..], out int read, out int bytes, replaceInvalidSequences: false, isFinalBlock: true);
            written += bytes;
            text = text[read..];
            if (!text.IsEmpty)
            {
                written += EncodeLone(text[0], destination[written..]);
                text = text[1..];
            }
        }

        return written;
    }

    /// <summary>How many bytes <see cref="Encode(ReadOnlySpan{char})"/> makes of the text.</summary>
    public static int EncodedLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (!text.IsEmpty)
        {
            int lone = IndexOfLoneSurrogate(text);
            if (lone < 0)
            {
                return length + System.Text.Encoding.UTF8.GetByteCount(text);
            }

            length += System.Text.Encoding.UTF8.GetByteCount(text[..lone]) + (IsEscape(text[lone]) ? 1 : 3);
            text = text[(lone + 1)..];
        }

        return length;
    }

    /// <summary>
    /// The character at the start of <paramref name="bytes"/>, which is not empty, and its length; an invalid byte is
    /// 0xDC00 + byte with length 1, so that code points and escapes share one number space.
    /// </summary>
    public static int DecodeRune(ReadOnlySpan<byte> bytes, out int length)
    {
        int b0 = bytes[0];
        if (b0 < 0x80)
        {
            length = 1;
            return b0;
        }

        if (b0 >= 0xC2 && bytes.Length > 1)
        {
            int b1 = bytes[1];
            if ((b1 & 0xC0) == 0x80)
            {
                if (b0 < 0xE0)
                {
                    length = 2;
                    return ((b0 & 0x1F) << 6) | (b1 & 0x3F);
                }

                if (bytes.Length > 2 && (bytes[2] & 0xC0) == 0x80)
                {
                    int b2 = bytes[2];
                    if (b0 < 0xF0)
                    {
                        int value = ((b0 & 0x0F) << 12) | ((b1 & 0x3F) << 6) | (b2 & 0x3F);
                        if (value >= 0x800 && (value & 0xF800) != 0xD800)
                        {
                            length = 3;
                            return value;
                        }
                    }
                    else if (b0 < 0xF5 && bytes.Length > 3 && (bytes[3] & 0xC0) == 0x80)
                    {
                        int value = ((b0 & 0x07) << 18) | ((b1 & 0x3F) << 12) | ((b2 & 0x3F) << 6) | (bytes[3] & 0x3F);
                        if (value is >= 0x10000 and <= 0x10FFFF)
                        {
                            length = 4;
                            return value;
                        }
                    }
                }
            }
        }

        length = 1;
        return EscapeBase + b0;
    }

    /// <summary>The character that ends where <paramref name="bytes"/> (not empty) ends, as <see cref="DecodeRune"/> gives it.</summary>
    public static int DecodeLastRune(ReadOnlySpan<byte> bytes, out int length)
    {
        int last = bytes[^1];
        if (last < 0x80)
        {
            length = 1;
            return last;
        }

        for (int back = 2; back <= 4 && back <= bytes.Length; back++)
        {
            int lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
            {
                continue;
            }

            int rune = DecodeRune(bytes[^back..], out length);
            if (length == back)
            {
                return rune;
            }

            break;
        }

        length = 1;
        return EscapeBase + last;
    }

    /// <summary>The code point at an index of a shell string (an escape gives its own value) and how many chars it takes.</summary>
    public static int RuneAt(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[index + 1]);
        }

        length = 1;
        return c;
    }

    /// <summary>How many characters bash counts in <c>${#x}</c>: a pair is one, an escaped byte is one.</summary>
    public static int CharacterCount(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        int at = text.IndexOfAnyInRange('\uD800', '\uDBFF');
        for (; at >= 0 && at + 1 < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && char.IsLowSurrogate(text[at + 1]))
            {
                count--;
            }
        }

        return count;
    }

    private static int EncodeLone(char c, Span<byte> destination)
    {
        if (IsEscape(c))
        {
            destination[0] = (byte)(c - EscapeBase);
            return 1;
        }

        // Not one of ours: a surrogate that reached a string from the outside. Its three bytes are not valid UTF-8,
        // but they are what a C program would print for it.
        destination[0] = (byte)(0xE0 | (c >> 12));
        destination[1] = (byte)(0x80 | ((c >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (c & 0x3F));
        return 3;
    }

    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int next = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at += 2;
                continue;
            }

            return at;
        }

        return -1;
    }
}
