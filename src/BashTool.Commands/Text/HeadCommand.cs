namespace BashTool.Commands.Text;

/// <summary><c>head</c>: the first lines or bytes of files, or all but the last.</summary>
public sealed class HeadCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("head")
    {
        Summary = "Print the first 10 lines of each FILE to standard output.\nWith more than one FILE, precede each with a header giving the file name.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            NUM may have a multiplier suffix:
            b 512, kB 1000, K 1024, MB 1000*1000, M 1024*1024,
            GB 1000*1000*1000, G 1024*1024*1024, and so on for T, P, E, Z, Y.
            Binary prefixes can be used, too: KiB=K, MiB=M, and so on.
            """,
        KeepsLines = true,
        Historic = Modernize,
        Examples = [new("seq 100 | head -n 3", "the first three lines")],
    };

    private static readonly Option Bytes = Declaration.Required("c", "bytes", "[-]NUM", "print the first NUM bytes of each file;\nwith the leading '-', print all but the last\nNUM bytes of each file");
    private static readonly Option Lines = Declaration.Required("n", "lines", "[-]NUM", "print the first NUM lines instead of the first 10;\nwith the leading '-', print all but the last\nNUM lines of each file");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet silent", "never print headers giving file names");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "always print headers giving file names");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    private static readonly Option Digits = Declaration.Digits();

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            if (use.Option == Digits)
            {
                throw new UsageException($"invalid trailing option -- {use.Letter}");
            }

            ReadCount([use]);
        });

        (bool countsBytes, bool fromEnd, long count) = ReadCount(arguments.Uses);
        byte delimiter = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n';
        bool headers = arguments.LastOf(Quiet, Verbose) is { } last ? last == Verbose : arguments.Operands.Count > 1;
        bool first = true;
        return InputOperands.ForEach(
            context,
            arguments.Operands,
            (file, name) =>
            {
                if (headers)
                {
                    context.Output.Write($"{(first ? "" : "\n")}==> {(name == "-" ? "standard input" : name)} <==\n");
                }

                first = false;
                try
                {
                    Print(context, file, countsBytes, fromEnd, count, delimiter);
                }
                catch (WriteErrorException problem)
                {
                    throw new CommandException($"error writing 'standard output': {problem.Description}");
                }
            },
            (name, problem) => $"cannot open {GnuQuoting.Always(name)} for reading: {problem.Description}",
            (name, problem) => $"error reading {InputOperands.Quoted(name)}: {problem.Description}");
    }

    private static (bool CountsBytes, bool FromEnd, long Count) ReadCount(IReadOnlyList<OptionUse> uses)
    {
        (bool CountsBytes, bool FromEnd, long Count) result = (false, false, 10);
        foreach (OptionUse use in uses)
        {
            if (use.Option == Bytes || use.Option == Lines)
            {
                bool bytes = use.Option == Bytes;
                bool fromEnd = use.Value!.StartsWith('-');
                string text = fromEnd ? use.Value[1..] : use.Value;
                ulong value = SizeSuffix.Read(text, SizeSuffix.Sizes, bytes ? "invalid number of bytes" : "invalid number of lines");
                result = (bytes, fromEnd, (long)Math.Min(value, long.MaxValue));
            }
        }

        return result;
    }

    private static void Print(CommandContext context, OpenFile file, bool countsBytes, bool fromEnd, long count, byte delimiter)
    {
        if (!countsBytes && file.Objects is not null && context.Output.WantsObjects)
        {
            PrintLinesWithObjects(context, file, fromEnd, count, delimiter);
        }
        else if (fromEnd)
        {
            PrintAllButLast(context, file, countsBytes, count, delimiter);
        }
        else if (countsBytes)
        {
            PrintBytes(context, file, count);
        }
        else
        {
            PrintLines(context, file, count, delimiter);
        }
    }

    private static void PrintBytes(CommandContext context, OpenFile file, long count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int part = (int)Math.Min(block.Length, count);
            context.Output.Write(block[..part]);
            file.Advance(part);
            count -= part;
        }
    }

    // What follows the last line printed stays unread, for whoever shares the input.
    private static void PrintLines(CommandContext context, OpenFile file, long count, byte delimiter)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int end = LineCounting.Skip(block, delimiter, ref count);
            context.Output.Write(block[..end]);
            file.Advance(end);
        }
    }

    private static void PrintLinesWithObjects(CommandContext context, OpenFile file, bool fromEnd, long count, byte delimiter)
    {
        var lines = new LineReader(file, context.Cancellation, delimiter);
        var held = new Queue<(byte[] Line, object? Value)>();
        while ((fromEnd || count > 0) && lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (fromEnd)
            {
                held.Enqueue(([.. line, .. lines.HadDelimiter ? [delimiter] : Array.Empty<byte>()], lines.CurrentObject));
                if (held.Count > count)
                {
                    (byte[] oldest, object? value) = held.Dequeue();
                    context.Output.NextLineShows(value);
                    context.Output.Write(oldest);
                }

                continue;
            }

            count--;
            context.Output.NextLineShows(lines.CurrentObject);
            context.Output.Write(line);
            if (lines.HadDelimiter)
            {
                context.Output.WriteByte(delimiter);
            }
        }

        lines.Commit();
    }

    private static void PrintAllButLast(CommandContext context, OpenFile file, bool countsBytes, long count, byte delimiter)
    {
        IFileHandle? seekable = null;
        long position = 0;
        if (file.Handle is { CanSeek: true, CanRead: true } handle && handle.GetMetadata().IsRegular)
        {
            file.SynchronizePosition();
            seekable = handle;
            position = handle.Position;
        }

        PrintHeld(context, file, countsBytes, count, delimiter, ref position);
        if (seekable is not null)
        {
            // What was held back is there for whoever shares the input.
            file.SynchronizePosition();
            seekable.Position = position;
        }
    }

    private static void PrintHeld(CommandContext context, OpenFile file, bool countsBytes, long count, byte delimiter, ref long position)
    {
        var held = new BlockQueue();
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            int length = block.Length;
            held.Add(block, countsBytes ? length : LineCounting.Count(block, delimiter));
            file.Advance(length);
            while (held.Count > 1 && held.Total - held.FirstUnits > count)
            {
                context.Output.Write(held.First);
                position += held.First.Length;
                held.RemoveFirst();
            }
        }

        if (countsBytes)
        {
            long rest = held.Total - count;
            while (rest > 0 && held.Count > 0)
            {
                int part = (int)Math.Min(rest, held.First.Length);
                context.Output.Write(held.First[..part]);
                position += part;
                rest -= part;
                held.RemoveFirst();
            }

            return;
        }

        // An unfinished last line counts as one.
        long lines = held.Total + (held.Count > 0 && held.Last[^1] != delimiter ? 1 : 0) - count;
        while (lines > 0 && held.Count > 0)
        {
            int end = LineCounting.Skip(held.First, delimiter, ref lines);
            context.Output.Write(held.First[..end]);
            position += end;
            held.RemoveFirst();
        }
    }

    // head -5, head -5c, head -2kqv
    private static IReadOnlyList<string> Modernize(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].Length < 2 || arguments[0][0] != '-' || !char.IsAsciiDigit(arguments[0][1]))
        {
            return arguments;
        }

        string text = arguments[0];
        int at = 1;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        string number = text[1..at];
        bool bytes = false;
        string multiplier = "";
        var flags = new List<string>();
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case 'c':
                    bytes = true;
                    multiplier = "";
                    break;
                case 'b' or 'k' or 'm':
                    bytes = true;
                    multiplier = text[at].ToString();
                    break;
                case 'l':
                    bytes = false;
                    break;
                case 'q' or 'v' or 'z':
                    flags.Add("-" + text[at]);
                    break;
                default:
                    throw new UsageException($"invalid trailing option -- {text[at]}");
            }
        }

        return [.. flags, bytes ? "-c" : "-n", number + multiplier, .. arguments.Skip(1)];
    }
}
