namespace BashTool.Core.Text;

/// <summary>Text that grows, to be used again and again without new allocations.</summary>
public sealed class TextBuffer
{
    [ThreadStatic]
    private static TextBuffer? spare;

    private char[] chars = new char[256];

    public int Length { get; set; }

    public ReadOnlySpan<char> Written => chars.AsSpan(0, Length);

    /// <summary>An empty buffer of this thread's; give it back with <see cref="Return"/>.</summary>
    public static TextBuffer Rent()
    {
        TextBuffer buffer = spare ?? new TextBuffer();
        spare = null;
        buffer.Length = 0;
        return buffer;
    }

    public static void Return(TextBuffer buffer)
    {
        if (buffer.chars.Length <= 64 * 1024)
        {
            spare = buffer;
        }
    }

    public void Append(char c)
    {
        if (Length == chars.Length)
        {
            Grow(1);
        }

        chars[Length++] = c;
    }

    public void Append(char c, int count)
    {
        if (count > 0)
        {
            Room(count).Fill(c);
            Length += count;
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Appends a code point; one that UTF-16 cannot hold (a surrogate) becomes the bytes UTF-8 would give it, escaped.</summary>
    public void AppendCodePoint(uint value)
    {
        if (value < 0x10000 && value is < 0xD800 or > 0xDFFF)
        {
            Append((char)value);
        }
        else if (value is >= 0x10000 and <= 0x10FFFF)
        {
            value -= 0x10000;
            Append((char)(0xD800 + (value >> 10)));
            Append((char)(0xDC00 + (value & 0x3FF)));
        }
        else
        {
            AppendAsBytes(value);
        }
    }

    /// <summary>Appends a byte: ASCII as itself, others escaped.</summary>
    public void AppendByte(int value) => Append(value < 0x80 ? (char)value : (char)(0xDC00 + value));

    /// <summary>Appends bytes of UTF-8 with their invalid ones escaped.</summary>
    public void AppendDecoded(ReadOnlySpan<byte> bytes)
    {
        Span<char> room = Room(bytes.Length);
        if (System.Text.Ascii.ToUtf16(bytes, room, out int written) != System.Buffers.OperationStatus.Done)
        {
            written = EscapedUtf8.Decode(bytes, room);
        }

        Length += written;
    }

    /// <summary>Drops characters at the start.</summary>
    public void RemoveStart(int count)
    {
        chars.AsSpan(count, Length - count).CopyTo(chars);
        Length -= count;
    }

    public override string ToString() => new(chars, 0, Length);

    /// <summary>The text, with escaped bytes that together are valid UTF-8 turned into the characters they are.</summary>
    public string ToShellString()
    {
        ReadOnlySpan<char> text = Written;
        return text.IndexOfAnyInRange('\uDC80', '\uDCFF') < 0 ? text.ToString() : EscapedUtf8.Decode(EscapedUtf8.Encode(text));
    }

    private void AppendAsBytes(uint value)
    {
        Span<byte> bytes = stackalloc byte[6];
        int extra = value < 0x10000 ? 2 : value < 0x200000 ? 3 : value < 0x4000000 ? 4 : 5;
        for (int i = extra; i > 0; i--)
        {
            bytes[i] = (byte)(0x80 | (value & 0x3F));
            value >>= 6;
        }

        bytes[0] = (byte)((0xFF00 >> (extra + 1)) | (int)value);
        for (int i = 0; i <= extra; i++)
        {
            AppendByte(bytes[i]);
        }
    }

    private Span<char> Room(int count)
    {
        if (chars.Length - Length < count)
        {
            Grow(count);
        }

        return chars.AsSpan(Length, count);
    }

    private void Grow(int count) => Array.Resize(ref chars, Math.Max(chars.Length * 2, Length + count));
}
