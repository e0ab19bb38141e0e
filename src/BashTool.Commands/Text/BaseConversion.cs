using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary>What base64, base32 and basenc share: encoding in lines, and decoding with GNU's idea of what is wrong.</summary>
internal sealed class BaseConversion(CommandContext context, BaseAlphabet alphabet)
{
    private const int DefaultColumns = 76;

    // A multiple of all group lengths, and GNU's block.
    private const int BlockLength = 30720;

    private readonly ByteWriter output = context.Output;
    private ulong group;
    private readonly byte[] eight = new byte[8];
    private int digits;
    private int padding;
    private long column;

    public bool IgnoresGarbage { get; init; }

    /// <summary>The value of <c>-w</c>.</summary>
    public static long WrapColumns(string text) => SizeSuffix.TryRead(text, "", out ulong value) switch
    {
        SizeReading.Invalid => throw new CommandException($"invalid wrap size: {GnuQuoting.Quote(text)}"),
        SizeReading.TooLarge => 0,
        _ => (long)Math.Min(value, long.MaxValue),
    };

    public int Run(List<string> operands, bool decode, string? wrap)
    {
        long columns = wrap is null ? DefaultColumns : WrapColumns(wrap);
        if (operands.Count > 1)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[1])}");
        }

        string name = operands.Count > 0 ? operands[0] : "-";
        OpenFile file;
        try
        {
            file = context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }

        try
        {
            if (decode)
            {
                Decode(file);
            }
            else
            {
                Encode(file, columns);
            }
        }
        catch (FileSystemException problem) when (problem.Path is not null)
        {
            throw new CommandException($"read error: {problem.Description}");
        }
        finally
        {
            file.Release();
        }

        return 0;
    }

    private static CommandException Invalid() => new("invalid input");

    private void Encode(OpenFile file, long columns)
    {
        byte[] from = ArrayPool<byte>.Shared.Rent(BlockLength);
        byte[] to = ArrayPool<byte>.Shared.Rent(BlockLength * 8);
        try
        {
            while (true)
            {
                int count = 0;
                while (count < BlockLength)
                {
                    int more = file.Read(from.AsSpan(count, BlockLength - count), context.Cancellation);
                    if (more == 0)
                    {
                        break;
                    }

                    count += more;
                }

                int whole = count - (count % alphabet.Bytes);
                if (whole < count && alphabet.IsZ85)
                {
                    throw new CommandException("invalid input (length must be multiple of 4 characters)");
                }

                int length = whole / alphabet.Bytes * alphabet.Digits;
                alphabet.EncodeGroups(from.AsSpan(0, whole), to);
                if (whole < count)
                {
                    length += alphabet.EncodeRest(from.AsSpan(whole, count - whole), to.AsSpan(length));
                }

                Print(to.AsSpan(0, length), columns);
                if (count < BlockLength)
                {
                    break;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(from);
            ArrayPool<byte>.Shared.Return(to);
        }

        if (columns > 0 && column > 0)
        {
            output.WriteByte((byte)'\n');
        }
    }

    private void Print(ReadOnlySpan<byte> text, long columns)
    {
        if (columns == 0)
        {
            output.Write(text);
            return;
        }

        while (!text.IsEmpty)
        {
            int part = (int)Math.Min(text.Length, columns - column);
            Span<byte> to = output.GetSpan(part + 1);
            text[..part].CopyTo(to);
            column += part;
            if (column == columns)
            {
                to[part++] = (byte)'\n';
                column = 0;
            }

            output.Advance(part);
            text = text[(part - (column == 0 ? 1 : 0))..];
        }
    }

    private void Decode(OpenFile file)
    {
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            int done = 0;
            if (alphabet == BaseAlphabet.Base64Url && block.IndexOfAny((byte)'+', (byte)'/') >= 0 && !IgnoresGarbage)
            {
                throw Invalid();
            }

            while (done < block.Length)
            {
                if (alphabet == BaseAlphabet.Base64 && digits == 0 && padding == 0)
                {
                    done += DecodeLines(block[done..]);
                }
                else if (alphabet.Bits == 5)
                {
                    done += DecodeEights(block[done..]);
                }

                // One line, or what is left of it, byte by byte.
                for (bool more = true; more && done < block.Length; done++)
                {
                    Add(block[done]);
                    more = block[done] != '\n' || digits > 0;
                }
            }

            file.Advance(block.Length);
        }

        if (digits + padding > 0)
        {
            if (alphabet.Bits == 6)
            {
                FlushDigits();
            }

            throw Invalid();
        }
    }

    // Whole lines of whole groups, all at once; the caller sees to the first that is none.
    private int DecodeLines(ReadOnlySpan<byte> block)
    {
        int done = 0;
        while (done < block.Length)
        {
            int end = block[done..].IndexOf((byte)'\n');
            if (end <= 0 || end % 4 != 0)
            {
                break;
            }

            ReadOnlySpan<byte> line = block.Slice(done, end);
            if (line[^1] == '=')
            {
                break;
            }

            Span<byte> to = output.GetSpan(end / 4 * 3);
            if (global::System.Buffers.Text.Base64.DecodeFromUtf8(line, to, out int consumed, out int written) != OperationStatus.Done || consumed != end || written != end / 4 * 3)
            {
                break;
            }

            output.Advance(written);
            done += end + 1;
        }

        return done;
    }

    // Groups of eight digits, also where a newline stands within, as far as there is nothing else.
    private int DecodeEights(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<sbyte> values = alphabet.Values(IgnoresGarbage);
        Span<byte> to = output.GetSpan((block.Length / 8 * 5) + 8);
        int done = 0, written = 0;
        while (digits == 0 && done + 10 < block.Length)
        {
            int at = done, wrong = 0;
            ulong bits = 0;
            for (int i = 0; i < 8; i++)
            {
                byte c = block[at++];
                if (c == '\n')
                {
                    c = block[at++];
                }

                int value = values[c];
                wrong |= value;
                bits = (bits << 5) | (uint)(value & 31);
                if (at + 8 - i >= block.Length)
                {
                    wrong = -1;
                    break;
                }
            }

            if (wrong < 0)
            {
                break;
            }

            done = at;
            global::System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(to[written..], bits << 24);
            written += 5;
        }

        output.Advance(written);
        return done;
    }

    // Eight characters at a time, whatever they are; the bytes before what is wrong are written.
    private void AddOf32(byte c)
    {
        if (c == '\n' || (IgnoresGarbage && c != '=' && alphabet.Value(c, true) < 0))
        {
            return;
        }

        eight[digits++] = c;
        if (digits < eight.Length)
        {
            return;
        }

        digits = 0;
        int value = alphabet.Value(eight[0], IgnoresGarbage), next = alphabet.Value(eight[1], IgnoresGarbage);
        if (value < 0 || next < 0)
        {
            throw Invalid();
        }

        ulong bits = ((ulong)value << 5) | (uint)next;
        int count = 10;
        for (int i = 2; ; i++)
        {
            if (count >= 8)
            {
                count -= 8;
                output.WriteByte((byte)(bits >> count));
            }

            if (i == eight.Length)
            {
                return;
            }

            // Padding starts where a byte has ended, and goes on to the end.
            if (eight[i] == '=' && (i is 2 or 4 or 5 or 7))
            {
                if (eight.AsSpan(i).ContainsAnyExcept((byte)'='))
                {
                    throw Invalid();
                }

                return;
            }

            value = alphabet.Value(eight[i], IgnoresGarbage);
            if (value < 0)
            {
                throw Invalid();
            }

            bits = (bits << 5) | (uint)value;
            count += 5;
        }
    }

    private void Add(byte c)
    {
        if (alphabet.Bits == 5)
        {
            AddOf32(c);
            return;
        }

        int value = alphabet.Value(c, IgnoresGarbage);
        if (value >= 0 && padding == 0)
        {
            group = alphabet.IsZ85 ? (group * 85) + (uint)value : (group << alphabet.Bits) | (uint)value;
            if (++digits == alphabet.Digits && !FlushDigits())
            {
                throw Invalid();
            }
        }
        else if (c == '=' && alphabet.HasPadding && (digits > 0 || padding > 0))
        {
            padding++;
            if (digits + padding == alphabet.Digits)
            {
                bool whole = FlushDigits();
                padding = 0;
                if (!whole)
                {
                    throw Invalid();
                }
            }
        }
        else if ((c == '=' && alphabet.HasPadding) || (c != '\n' && !IgnoresGarbage))
        {
            if (alphabet is { HasPadding: true, Bits: 6 })
            {
                FlushDigits();
            }

            throw Invalid();
        }
    }

    // Writes the whole bytes there are; false if the digits are not what bytes encode to.
    private bool FlushDigits()
    {
        if (alphabet.IsZ85)
        {
            ulong value = group;
            group = 0;
            digits = 0;
            if (value > uint.MaxValue)
            {
                return false;
            }

            global::System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), (uint)value);
            output.Advance(4);
            return true;
        }

        int bits = digits * alphabet.Bits;
        int bytes = bits / 8;
        int rest = bits % 8;
        bool whole = rest < alphabet.Bits;
        for (int i = 0; i < bytes; i++)
        {
            byte value = (byte)(group >> (bits - (8 * (i + 1))));
            output.WriteByte(alphabet.LowFirst ? Reverse(value) : value);
        }

        group = 0;
        digits = 0;
        return whole && bytes > 0;
    }

    private static byte Reverse(byte value)
    {
        int result = 0;
        for (int i = 0; i < 8; i++)
        {
            result = (result << 1) | ((value >> i) & 1);
        }

        return (byte)result;
    }
}
