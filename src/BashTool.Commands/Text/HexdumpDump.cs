using System.Buffers.Binary;

namespace BashTool.Commands.Text;

/// <summary>Reads blocks and shows each in all formats.</summary>
internal sealed class HexdumpDump(CommandContext context, List<HexdumpFormat> formats, bool colors, bool showsAll, ulong? length)
{
    private const int Margin = 16;

    private static readonly string[] Names =
    [
        "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "lf", "vt", "ff", "cr", "so", "si",
        "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc", "fs", "gs", "rs", "us",
    ];

    private readonly ByteWriter output = context.Output;

    // Where the data ends, once that is known.
    private ulong end;
    private bool hasEnd;

    public int Run(List<string> operands, ulong skip)
    {
        int blockSize = 0;
        foreach (HexdumpFormat format in formats)
        {
            blockSize = Math.Max(blockSize, format.BlockSize);
        }

        foreach (HexdumpFormat format in formats)
        {
            format.Compile(blockSize, colors);
        }

        // Nothing is opened, and nothing skipped, for no bytes.
        if (length == 0 && blockSize > 0)
        {
            return 0;
        }

        using var input = new ConcatenatedInput(context, InputOperands.OrStandardInput(operands))
        {
            ToleratesReadErrors = true,
            Complain = (name, problem) => context.Complain($"{name}: {problem.Description}"),
        };
        if (!input.OpenFirst())
        {
            throw new CommandException("all input file arguments failed");
        }

        if (skip > 0 && operands.Count == 0 && !context.StandardInput.CanSeek)
        {
            throw new CommandException("stdin: Illegal seek");
        }

        ulong address = skip - input.Skip(skip);
        if (blockSize > 0)
        {
            address = Blocks(input, blockSize, address);
        }

        if (!hasEnd && address > 0)
        {
            end = address;
            hasEnd = true;
        }

        if (hasEnd)
        {
            EndUnit();
        }

        return input.Status;
    }

    private ulong Blocks(ConcatenatedInput input, int blockSize, ulong address)
    {
        // Behind a block stand zeros, for what a format reads beyond it.
        byte[] current = new byte[blockSize + Margin], before = new byte[blockSize + Margin];
        bool first = true, starred = false;
        ulong left = length ?? ulong.MaxValue;
        while (true)
        {
            int count = input.Read(current.AsSpan(0, (int)Math.Min((ulong)blockSize, left)));
            left -= (ulong)count;
            if (count == 0)
            {
                return address;
            }

            if (count < blockSize)
            {
                current.AsSpan(count).Clear();
                end = address + (ulong)count;
                hasEnd = true;
                Block(current, address);
                return end;
            }

            if (!first && !showsAll && current.AsSpan(0, blockSize).SequenceEqual(before.AsSpan(0, blockSize)))
            {
                if (!starred)
                {
                    output.Write("*\n"u8);
                    starred = true;
                }
            }
            else
            {
                starred = false;
                Block(current, address);
            }

            first = false;
            address += (ulong)blockSize;
            (current, before) = (before, current);
        }
    }

    private void Block(byte[] block, ulong start)
    {
        foreach (HexdumpFormat format in formats)
        {
            int at = 0;
            foreach (HexdumpUnit unit in format.Units)
            {
                if (unit.IsEnd)
                {
                    break;
                }

                for (int count = unit.Repetitions; count > 0 && at <= block.Length - Margin; count--)
                {
                    for (int i = 0; i < unit.Pieces.Count; i++)
                    {
                        HexdumpPiece piece = unit.Pieces[i];
                        bool last = count == 1 && unit.DropsLastBlank && i == unit.Pieces.Count - 1;
                        bool over = hasEnd && start + (ulong)at >= end;
                        Print(piece, block.AsSpan(Math.Min(at, block.Length - Margin)), start + (ulong)at, over, last, TextBehind(unit, i));
                        at += piece.Bytes;
                    }
                }
            }
        }
    }

    // The text of a unit that follows its last conversion is a piece of its own: the blank it ends in may be dropped.
    private static bool TextBehind(HexdumpUnit unit, int index) => unit.Pieces[index].Kind == HexdumpKind.Text;

    private void Print(HexdumpPiece piece, ReadOnlySpan<byte> data, ulong address, bool over, bool last, bool isText)
    {
        if (isText)
        {
            output.Write(last ? piece.Before.AsSpan(0, piece.Before.Length - 1) : piece.Before);
            return;
        }

        output.Write(piece.Before);
        if (over)
        {
            Blanks(piece.Conversion.Width);
            return;
        }

        string? color = piece.Colors.Count > 0 ? ColorOf(piece, data, address) : null;
        if (color is not null)
        {
            output.Write(color);
        }

        Value(piece, data, address);
        if (color is not null)
        {
            output.Write("\u001b[0m");
        }
    }

