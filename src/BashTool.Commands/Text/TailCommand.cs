namespace BashTool.Commands.Text;

/// <summary><c>tail</c>: the last lines or bytes of files, from a line or byte on, and what is added later.</summary>
public sealed partial class TailCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tail")
    {
        Summary = "Print the last 10 lines of each FILE to standard output.\nWith more than one FILE, precede each with a header giving the file name.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            NUM may have a multiplier suffix:
            b 512, kB 1000, K 1024, MB 1000*1000, M 1024*1024,
            GB 1000*1000*1000, G 1024*1024*1024, and so on for T, P, E, Z, Y.
            Binary prefixes can be used, too: KiB=K, MiB=M, and so on.

            With --follow (-f), tail defaults to following the file descriptor: a renamed file is
            followed on. Use --follow=name to follow the name, as rotated logs need it.
            """,
        KeepsLines = true,
        Historic = Modernize,
        Examples = [new("seq 100 | tail -n +99", "from the 99th line on")],
    };

    private static readonly Option Bytes = Declaration.Required("c", "bytes", "[+]NUM", "output the last NUM bytes; or use -c +NUM to\noutput starting with byte NUM of each file");
    private static readonly Option Follow = Declaration.Optional("", "follow", "{name|descriptor}", "output appended data as the file grows;\nan absent option argument means 'descriptor'");
    private static readonly Option FollowDescriptor = Declaration.Flag("f", "", "same as --follow=descriptor");
    private static readonly Option FollowRetry = Declaration.Flag("F", "", "same as --follow=name --retry");
    private static readonly Option Lines = Declaration.Required("n", "lines", "[+]NUM", "output the last NUM lines, instead of the last 10;\nor use -n +NUM to output starting with line NUM");
    private static readonly Option MaxUnchanged = Declaration.Required("", "max-unchanged-stats", "N", "with --follow=name, reopen a FILE which has not\nchanged size after N (default 5) iterations");
    private static readonly Option Pid = Declaration.Required("", "pid", "PID", "with -f, terminate after process ID, PID dies");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet silent", "never output headers giving file names");
    private static readonly Option Retry = Declaration.Flag("", "retry", "keep trying to open a file if it is inaccessible");
    private static readonly Option Interval = Declaration.Required("s", "sleep-interval", "N", "with -f, sleep for approximately N seconds\n(default 1.0) between iterations");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "always output headers giving file names");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    private static readonly Option Digits = Declaration.Digits();

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            if (use.Option == Digits)
            {
                throw new CommandException($"option used in invalid context -- {use.Letter}");
            }

            ReadAmount([use], 0);
        });

        Amount amount = ReadAmount(arguments.Uses, arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n');
        IReadOnlyList<string> names = InputOperands.OrStandardInput(arguments.Operands);
        var headers = new Headers(context.Output)
        {
            Shown = arguments.LastOf(Quiet, Verbose) is { } last ? last == Verbose : names.Count > 1,
        };
        Following? following = ReadFollowing(context, arguments, names);
        if (following is null && amount is { Count: 0, FromStart: false })
        {
            return 0;
        }

        int status = 0;
        var followed = new List<FollowedFile>();
        foreach (string name in names)
        {
            var file = new FollowedFile(name);
            try
            {
                file.File = context.OpenInput(name);
                headers.Show(file);
                Print(context, file.File, amount);
            }
            catch (WriteErrorException problem)
            {
                throw new CommandException($"error writing 'standard output': {problem.Description}");
            }
            catch (FileSystemException problem)
            {
                context.Complain(file.File is null
                    ? $"cannot open {GnuQuoting.Always(name)} for reading: {problem.Description}"
                    : $"error reading {InputOperands.Quoted(name)}: {problem.Description}");
                if (file.File is not null && following is not null)
                {
                    context.Complain($"{InputOperands.Shown(name)}: cannot follow end of this type of file{(following.Retries ? "" : "; giving up on this name")}");
                }

                file.Lose(problem.Error);
                file.GivenUp = following is not { Retries: true };
                status = 1;
            }

            followed.Add(file);
            if (following is null)
            {
                file.File?.Release();
            }
        }

        return following is null ? status : Watch(context, followed, following, headers) | status;
    }

    private static Amount ReadAmount(IReadOnlyList<OptionUse> uses, byte delimiter)
    {
        var result = new Amount(false, false, 10, delimiter);
        foreach (OptionUse use in uses)
        {
            if (use.Option != Bytes && use.Option != Lines)
            {
                continue;
            }

            bool bytes = use.Option == Bytes;
            string text = use.Value!;
            bool fromStart = text.StartsWith('+') || result.FromStart;
            ulong value = SizeSuffix.Read(text.StartsWith('-') ? text[1..] : text, SizeSuffix.Sizes, bytes ? "invalid number of bytes" : "invalid number of lines");
            result = new Amount(bytes, fromStart, (long)Math.Min(value, long.MaxValue), delimiter);
        }

        return result.FromStart && result.Count > 0 ? result with { Count = result.Count - 1 } : result;
    }

    private static void Print(CommandContext context, OpenFile file, Amount amount)
    {
        if (!amount.CountsBytes && file.Objects is not null && context.Output.WantsObjects)
        {
            PrintLinesWithObjects(context, file, amount);
            return;
        }

        if (amount.FromStart)
        {
            Skip(context, file, amount);
            Copy(context, file);
            return;
        }

        if (file.Handle is { CanSeek: true, CanRead: true } handle && handle.GetMetadata().IsRegular)
        {
            file.SynchronizePosition();
            long start = handle.Position;
            long end = handle.Length;
            if (end > start)
            {
                handle.Position = amount.CountsBytes ? Math.Max(start, end - amount.Count) : FindLines(context, handle, start, end, amount);
            }

            Copy(context, file);
        }
        else
        {
            PrintEndOfStream(context, file, amount);
        }
    }

    private static void Copy(CommandContext context, OpenFile file)
    {
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int length = block.Length;
            context.Output.Write(block);
            file.Advance(length);
        }
    }

    private static void Skip(CommandContext context, OpenFile file, Amount amount)
    {
        long left = amount.Count;
        if (amount.CountsBytes && file.Handle is { CanSeek: true } handle && handle.GetMetadata().IsRegular)
        {
            file.SynchronizePosition();
            handle.Position = Math.Max(handle.Position, Math.Min(handle.Length, handle.Position + Math.Min(left, long.MaxValue - handle.Position)));
            return;
        }

        while (left > 0)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int part;
            if (amount.CountsBytes)
            {
                part = (int)Math.Min(left, block.Length);
                left -= part;
            }
            else
            {
                part = LineCounting.Skip(block, amount.Delimiter, ref left);
            }

            file.Advance(part);
        }
    }

    // Reads backwards from the end until the lines are there.
    private static long FindLines(CommandContext context, IFileHandle handle, long start, long end, Amount amount)
    {
        if (amount.Count == 0)
        {
            return end;
        }

        byte[] buffer = new byte[64 * 1024];
        long left = amount.Count;
        long blockEnd = end;
        bool last = true;
        while (blockEnd > start)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int size = (int)Math.Min(buffer.Length, blockEnd - start);
            long blockStart = blockEnd - size;
            int read = 0;
            while (read < size)
            {
                int count = handle.ReadAt(blockStart + read, buffer.AsSpan(read, size - read));
                if (count == 0)
                {
                    break;
                }

                read += count;
            }

            ReadOnlySpan<byte> block = buffer.AsSpan(0, read);
            if (last && read > 0 && block[^1] == amount.Delimiter)
            {
                block = block[..^1];
            }

            last = false;
            int at = LineCounting.SkipBack(block, amount.Delimiter, ref left);
            if (at >= 0)
            {
                return blockStart + at;
            }

            blockEnd = blockStart;
        }

        return start;
    }

    private static void PrintEndOfStream(CommandContext context, OpenFile file, Amount amount)
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
            held.Add(block, amount.CountsBytes ? length : LineCounting.Count(block, amount.Delimiter));
            file.Advance(length);
            while (held.Count > 1 && held.Total - held.FirstUnits > amount.Count)
            {
                held.RemoveFirst();
            }
        }

        if (held.Count == 0)
        {
            return;
        }

        // An unfinished last line counts as one.
        long skipped = held.Total - amount.Count + (!amount.CountsBytes && held.Last[^1] != amount.Delimiter ? 1 : 0);
        for (; held.Count > 0; held.RemoveFirst())
        {
            ReadOnlySpan<byte> block = held.First;
            if (skipped > 0)
            {
                int part = amount.CountsBytes ? (int)Math.Min(skipped, block.Length) : LineCounting.Skip(block, amount.Delimiter, ref skipped);
                if (amount.CountsBytes)
                {
                    skipped -= part;
                }

                block = block[part..];
            }

            context.Output.Write(block);
        }
    }

    private static void PrintLinesWithObjects(CommandContext context, OpenFile file, Amount amount)
    {
        var lines = new LineReader(file, context.Cancellation, amount.Delimiter);
        var held = new Queue<(byte[] Line, object? Value)>();
        long number = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            number++;
            byte[] whole = lines.HadDelimiter ? [.. line, amount.Delimiter] : line.ToArray();
            if (!amount.FromStart)
            {
                held.Enqueue((whole, lines.CurrentObject));
                if (held.Count > amount.Count)
                {
                    held.Dequeue();
                }
            }
            else if (number > amount.Count)
            {
                context.Output.NextLineShows(lines.CurrentObject);
                context.Output.Write(whole);
            }
        }

        foreach ((byte[] line, object? value) in held)
        {
            context.Output.NextLineShows(value);
            context.Output.Write(line);
        }
    }

    // tail -5, tail +5, tail -5lf, tail -20c
    private static IReadOnlyList<string> Modernize(IReadOnlyList<string> arguments)
    {
        bool possible = arguments.Count == 1
            || (arguments.Count == 2 && !(arguments[1].Length > 1 && arguments[1][0] == '-'))
            || (arguments.Count is 2 or 3 && arguments[1] == "--");
        if (!possible || arguments[0].Length < 2 || arguments[0][0] is not ('-' or '+'))
        {
            return arguments;
        }

        string text = arguments[0];
        bool fromStart = text[0] == '+';
        if (text is "-c" or "-f")
        {
            return arguments;
        }

        int at = 1;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        string number = text[1..at];
        long standard = 10;
        bool bytes = false;
        string unit = "";
        if (at < text.Length && text[at] is 'b' or 'c' or 'l')
        {
            bytes = text[at] != 'l';
            if (text[at] == 'b')
            {
                standard *= 512;
                unit = "b";
            }

            at++;
        }

        bool follows = at < text.Length && text[at] == 'f';
        at += follows ? 1 : 0;
        if (at != text.Length)
        {
            return arguments;
        }

        string amount = (fromStart ? "+" : "") + (number.Length == 0 ? standard.ToString() : number + unit);
        return [.. follows ? ["-f"] : Array.Empty<string>(), bytes ? "-c" : "-n", amount, .. arguments.Skip(1)];
    }

    private readonly record struct Amount(bool CountsBytes, bool FromStart, long Count, byte Delimiter);

    /// <summary>The <c>==> name &lt;==</c> lines between files.</summary>
    private sealed class Headers(ByteWriter output)
    {
        private bool any;
        private FollowedFile? current;

        public bool Shown { get; set; }

        /// <summary>What is added to the last file needs no header of its own, even if it could not be read.</summary>
        public void Start(FollowedFile last) => current = last;

        public void Show(FollowedFile file)
        {
            if (Shown && file != current)
            {
                output.Write($"{(any ? "\n" : "")}==> {file.ShownName} <==\n");
                any = true;
            }

            current = file;
        }
    }
}
