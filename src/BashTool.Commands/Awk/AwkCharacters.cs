using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace BashTool.Commands.Awk;

/// <summary>Characters within bytes: UTF-8, where a byte that is not valid counts as one character.</summary>
internal static class AwkCharacters
{
    public static int Count(ReadOnlySpan<byte> text) => Count(text, out _);

    public static int Count(ReadOnlySpan<byte> text, out bool valid)
    {
        valid = true;
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            if (text[i] < 0x80)
            {
                i++;
                continue;
            }

            valid &= Rune.IsValid(EscapedUtf8.DecodeRune(text[i..], out int length));
            i += Math.Max(1, length);
        }

        return count;
    }

    /// <summary>How many bytes the character at an offset takes.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int offset)
    {
        if (text[offset] < 0x80)
        {
            return 1;
        }

        EscapedUtf8.DecodeRune(text[offset..], out int length);
        return Math.Max(1, length);
    }

    /// <summary>The offset behind a number of characters, or the end.</summary>
    public static int Skip(ReadOnlySpan<byte> text, int offset, long characters)
    {
        while (characters > 0 && offset < text.Length)
        {
            offset += LengthAt(text, offset);
            characters--;
        }

        return offset;
    }

    public static byte[] ChangeCase(ReadOnlySpan<byte> text, bool upper, bool bytes) => ChangeCase(text, upper, bytes, out _, replaces: false);

    /// <summary>As <c>toupper</c> and <c>tolower</c> do it: a byte that is no character may become U+FFFD.</summary>
    public static byte[] ChangeCase(ReadOnlySpan<byte> text, bool upper, bool bytes, out bool valid, bool replaces)
    {
        valid = true;
        byte[] result = text.ToArray();
        int plain = ChangeAscii(result, upper);
        if (plain == result.Length || bytes)
        {
            return result;
        }

        var buffer = new AwkBuffer(text.Length + 8);
        Span<byte> encoded = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            if (text[i] < 0x80)
            {
                buffer.Append(result[i++]);
                continue;
            }

            int rune = EscapedUtf8.DecodeRune(text[i..], out int length);
            length = Math.Max(1, length);
            int changed = !Rune.IsValid(rune) ? rune : upper ? CharacterClass.ToUpper(rune) : CharacterClass.ToLower(rune);
            if (!Rune.IsValid(rune))
            {
                valid = false;
                if (replaces)
                {
                    buffer.Append("\uFFFD"u8);
                    i += length;
                    continue;
                }
            }

            if (changed == rune || !Rune.IsValid(changed))
            {
                buffer.Append(text.Slice(i, length));
            }
            else
            {
                buffer.Append(encoded[..new Rune(changed).EncodeToUtf8(encoded)]);
            }

            i += length;
        }

        return buffer.Span.ToArray();
    }

    // Letters by vectors; the number of bytes that are ASCII.
    private static int ChangeAscii(Span<byte> text, bool upper)
    {
        byte first = upper ? (byte)'a' : (byte)'A';
        int ascii = 0;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Span<Vector<byte>> vectors = MemoryMarshal.Cast<byte, Vector<byte>>(text);
            foreach (ref Vector<byte> vector in vectors)
            {
                Vector<byte> letters = Vector.LessThan(vector - new Vector<byte>(first), new Vector<byte>(26));
                vector ^= letters & new Vector<byte>(0x20);
                ascii += Vector.LessThanAll(vector, new Vector<byte>(0x80)) ? Vector<byte>.Count : 0;
            }

            i = vectors.Length * Vector<byte>.Count;
        }

        for (; i < text.Length; i++)
        {
            if ((uint)(text[i] - first) < 26)
            {
                text[i] ^= 0x20;
            }

            ascii += text[i] < 0x80 ? 1 : 0;
        }

        return ascii;
    }
}