    private void Value(HexdumpPiece piece, ReadOnlySpan<byte> data, ulong address)
    {
        CConversion conversion = piece.Conversion;
        switch (piece.Kind)
        {
            case HexdumpKind.Address:
                output.Write(conversion.Integer(address, negative: false));
                break;
            case HexdumpKind.Unsigned:
                Unsigned(conversion, Read(data, piece.Bytes));
                break;
            case HexdumpKind.Signed:
                int unused = 64 - (piece.Bytes * 8);
                long value = (long)(Read(data, piece.Bytes) << unused) >> unused;
                output.Write(conversion.Integer(value < 0 ? (ulong)-value : (ulong)value, value < 0));
                break;
            case HexdumpKind.Real:
                output.Write(conversion.Real(piece.Bytes switch
                {
                    4 => BinaryPrimitives.ReadSingleLittleEndian(data),
                    8 => BinaryPrimitives.ReadDoubleLittleEndian(data),
                    _ => LongDouble.FromRegister(BinaryPrimitives.ReadUInt16LittleEndian(data[8..]), BinaryPrimitives.ReadUInt64LittleEndian(data)).ToDouble(),
                }));
                break;
            case HexdumpKind.String:
                int length = Math.Min(piece.Bytes, data.Length - Margin);
                length = conversion.Precision >= 0 ? Math.Min(length, conversion.Precision) : length;
                int nul = data[..length].IndexOf((byte)0);
                Bytes(conversion, data[..(nul < 0 ? length : nul)]);
                break;
            case HexdumpKind.Character:
                Bytes(conversion, data[..1]);
                break;
            case HexdumpKind.PrintableCharacter:
                byte c = data[0];
                Bytes(conversion, [c is >= 0x20 and < 0x7F ? c : (byte)'.']);
                break;
            case HexdumpKind.EscapedCharacter:
                output.Write(conversion.Text(Escaped(data[0])));
                break;
            case HexdumpKind.NamedCharacter:
                c = data[0];
                output.Write(conversion.Text(c < 32 ? Names[c] : c == 0x7F ? "del" : c < 0x7F ? ((char)c).ToString() : c.ToString("x")));
                break;
        }
    }

    // The fields of the usual formats, without a string for each.
    private void Unsigned(CConversion conversion, ulong value)
    {
        if (conversion is { Letter: 'x', Precision: < 0, Alternate: false, Left: false, Width: <= 16 } && (conversion.Zeros || conversion.Width <= 1))
        {
            Span<byte> digits = stackalloc byte[16];
            int at = 16;
            do
            {
                digits[--at] = "0123456789abcdef"u8[(int)(value & 15)];
                value >>= 4;
            }
            while (value != 0 || 16 - at < conversion.Width);
            output.Write(digits[at..]);
            return;
        }

        output.Write(conversion.Integer(value, negative: false));
    }

    private void Bytes(CConversion conversion, ReadOnlySpan<byte> bytes)
    {
        int missing = conversion.Width - bytes.Length;
        if (!conversion.Left)
        {
            Blanks(missing);
        }

        output.Write(bytes);
        if (conversion.Left)
        {
            Blanks(missing);
        }
    }

    private void Blanks(int count)
    {
        for (; count > 0; count--)
        {
            output.WriteByte((byte)' ');
        }
    }

    private static string Escaped(byte c) => c switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        >= 0x20 and < 0x7F => ((char)c).ToString(),
        _ => Convert.ToString(c, 8).PadLeft(3, '0'),
    };

    private static ulong Read(ReadOnlySpan<byte> data, int bytes) => bytes switch
    {
        1 => data[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(data),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(data),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(data),
    };

    private static string? ColorOf(HexdumpPiece piece, ReadOnlySpan<byte> data, ulong address)
    {
        foreach (HexdumpColor color in piece.Colors)
        {
            bool fits = color.From is { } from ? (long)address >= from && (long)address <= color.To
                : color.Value is not { } value || (piece.Bytes is > 0 and <= 8 && (long)Read(data, piece.Bytes) == value);
            if (fits != color.Inverted)
            {
                return color.Sequence;
            }
        }

        return null;
    }

    private void EndUnit()
    {
        HexdumpUnit? unit = null;
        foreach (HexdumpFormat format in formats)
        {
            foreach (HexdumpUnit candidate in format.Units)
            {
                unit = candidate.IsEnd ? candidate : unit;
            }
        }

        foreach (HexdumpPiece piece in unit?.Pieces ?? [])
        {
            output.Write(piece.Before);
            if (piece.Kind == HexdumpKind.Address)
            {
                output.Write(piece.Conversion.Integer(end, negative: false));
            }
        }
    }
}
