namespace BashTool.Commands.Text;

/// <summary><c>shuf</c>: lines in random order.</summary>
public sealed class ShufCommand : BashCommand
{
    private const long WorthSampling = 8192 * 1024;

    private static readonly CommandSpec Declaration = new("shuf")
    {
        Summary = "Write a random permutation of the input lines to standard output.",
        Usage = ["[OPTION]... [FILE]", "-e [OPTION]... [ARG]...", "-i LO-HI [OPTION]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        KeepsLines = true,
        Examples = [new("shuf -i 1-6 -n 1", "a die"), new("shuf -n 3 --random-source=seed names", "three names, the same ones each time")],
    };

    private static readonly Option Echo = Declaration.Flag("e", "echo", "treat each ARG as an input line");
    private static readonly Option InputRange = Declaration.Required("i", "input-range", "LO-HI", "treat each number LO through HI as an input line");
    private static readonly Option HeadCount = Declaration.Required("n", "head-count", "COUNT", "output at most COUNT lines");
    private static readonly Option OutputFile = Declaration.Required("o", "output", "FILE", "write result to FILE instead of standard output");
    private static readonly Option RandomSource = Declaration.Required("", "random-source", "FILE", "get random bytes from FILE");
    private static readonly Option Repeat = Declaration.Flag("r", "repeat", "output lines can be repeated");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> operands = arguments.Operands;
        (ulong Low, ulong Count)? range = null;
        ulong most = ulong.MaxValue;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == InputRange)
            {
                range = range is null ? ReadRange(use.Value!) : throw new CommandException("multiple -i options specified");
            }
            else if (use.Option == HeadCount)
            {
                most = Math.Min(most, SizeSuffix.TryRead(use.Value, "", out ulong value) != SizeReading.Invalid
                    ? value
                    : throw new CommandException($"invalid line count: {GnuQuoting.Quote(use.Value!)}"));
            }
        }

        if (Distinct(arguments, OutputFile))
        {
            throw new CommandException("multiple output files specified");
        }

        if (Distinct(arguments, RandomSource))
        {
            throw new CommandException("multiple random sources specified");
        }

        if (arguments.Has(Echo))
        {
            if (range is not null)
            {
                throw new UsageException("cannot combine -e and -i options");
            }
        }
        else if (operands.Count > (range is null ? 1 : 0))
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[range is null ? 1 : 0])}");
        }

        byte end = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n';
        bool repeats = arguments.Has(Repeat);
        if (most == 0)
        {
            // Nothing is read, nothing drawn; the output is made empty all the same.
            if (arguments.Value(OutputFile) is { } empty)
            {
                Open(context, empty).Release();
            }

            return 0;
        }

        return arguments.Has(Echo) ? ShuffleLines(context, arguments, operands.ConvertAll(o => (ReadOnlyMemory<byte>)EscapedUtf8.Encode(o)), most, repeats, end)
            : range is not null ? ShuffleNumbers(context, arguments, range.Value.Low, range.Value.Count, most, repeats, end)
            : ShuffleFile(context, arguments, operands.Count > 0 ? operands[0] : "-", most, repeats, end);
    }

    private static bool Distinct(ParsedArguments arguments, Option option)
    {
        List<string> values = arguments.Values(option);
        return values.Exists(v => v != values[0]);
    }

    private static (ulong Low, ulong Count) ReadRange(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            throw new CommandException($"invalid input range: {GnuQuoting.Quote(text)}");
        }

        const string complaint = "invalid input range";
        ulong low = SizeSuffix.Read(text[..dash], "", complaint);
        ulong high = SizeSuffix.Read(text[(dash + 1)..], "", complaint);
        ulong count = unchecked(high - low + 1);
        return (low <= high ? count != 0 : count == 0) ? (low, count) : throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}");
    }

    private static OpenFile Open(CommandContext context, string name)
    {
        try
        {
            return context.OpenOutput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }
    }

    private static RandomBytes OpenSource(CommandContext context, ParsedArguments arguments)
    {
        string? name = arguments.Value(RandomSource);
        try
        {
            return new RandomBytes(context, name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name!)}: {problem.Description}");
        }
    }

    private static void WriteTo(CommandContext context, ParsedArguments arguments, Action<ByteWriter> write)
    {
        if (arguments.Value(OutputFile) is not { } name)
        {
            write(context.Output);
            return;
        }

        OpenFile file = Open(context, name);
        var writer = new ByteWriter(file, context.Cancellation);
        try
        {
            write(writer);
            writer.FlushThrough();
        }
        finally
        {
            writer.Discard();
            file.Release();
        }
    }

    private static int ShuffleNumbers(CommandContext context, ParsedArguments arguments, ulong low, ulong count, ulong most, bool repeats, byte end)
    {
        using RandomBytes source = OpenSource(context, arguments);
        var integers = new RandomIntegers(source);
        if (repeats)
        {
            if (count == 0)
            {
                throw new CommandException("no lines to repeat");
            }

            WriteTo(context, arguments, writer =>
            {
                for (ulong i = 0; i < most; i++)
                {
                    WriteNumber(writer, low + integers.Choose(count), end);
                }
            });
            return 0;
        }

        ulong[] order = integers.Permutation(Math.Min(most, count), count);
        WriteTo(context, arguments, writer =>
        {
            foreach (ulong index in order)
            {
                WriteNumber(writer, low + index, end);
            }
        });
        return 0;
    }

    private static void WriteNumber(ByteWriter writer, ulong number, byte end)
    {
        Span<byte> room = writer.GetSpan(21);
        number.TryFormat(room, out int length);
        room[length] = end;
        writer.Advance(length + 1);
    }

    private static int ShuffleFile(CommandContext context, ParsedArguments arguments, string name, ulong most, bool repeats, byte end)
    {
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
            long size = file.Handle is { CanSeek: true } handle ? handle.Length : file is MemoryInput or NullFile ? 0 : long.MaxValue;
            if (!repeats && most != ulong.MaxValue && size > WorthSampling)
            {
                return Sample(context, arguments, new LineReader(file, context.Cancellation, end), most, end);
            }

            var table = new LineTable(end);
            table.Reserve(size is > 0 and < int.MaxValue ? size + 1 : 64 * 1024);
            for (int count; (count = file.Read(table.Room, context.Cancellation)) > 0;)
            {
                table.Advance(count);
                table.Reserve(table.Room.IsEmpty ? Math.Max(64 * 1024, table.Length) : 1);
            }

            table.EndLine();
            table.Index();
            return ShuffleTable(context, arguments, table, most, repeats);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"read error: {problem.Description}");
        }
        finally
        {
            file.Release();
        }
    }

    private static int ShuffleTable(CommandContext context, ParsedArguments arguments, LineTable table, ulong most, bool repeats)
    {
        ulong count = (ulong)table.Count;
        using RandomBytes source = OpenSource(context, arguments);
        var integers = new RandomIntegers(source);
        if (repeats && count == 0)
        {
            throw new CommandException("no lines to repeat");
        }

        ulong[] order = repeats ? [] : integers.Permutation(Math.Min(most, count), count);
        WriteTo(context, arguments, writer =>
        {
            for (ulong i = 0; repeats && i < most; i++)
            {
                writer.Write(table.Whole((int)integers.Choose(count)));
            }

            foreach (ulong index in order)
            {
                writer.Write(table.Whole((int)index));
            }
        });
        return 0;
    }

    private static int ShuffleLines(CommandContext context, ParsedArguments arguments, List<ReadOnlyMemory<byte>> lines, ulong most, bool repeats, byte end)
    {
        ulong count = (ulong)lines.Count;
        using RandomBytes source = OpenSource(context, arguments);
        var integers = new RandomIntegers(source);
        if (repeats)
        {
            if (count == 0)
            {
                throw new CommandException("no lines to repeat");
            }

            WriteTo(context, arguments, writer =>
            {
                for (ulong i = 0; i < most; i++)
                {
                    writer.Write(lines[(int)integers.Choose(count)].Span);
                    writer.WriteByte(end);
                }
            });
            return 0;
        }

        ulong[] order = integers.Permutation(Math.Min(most, count), count);
        WriteTo(context, arguments, writer =>
        {
            foreach (ulong index in order)
            {
                writer.Write(lines[(int)index].Span);
                writer.WriteByte(end);
            }
        });
        return 0;
    }

    // A few lines of an input of unknown length: each line takes the place of one that was kept with the chance it ought to have.
    private static int Sample(CommandContext context, ParsedArguments arguments, LineReader reader, ulong most, byte end)
    {
        using RandomBytes source = OpenSource(context, arguments);
        var integers = new RandomIntegers(source);
        var kept = new List<byte[]>();
        ulong count = 0;
        ReadOnlySpan<byte> line;
        while (count < most && reader.TryRead(out line))
        {
            kept.Add(line.ToArray());
            count++;
        }

        // A place is drawn before it is known whether there is a line for it.
        while (count >= most)
        {
            ulong place = integers.Choose(count + 1);
            if (!reader.TryRead(out line))
            {
                break;
            }

            count++;
            if (place < most)
            {
                kept[(int)place] = line.ToArray();
            }
        }

        ulong[] order = integers.Permutation((ulong)kept.Count, (ulong)kept.Count);
        WriteTo(context, arguments, writer =>
        {
            foreach (ulong index in order)
            {
                writer.Write(kept[(int)index]);
                writer.WriteByte(end);
            }
        });
        return 0;
    }
}
