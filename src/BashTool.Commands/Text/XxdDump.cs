using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>Dumps, or makes bytes of a dump.</summary>
internal sealed class XxdDump(CommandContext context, XxdSettings settings)
{
    private const int InputTrouble = 2;
    private const int OutputTrouble = 3;
    private const int SeekTrouble = 4;
    private const int BackwardsTrouble = 5;
    private const int LineLength = 8192;

    private static readonly string Ebcdic =
        " ...........<(+|&.........!$*);~-/.........,%_>?.........`:#@'=\"" +
        ".abcdefghi.......jklmnopqr^.......stuvwxyz...[...............].." +
        "{ABCDEFGHI......}JKLMNOPQR......\\.STUVWXYZ......0123456789......";

    private byte[] zeroLine = [];
    private int zeroLines;

    private string Digits => settings.UpperCase ? "0123456789ABCDEF" : "0123456789abcdef";

    public int Run()
    {
        OpenFile input;
        try
        {
            input = context.OpenInput(settings.Input ?? "-");
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{settings.Input}: {problem.Description}", InputTrouble);
        }

        try
        {
            return settings.Output is null or "-" ? Run(input, context.Output, null) : ToFile(input, settings.Output);
        }
        catch (FileSystemException problem) when (problem.Path is not null)
        {
            throw new CommandException(problem.Description, InputTrouble);
        }
        finally
        {
            input.Release();
        }
    }

    private int ToFile(OpenFile input, string name)
    {
        if (settings.Reverts)
        {
            // An existing file is patched.
            IFileHandle handle;
            try
            {
                handle = context.Files.Open(context.Resolve(name), OpenMode.Write | OpenMode.Create, 0x1B6 & ~context.Umask);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{name}: {problem.Description}", OutputTrouble);
            }

            using (handle)
            {
                return Run(input, null, handle);
            }
        }

        OpenFile output;
        try
        {
            output = context.OpenOutput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{name}: {problem.Description}", OutputTrouble);
        }

        try
        {
            var writer = new ByteWriter(output, context.Cancellation);
            int status = Run(input, writer, null);
            writer.FlushThrough();
            writer.Discard();
            return status;
        }
        finally
        {
            output.Release();
        }
    }

    private int Run(OpenFile input, ByteWriter? output, IFileHandle? patched)
    {
        if (settings.Reverts)
        {
            if (settings.Style is not (XxdStyle.Hex or XxdStyle.Plain))
            {
                throw new CommandException("Sorry, cannot revert this type of hexdump", 255);
            }

            new XxdRevert(context, settings, output, patched).Run(input);
            return 0;
        }

        long start = Skip(input);
        switch (settings.Style)
        {
            case XxdStyle.Plain:
                Plain(input, output!);
                break;
            case XxdStyle.Include:
                Include(input, output!);
                break;
            default:
                Lines(input, output!, start);
                break;
        }

        return 0;
    }

    private long Skip(OpenFile input)
    {
        long skip = settings.Seek;
        if (settings.HasSeek && !(settings.SeeksRelatively && skip == 0) && input.Handle is { CanSeek: true } handle)
        {
            input.SynchronizePosition();
            long signed = settings.SeeksBackwards ? -skip : skip;
            long target = settings.SeeksRelatively ? handle.Position + signed : settings.SeeksBackwards ? handle.Length + signed : signed;
            return target >= 0 ? handle.Seek(target, SeekOrigin.Begin) : throw new CommandException("Sorry, cannot seek.", SeekTrouble);
        }

        if (settings.SeeksBackwards)
        {
            throw new CommandException("Sorry, cannot seek.", SeekTrouble);
        }

        long left = skip;
        while (left > 0)
        {
            ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                if (input.CanSeek)
                {
                    break;
                }

                throw new CommandException("Sorry, cannot seek.", SeekTrouble);
            }

            int part = (int)Math.Min(block.Length, left);
            input.Advance(part);
            left -= part;
        }

