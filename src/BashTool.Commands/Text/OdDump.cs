using System.Buffers.Binary;
using System.Buffers.Text;

namespace BashTool.Commands.Text;

/// <summary>Writes what od shows: addresses, blocks in one or more formats, strings.</summary>
internal sealed class OdDump(CommandContext context)
{
    private readonly ByteWriter output = context.Output;
    private OdFormat[] formats = [];
    private int[] paddings = [];
    private int blockLength;
    private int unit = 1;

    /// <summary><c>o</c>, <c>d</c>, <c>x</c> or <c>n</c>.</summary>
    public char AddressBase { get; set; } = 'o';

    public bool BigEndian { get; set; }

    public bool ShowsDuplicates { get; set; }

    public bool HasWidth { get; set; }

    /// <summary>What is added to addresses for a second one in parentheses.</summary>
    public ulong? Label { get; set; }

    private static ReadOnlySpan<byte> Names =>
        "nulsohstxetxeotenqackbel bs ht nl vt ff cr so sidledc1dc2dc3dc4naksynetbcan emsubesc fs gs rs us sp"u8;

    /// <summary>Decides how many bytes a line shows, and how the formats are aligned with each other.</summary>
    public void Layout(List<OdFormat> chosen, int width, int defaultWidth)
    {
        formats = [.. chosen];
        foreach (OdFormat format in formats)
        {
            unit = Math.Max(unit, format.Size);
        }

        if (!HasWidth)
        {
            blockLength = unit < defaultWidth ? unit * (defaultWidth / unit) : unit;
        }
        else if (width != 0 && width % unit == 0)
        {
            blockLength = width;
        }
        else
        {
            context.Complain($"warning: invalid width {width}; using {unit} instead");
            blockLength = unit;
        }

        long widest = 0;
        foreach (OdFormat format in formats)
        {
            widest = Math.Max(widest, (format.Width + 1L) * (blockLength / format.Size));
        }

        paddings = new int[formats.Length];
        for (int i = 0; i < formats.Length; i++)
        {
            paddings[i] = (int)(widest - ((long)formats[i].Width * (blockLength / formats[i].Size)));
        }
    }

    public void Blocks(ConcatenatedInput input, ulong address, ulong limit)
    {
        byte[] current = new byte[blockLength], before = new byte[blockLength];
        bool first = true, abbreviating = false;
        ulong left = limit;
        while (true)
        {
            int wanted = (int)Math.Min((ulong)blockLength, left);
            int count = input.Read(current.AsSpan(0, wanted));
            left -= (ulong)count;
            if (count == 0)
            {
                break;
            }

            if (count == blockLength && !first && !ShowsDuplicates && current.AsSpan().SequenceEqual(before))
            {
                if (!abbreviating)
                {
                    output.Write("*\n"u8);
                    abbreviating = true;
                }
            }
            else
            {
                abbreviating = false;
                current.AsSpan(count).Clear();
                Block(current, count, address);
            }

            first = false;
            address += (ulong)count;
            if (count < blockLength)
            {
                break;
            }

            (current, before) = (before, current);
        }

        Address(address, '\n');
    }

    public void Strings(ConcatenatedInput input, ulong address, ulong limit, int shortest)
    {
        var run = new List<byte>();
        ulong end = limit == ulong.MaxValue ? ulong.MaxValue : address + limit;
        while (true)
        {
            if (limit != ulong.MaxValue && (end < (ulong)shortest || end - (ulong)shortest <= address))
            {
                return;
            }

            run.Clear();
            bool whole = true;
            while (limit == ulong.MaxValue || address < end)
            {
                int c = input.ReadByte();
                if (c < 0)
                {
                    return;
                }

                address++;
                if (c == 0 && run.Count >= shortest)
                {
                    break;
                }

                if (c is < 0x20 or > 0x7E)
                {
                    whole = false;
                    break;
                }

                run.Add((byte)c);
            }

            if (whole)
            {
                Address(address - (ulong)run.Count - 1, ' ');
                output.Write(global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(run));
                output.WriteByte((byte)'\n');
            }
        }
    }

    private static int Digits(Span<byte> to, ulong value, int numberBase, int least)
    {
        int at = to.Length;
        ulong shift = numberBase == 8 ? 3u : 4u;
        while (value != 0 || to.Length - at < least)
        {
            int digit = (int)(value & (ulong)(numberBase - 1));
            to[--at] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            value >>= (int)shift;
        }

        return at;
    }

    private void Address(ulong address, char behind)
    {
        if (AddressBase == 'n')
        {
            if (Label is not null)
            {
                Number(address, inParentheses: true, 'o');
                if (behind != '\0')
                {
                    output.WriteByte((byte)behind);
                }
            }

            return;
        }

        Number(address, inParentheses: false, AddressBase);
        if (Label is { } label)
        {
            output.WriteByte((byte)' ');
            Number(address + label, inParentheses: true, AddressBase);
        }

        if (behind != '\0')
        {
            output.WriteByte((byte)behind);
        }
    }

