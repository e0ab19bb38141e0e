using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>Finds and prints the strings in a block of bytes.</summary>
internal sealed class StringsScan(ByteWriter output)
{
    private char encoding = 's';
    private int width = 1;

    public int Minimum { get; init; } = 4;

    public bool IncludesWhitespace { get; init; }

    /// <summary>Null: a newline.</summary>
    public byte[]? Separator { get; init; }

    /// <summary>0: no offsets.</summary>
    public int Radix { get; init; }

    /// <summary>d, l, i, x or e: what is done with UTF-8.</summary>
    public char Unicode { get; set; } = 'd';

    public string? FileName { get; set; }

    public void SetEncoding(char name)
    {
        encoding = name;
        width = name is 'b' or 'l' ? 2 : name is 'B' or 'L' ? 4 : 1;
    }

    public void Run(ReadOnlySpan<byte> bytes, long address)
    {
        if (Unicode != 'd')
        {
            ScanUnicode(bytes, address);
        }
        else if (width > 1)
        {
            ScanWide(bytes, address);
        }
        else
        {
            ScanBytes(bytes, address);
        }
    }

    private bool IsGraphic(int c) =>
        c is (>= 0x20 and < 0x7f) or '\t' || (IncludesWhitespace && c is >= 9 and <= 13) || (encoding == 'S' && c is > 127 and <= 255);

    private void ScanBytes(ReadOnlySpan<byte> bytes, long address)
    {
        Span<bool> graphic = stackalloc bool[256];
        for (int i = 0; i < 256; i++)
        {
            graphic[i] = IsGraphic(i);
        }

        int start = 0;
        while (start < bytes.Length)
        {
            int end = start;
            while (end < bytes.Length && graphic[bytes[end]])
            {
                end++;
            }

            if (end - start >= Minimum)
            {
                Begin(address + start);
                output.Write(bytes[start..end]);
                End();
            }

            start = end + 1;
        }
    }

    private void ScanWide(ReadOnlySpan<byte> bytes, long address)
    {
        int start = 0;
        while (start + width <= bytes.Length)
        {
            int at = start;
            int count = 0;
            while (at + width <= bytes.Length && IsGraphic(Character(bytes[at..])))
            {
                at += width;
                count++;
            }

            bool atEnd = at + width > bytes.Length;
            if (count >= Minimum)
            {
                Begin(address + start);
                for (int i = start; i < at; i += width)
                {
                    output.WriteByte((byte)Character(bytes[i..]));
                }

                End();
            }

            if (atEnd)
            {
                return;
            }

            // The one that is none may be out of step by a byte.
            start = at + 1;
        }
    }

    private int Character(ReadOnlySpan<byte> bytes) => encoding switch
    {
        'b' => (bytes[0] << 8) | bytes[1],
        'l' => (bytes[1] << 8) | bytes[0],
        'B' => (bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3],
        _ => (bytes[3] << 24) | (bytes[2] << 16) | (bytes[1] << 8) | bytes[0],
    };

    private void ScanUnicode(ReadOnlySpan<byte> bytes, long address)
    {
        int start = 0;
        while (start < bytes.Length)
        {
            int at = start;
            int count = 0;
            while (at < bytes.Length)
            {
                int length = IsGraphicAscii(bytes[at]) ? 1 : Unicode == 'i' ? 0 : SequenceLength(bytes[at..]);
                if (length == 0)
                {
                    break;
                }

                at += length;
                count++;
            }

            if (count >= Minimum)
            {
                Begin(address + start);
                for (int i = start; i < at;)
                {
                    i += Show(bytes[i..]);
                }

                End();
            }

            start = at + 1;
        }
    }

    private bool IsGraphicAscii(byte c) => c is (>= 0x20 and < 0x7f) or (byte)'\t' || (IncludesWhitespace && c is >= 9 and <= 13);

    // Only the shape is looked at: surrogates and what lies beyond Unicode are let pass.
    private static int SequenceLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] < 0xC0 || bytes.Length < 2 || (bytes[1] & 0xC0) != 0x80)
        {
            return 0;
        }

        if ((bytes[0] & 0x20) == 0)
        {
            return 2;
        }

        if (bytes.Length < 3 || (bytes[2] & 0xC0) != 0x80)
        {
            return 0;
        }

        return (bytes[0] & 0x10) == 0 ? 3 : bytes.Length < 4 || (bytes[3] & 0xC0) != 0x80 ? 0 : 4;
    }

    private int Show(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] < 0x80)
        {
            output.WriteByte(bytes[0]);
            return 1;
        }

        int length = SequenceLength(bytes);
        if (Unicode == 'l')
        {
            output.WriteByte(bytes[0]);
        }
        else if (Unicode == 'x')
        {
            output.Write("<0x"u8);
            foreach (byte value in bytes[..length])
            {
                output.Write(value.ToString("x2", CultureInfo.InvariantCulture));
            }

            output.WriteByte((byte)'>');
        }
        else
        {
            // Four bytes are put together as binutils does it, one bit off.
            string text = length switch
            {
                2 => ((bytes[0] & 0x1f) << 6 | (bytes[1] & 0x3f)).ToString("x4", CultureInfo.InvariantCulture),
                3 => ((bytes[0] & 0xf) << 12 | (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f)).ToString("x4", CultureInfo.InvariantCulture),
                _ => $"{(bytes[0] & 7) << 6 | (bytes[1] & 0x3c) >> 2:x2}{(bytes[1] & 3) << 6 | (bytes[2] & 0x3c) >> 2:x2}{(bytes[2] & 3) << 6 | (bytes[3] & 0x3f):x2}",
            };
            output.Write("\\u"u8);
            output.Write(text);
        }

        return length;
    }

    private void Begin(long address)
    {
        if (FileName is not null)
        {
            output.Write(FileName);
            output.Write(": "u8);
        }

        if (Radix > 0)
        {
            output.Write(Radix == 10 ? address.ToString(CultureInfo.InvariantCulture).PadLeft(7) : Convert.ToString(address, Radix).PadLeft(7));
            output.WriteByte((byte)' ');
        }
    }

    private void End()
    {
        if (Separator is null)
        {
            output.WriteByte((byte)'\n');
        }
        else
        {
            output.Write(Separator);
        }
    }
}