        return skip;
    }

    // Bytes at hand, no more than are wanted.
    private ReadOnlySpan<byte> Peek(OpenFile input, ref long left)
    {
        if (left == 0)
        {
            return default;
        }

        ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
        if (left > 0 && block.Length > left)
        {
            block = block[..(int)left];
        }

        left -= left > 0 ? block.Length : 0;
        return block;
    }

    private void Plain(OpenFile input, ByteWriter output)
    {
        string digits = Digits;
        int column = 0;
        long left = settings.Length;
        while (Peek(input, ref left) is { IsEmpty: false } block)
        {
            foreach (byte b in block)
            {
                Span<byte> to = output.GetSpan(3);
                to[0] = (byte)digits[b >> 4];
                to[1] = (byte)digits[b & 15];
                to[2] = (byte)'\n';
                bool full = ++column == settings.Columns;
                output.Advance(full ? 3 : 2);
                column = full ? 0 : column;
            }

            input.Advance(block.Length);
        }

        if (column > 0 || settings.Columns == 0)
        {
            output.WriteByte((byte)'\n');
        }
    }

    private void Include(OpenFile input, ByteWriter output)
    {
        string? name = settings.VariableName ?? (settings.Input is null or "-" ? null : settings.Input);
        string variable = "";
        if (name is not null)
        {
            var characters = new global::System.Text.StringBuilder(name.Length > 0 && char.IsAsciiDigit(name[0]) ? "__" : "");
            foreach (byte b in EscapedUtf8.Encode(name))
            {
                char c = (char)b;
                characters.Append(!char.IsAsciiLetterOrDigit(c) ? '_' : settings.Capitalizes ? char.ToUpperInvariant(c) : c);
            }

            variable = characters.ToString();
            output.Write($"unsigned char {variable}[] = {{\n");
        }

        string format = settings.UpperCase ? "X2" : "x2";
        string prefix = settings.UpperCase ? "0X" : "0x";
        long count = 0, left = settings.Length;
        while (Peek(input, ref left) is { IsEmpty: false } block)
        {
            foreach (byte b in block)
            {
                output.Write(count % settings.Columns != 0 ? ", " : count == 0 ? "  " : ",\n  ");
                output.Write(prefix);
                output.Write(b.ToString(format, CultureInfo.InvariantCulture));
                count++;
            }

            input.Advance(block.Length);
        }

        if (count > 0)
        {
            output.WriteByte((byte)'\n');
        }

        if (name is not null)
        {
            output.Write($"}};\nunsigned int {variable}_{(settings.Capitalizes ? "LEN" : "len")} = {count};\n");
        }
    }

    private void Lines(OpenFile input, ByteWriter output, long start)
    {
        byte[] line = new byte[LineLength];
        int columns = settings.Columns, group = settings.Group;
        bool bits = settings.Style == XxdStyle.Bits, little = settings.Style == XxdStyle.LittleEndian;
        int groupLength = (group * (bits ? 8 : 2)) + 1;
        int textColumn = ((groupLength * columns) - 1) / group;
        int[] places = new int[columns];
        for (int i = 0; i < columns; i++)
        {
            places[i] = 1 + (groupLength * (little ? i ^ (group - 1) : i) / group);
        }

        ReadOnlySpan<byte> digits = settings.UpperCase ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        int position = 0, addressLength = 0, end = 0;
        long count = 0, left = settings.Length;
        bool nonzero = false;
        while (Peek(input, ref left) is { IsEmpty: false } block)
        {
            foreach (byte b in block)
            {
                if (position == 0)
                {
                    addressLength = Address(line, count + start + settings.DisplayOffset);
                    line.AsSpan(addressLength, Math.Max(textColumn, (groupLength * (columns + group)) / group) + columns + 4).Fill((byte)' ');
                }

                int at = addressLength + places[position];
                if (bits)
                {
                    for (int bit = 7; bit >= 0; bit--)
                    {
                        line[at++] = (byte)('0' + ((b >> bit) & 1));
                    }
                }
                else
                {
                    line[at] = digits[b >> 4];
                    line[at + 1] = digits[b & 15];
                }

                nonzero |= b != 0;
                int shown = !settings.Ebcdic ? b : b < 64 ? '.' : Ebcdic[b - 64];
                end = textColumn + addressLength + 3 + position;
                line[end++] = (byte)(shown is > 31 and < 127 ? shown : '.');
                count++;
                if (++position == columns)
                {
                    line[end++] = (byte)'\n';
                    Line(output, line.AsSpan(0, end), !settings.SkipsZeros || nonzero ? 1 : 0);
                    nonzero = false;
                    position = 0;
                }
            }

            input.Advance(block.Length);
        }

        if (position > 0)
        {
            line[end++] = (byte)'\n';
            Line(output, line.AsSpan(0, end), 1);
        }
        else if (settings.SkipsZeros)
        {
            Line(output, line.AsSpan(0, end), -1);
        }
    }

    private int Address(byte[] line, long address)
    {
        Span<byte> digits = stackalloc byte[20];
        int at = digits.Length;
        ulong value = (ulong)address, radix = settings.DecimalOffsets ? 10u : 16u;
        bool negative = settings.DecimalOffsets && address < 0;
        value = negative ? (ulong)-address : value;
        do
        {
            digits[--at] = (byte)"0123456789abcdef"[(int)(value % radix)];
            value /= radix;
        }
        while (value != 0 || digits.Length - at < (negative ? 7 : 8));
        int length = 0;
        if (negative)
        {
            line[length++] = (byte)'-';
        }

        digits[at..].CopyTo(line.AsSpan(length));
        length += digits.Length - at;
        line[length++] = (byte)':';
        return length;
    }

    // Of lines of zeros the first is shown and a star for the others, if there are at least two; -1 tells of the end.
    private void Line(ByteWriter output, ReadOnlySpan<byte> line, int kind)
    {
        if (!settings.SkipsZeros)
        {
            output.Write(line);
            return;
        }

        if (kind == 0 && zeroLines == 1)
        {
            zeroLine = line.ToArray();
        }

        if (kind == 0 && zeroLines++ != 0)
        {
            return;
        }

        if (kind != 0)
        {
            if (kind < 0)
            {
                zeroLines--;
            }

            if (zeroLines == 2)
            {
                output.Write(zeroLine);
            }
            else if (zeroLines > 2)
            {
                output.Write("*\n"u8);
            }
        }

        if (kind >= 0 || zeroLines > 0)
        {
            output.Write(line);
        }

        if (kind != 0)
        {
            zeroLines = 0;
        }
    }

    /// <summary>Makes bytes of a dump; goes on behind what it does not understand.</summary>
    private sealed class XxdRevert(CommandContext context, XxdSettings settings, ByteWriter? output, IFileHandle? patched)
    {
        private readonly byte[] pending = new byte[4096];
        private int pendingCount;
        private long position;

        public void Run(OpenFile input)
        {
            bool plain = settings.Style == XxdStyle.Plain;
            long start = settings.SeeksBackwards ? -settings.Seek : settings.Seek;
            int last = -1, before = 0, done = settings.Columns;
            long wanted = 0;
            bool ignores = true, skips = false;
            while (true)
            {
                ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    break;
                }

                foreach (byte c in block)
                {
                    if (skips)
                    {
                        if (c != '\n')
                        {
                            continue;
                        }

                        skips = false;
                        EndLine();
                        continue;
                    }

                    if (c == '\r' || (plain && c is (byte)' ' or (byte)'\n' or (byte)'\t'))
                    {
                        continue;
                    }

                    int first = before;
                    before = last;
                    last = Value(c);
                    if (last == -1 && ignores)
                    {
                        continue;
                    }

                    ignores = false;
                    if (!plain && done >= settings.Columns)
                    {
                        if (last < 0)
                        {
                            done = 0;
                        }
                        else
                        {
                            wanted = (wanted << 4) | (uint)last;
                        }

                        continue;
                    }

                    MoveTo(start + wanted);
                    if (before >= 0 && last >= 0)
                    {
                        Put((byte)((before << 4) | last));
                        wanted++;
                        last = -1;
                        if (!plain && ++done >= settings.Columns)
                        {
                            before = -1;
                            skips = true;
                        }
                    }
                    else if (last < 0 && before < 0 && first < 0)
                    {
                        skips = c != '\n';
                    }

                    if (c == '\n')
                    {
                        EndLine();
                    }
                }

                input.Advance(block.Length);
            }

            Flush();

            void EndLine()
            {
                wanted = plain ? wanted : 0;
                done = settings.Columns;
                ignores = true;
            }
        }

        private static int Value(byte c) => c switch
        {
            >= (byte)'0' and <= (byte)'9' => c - '0',
            >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
            _ => -1,
        };

        private void MoveTo(long wanted)
        {
            if (wanted == position)
            {
                return;
            }

            Flush();
            if (patched is not null && wanted >= 0)
            {
                patched.Position = wanted;
                position = wanted;
                return;
            }

            if (wanted < position)
            {
                throw new CommandException("Sorry, cannot seek backwards.", BackwardsTrouble);
            }

            while (position < wanted)
            {
                Put(0);
            }
        }

        private void Put(byte value)
        {
            if (pendingCount == pending.Length)
            {
                Flush();
            }

            pending[pendingCount++] = value;
            position++;
        }

        private void Flush()
        {
            if (patched is not null)
            {
                patched.Write(pending.AsSpan(0, pendingCount), context.Cancellation);
            }
            else
            {
                output!.Write(pending.AsSpan(0, pendingCount));
            }

            pendingCount = 0;
        }
    }
}