    private void Number(ulong address, bool inParentheses, char radix)
    {
        Span<byte> digits = stackalloc byte[32];
        int start;
        if (radix == 'd')
        {
            Utf8Formatter.TryFormat(address, digits, out int written, new global::System.Buffers.StandardFormat('D', 7));
            digits = digits[..written];
            start = 0;
        }
        else
        {
            start = Digits(digits, address, radix == 'o' ? 8 : 16, radix == 'o' ? 7 : 6);
        }

        if (inParentheses)
        {
            output.WriteByte((byte)'(');
        }

        output.Write(digits[start..]);
        if (inParentheses)
        {
            output.WriteByte((byte)')');
        }
    }

    private void Block(byte[] block, int count, ulong address)
    {
        for (int i = 0; i < formats.Length; i++)
        {
            OdFormat format = formats[i];
            int fields = blockLength / format.Size;
            int blank = (blockLength - count) / format.Size;
            if (i == 0)
            {
                Address(address, '\0');
            }
            else
            {
                Blanks(AddressBase switch { 'n' => Label is null ? 0 : 7, 'x' => 6, _ => 7 });
            }

            Fields(format, block, fields, blank, paddings[i]);
            if (format.HasTrailer)
            {
                Blanks((blank * format.Width) + (int)((long)paddings[i] * blank / fields));
                Trailer(block.AsSpan(0, count));
            }

            output.WriteByte((byte)'\n');
        }
    }

    private void Fields(OdFormat format, byte[] block, int fields, int blank, int padding)
    {
        Span<byte> text = stackalloc byte[64];
        int left = padding;
        for (int i = fields, at = 0; i > blank; i--, at += format.Size)
        {
            int next = (int)((long)padding * (i - 1) / fields);
            int width = left - next + format.Width;
            left = next;
            ReadOnlySpan<byte> field = Field(format, block.AsSpan(at, format.Size), text);
            int length = Math.Max(width, field.Length);
            Span<byte> to = output.GetSpan(length);
            to[..(length - field.Length)].Fill((byte)' ');
            field.CopyTo(to[(length - field.Length)..]);
            output.Advance(length);
        }
    }

    private ReadOnlySpan<byte> Field(OdFormat format, ReadOnlySpan<byte> datum, Span<byte> text)
    {
        switch (format.Kind)
        {
            case OdKind.Hexadecimal:
                return text[Digits(text, Unsigned(datum), 16, format.Width)..];
            case OdKind.Octal:
                return text[Digits(text, Unsigned(datum), 8, format.Width)..];
            case OdKind.Unsigned:
                Utf8Formatter.TryFormat(Unsigned(datum), text, out int written);
                return text[..written];
            case OdKind.Signed:
                int unused = 64 - (format.Size * 8);
                Utf8Formatter.TryFormat((long)(Unsigned(datum) << unused) >> unused, text, out written);
                return text[..written];
            case OdKind.Character:
                return Character(datum[0], text);
            case OdKind.Named:
                int c = datum[0] & 0x7F;
                if (c is > 0x20 and < 0x7F)
                {
                    text[0] = (byte)c;
                    return text[..1];
                }

                return c == 0x7F ? "del"u8 : Names.Slice(c * 3, 3);
            default:
                string number = Float(datum, format.Size);
                return text[..global::System.Text.Encoding.ASCII.GetBytes(number, text)];
        }
    }

    private static ReadOnlySpan<byte> Character(byte c, Span<byte> text)
    {
        ReadOnlySpan<byte> escapes = "0......abtnvfr"u8;
        if (c is 0 or (>= 7 and <= 13))
        {
            text[0] = (byte)'\\';
            text[1] = escapes[c];
            return text[..2];
        }

        if (c is >= 0x20 and < 0x7F)
        {
            text[0] = c;
            return text[..1];
        }

        return text[Digits(text, c, 8, 3)..];
    }

    private ulong Unsigned(ReadOnlySpan<byte> datum) => datum.Length switch
    {
        1 => datum[0],
        2 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(datum) : BinaryPrimitives.ReadUInt16LittleEndian(datum),
        4 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(datum) : BinaryPrimitives.ReadUInt32LittleEndian(datum),
        _ => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(datum) : BinaryPrimitives.ReadUInt64LittleEndian(datum),
    };

    private string Float(ReadOnlySpan<byte> datum, int size)
    {
        if (size == 4)
        {
            return ShortestFloat.Format(BitConverter.UInt32BitsToSingle((uint)Unsigned(datum)));
        }

        if (size == 8)
        {
            return ShortestFloat.Format(BitConverter.UInt64BitsToDouble(Unsigned(datum)));
        }

        Span<byte> swapped = stackalloc byte[16];
        datum.CopyTo(swapped);
        if (BigEndian)
        {
            swapped.Reverse();
        }

        return ShortestFloat.Format(LongDouble.FromRegister(BinaryPrimitives.ReadUInt16LittleEndian(swapped[8..]), BinaryPrimitives.ReadUInt64LittleEndian(swapped)));
    }

    private void Blanks(int count)
    {
        for (; count > 0; count--)
        {
            output.WriteByte((byte)' ');
        }
    }

    private void Trailer(ReadOnlySpan<byte> bytes)
    {
        output.Write("  >"u8);
        foreach (byte b in bytes)
        {
            output.WriteByte(b is >= 0x20 and < 0x7F ? b : (byte)'.');
        }

        output.WriteByte((byte)'<');
    }
}
