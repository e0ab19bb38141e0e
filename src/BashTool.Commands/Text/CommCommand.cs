namespace BashTool.Commands.Text;

/// <summary><c>comm</c>: the lines that two sorted files have in common, and those they have alone.</summary>
public sealed class CommCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("comm")
    {
        GitBash = GitBashUse.Always,
        Summary = "Compare sorted files FILE1 and FILE2 line by line.",
        Usage = ["[OPTION]... FILE1 FILE2"],
        Notes = "With no options, produce three-column output.  Column one contains lines unique to FILE1,\ncolumn two contains lines unique to FILE2, and column three contains lines common to both files.\nWhen FILE1 or FILE2 (not both) is -, read standard input.",
        Examples = [new("comm -12 a b", "only the lines in both")],
    };

    private static readonly Option First = Declaration.Flag("1", "", "suppress column 1 (lines unique to FILE1)");
    private static readonly Option Second = Declaration.Flag("2", "", "suppress column 2 (lines unique to FILE2)");
    private static readonly Option Both = Declaration.Flag("3", "", "suppress column 3 (lines that appear in both files)");
    private static readonly Option CheckOrder = Declaration.Flag("", "check-order", "check that the input is correctly sorted, even\nif all input lines are pairable");
    private static readonly Option NoCheckOrder = Declaration.Flag("", "nocheck-order", "do not check that the input is correctly sorted");
    private static readonly Option OutputDelimiter = Declaration.Required("", "output-delimiter", "STR", "separate columns with STR");
    private static readonly Option Total = Declaration.Flag("", "total", "output a summary");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> names = arguments.Operands;
        if (names.Count < 2)
        {
            throw new UsageException(names.Count == 0 ? "missing operand" : $"missing operand after {GnuQuoting.Quote(names[0])}");
        }

        if (names.Count > 2)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(names[2])}");
        }

        byte end = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n';
        byte[] delimiter = ReadDelimiter(arguments.Values(OutputDelimiter));
        bool[] shown = [!arguments.Has(First), !arguments.Has(Second), !arguments.Has(Both)];
        bool? check = arguments.LastOf(CheckOrder, NoCheckOrder) is { } last ? last == CheckOrder : null;
        var files = new SortedLines[2];
        bool isOneInput = names is ["-", "-"];
        try
        {
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    LineReader reader = i == 1 && isOneInput ? files[0].Reader : new LineReader(context.OpenInput(names[i]), context.Cancellation, end);
                    files[i] = new SortedLines(context, reader, names[i], i + 1, check);
                }
                catch (FileSystemException problem)
                {
                    throw new CommandException($"{GnuQuoting.Name(names[i])}: {problem.Description}");
                }
            }

            Compare(context, files, shown, delimiter, end, arguments.Has(Total), isOneInput);
            return files[0].Complained || files[1].Complained ? throw new CommandException("input is not in sorted order") : 0;
        }
        finally
        {
            files[0]?.Reader.Source.Release();
            if (!isOneInput)
            {
                files[1]?.Reader.Source.Release();
            }
        }
    }

    // An empty one is a NUL.
    private static byte[] ReadDelimiter(List<string> given)
    {
        if (given.Count == 0)
        {
            return [(byte)'\t'];
        }

        return given.TrueForAll(text => text == given[0])
            ? given[0].Length == 0 ? [0] : EscapedUtf8.Encode(given[0])
            : throw new CommandException("multiple output delimiters specified");
    }

    private static void Compare(CommandContext context, SortedLines[] files, bool[] shown, byte[] delimiter, byte end, bool totals, bool isOneInput)
    {
        ByteWriter output = context.Output;
        long[] counts = new long[3];
        bool unpaired = false;
        files[0].MoveNext(unpaired);
        files[1].MoveNext(unpaired);
        while (files[0].HasLine || files[1].HasLine)
        {
            int order = !files[0].HasLine ? 1 : !files[1].HasLine ? -1 : files[0].Current.SequenceCompareTo(files[1].Current);
            int column = order < 0 ? 0 : order > 0 ? 1 : 2;
            unpaired |= order != 0;
            counts[column]++;
            if (shown[column])
            {
                for (int i = 0; i < column; i++)
                {
                    if (shown[i])
                    {
                        output.Write(delimiter);
                    }
                }

                output.Write(files[order > 0 ? 1 : 0].Current);
                output.WriteByte(end);
            }

            if (order <= 0)
            {
                files[0].MoveNext(unpaired);
            }

            if (order >= 0)
            {
                files[1].MoveNext(unpaired);
            }
        }

        if (isOneInput)
        {
            // Each of the two closes it.
            throw new CommandException($"-: {FileError.EBADF.Describe()}");
        }

        if (totals)
        {
            foreach (long count in counts)
            {
                output.Write(count);
                output.Write(delimiter is [0] ? [] : delimiter);
            }

            output.Write("total");
            output.WriteByte(end);
        }
    }

    /// <summary>The lines of a file; notices where they are not sorted.</summary>
    private sealed class SortedLines(CommandContext context, LineReader reader, string name, int number, bool? check)
    {
        private byte[] current = [];
        private byte[] previous = [];
        private int currentLength = -1;
        private int previousLength = -1;

        public LineReader Reader => reader;

        public bool HasLine { get; private set; }

        public bool Complained { get; private set; }

        public ReadOnlySpan<byte> Current => current.AsSpan(0, currentLength);

        public void MoveNext(bool unpaired)
        {
            bool found;
            ReadOnlySpan<byte> line;
            try
            {
                found = reader.TryRead(out line);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
            }

            HasLine = found;
            if (found)
            {
                (previous, current) = (current, previous);
                previousLength = currentLength;
                if (line.Length > current.Length)
                {
                    current = new byte[line.Length * 2];
                }

                line.CopyTo(current);
                currentLength = line.Length;
            }

            // At the end the last two are looked at again: it may be known only now that order matters.
            if (previousLength >= 0 && check != false && (check == true || unpaired) && !Complained
                && previous.AsSpan(0, previousLength).SequenceCompareTo(Current) > 0)
            {
                string message = $"file {number} is not in sorted order";
                if (check == true)
                {
                    throw new CommandException(message);
                }

                context.Complain(message);
                Complained = true;
            }
        }
    }
}
