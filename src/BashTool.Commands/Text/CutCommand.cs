namespace BashTool.Commands.Text;

/// <summary><c>cut</c>: parts of each line, by bytes or by fields.</summary>
public sealed class CutCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("cut")
    {
        Summary = "Print selected parts of lines from each FILE to standard output.",
        Usage = ["OPTION... [FILE]..."],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            Use one, and only one of -b, -c or -f.  Each LIST is made up of one range, or many
            ranges separated by commas: N, N-, N-M or -M, counted from 1.
            """,
        Examples = [new("echo a:b:c | cut -d: -f2", "the second field")],
    };

    private static readonly Option Bytes = Declaration.Required("b", "bytes", "LIST", "select only these bytes");
    private static readonly Option Characters = Declaration.Required("c", "characters", "LIST", "select only these characters (bytes, as GNU cut has it)");
    private static readonly Option DelimiterOption = Declaration.Required("d", "delimiter", "DELIM", "use DELIM instead of TAB for field delimiter");
    private static readonly Option Fields = Declaration.Required("f", "fields", "LIST", "select only these fields;  also print any line\nthat contains no delimiter character, unless\nthe -s option is specified");
    private static readonly Option DoNotSplit = Declaration.Flag("n", "", "(ignored)");
    private static readonly Option ComplementOption = Declaration.Flag("", "complement", "complement the set of selected bytes, characters\nor fields");
    private static readonly Option OnlyDelimited = Declaration.Flag("s", "only-delimited", "do not print lines not containing delimiters");
    private static readonly Option OutputDelimiter = Declaration.Required("", "output-delimiter", "STRING", "use STRING as the output delimiter\nthe default is to use the input delimiter");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        int lists = arguments.Count(Bytes) + arguments.Count(Characters) + arguments.Count(Fields);
        if (lists > 1)
        {
            throw new UsageException("only one list may be specified");
        }

        byte[]? delimiter = null;
        foreach (string text in arguments.Values(DelimiterOption))
        {
            delimiter = EscapedUtf8.Encode(text);
            if (delimiter.Length > 1)
            {
                throw new UsageException("the delimiter must be a single character");
            }
        }

        if (lists == 0)
        {
            throw new UsageException("you must specify a list of bytes, characters, or fields");
        }

        bool byFields = arguments.Has(Fields);
        if (!byFields && delimiter is not null)
        {
            throw new UsageException("an input delimiter may be specified only when operating on fields");
        }

        if (!byFields && arguments.Has(OnlyDelimited))
        {
            throw new UsageException("suppressing non-delimited lines makes sense\n\tonly when operating on fields");
        }

        string list = arguments.Value(Fields) ?? arguments.Value(Bytes) ?? arguments.Value(Characters)!;
        FieldList selected = FieldList.Parse(list, byFields, arguments.Has(ComplementOption));
        byte separator = delimiter is null ? (byte)'\t' : delimiter.Length == 0 ? (byte)0 : delimiter[0];
        byte[]? joined = arguments.Value(OutputDelimiter) is { } given ? given.Length == 0 ? [0] : EscapedUtf8.Encode(given) : null;
        byte lineEnd = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n';
        var cutter = new Cutter(context.Output, selected, separator, joined, lineEnd, arguments.Has(OnlyDelimited));
        return InputOperands.ForEach(context, arguments.Operands, (file, _) =>
        {
            if (byFields && separator == lineEnd)
            {
                cutter.CutLinesAsFields(new LineReader(file, context.Cancellation, lineEnd));
            }
            else
            {
                cutter.Cut(file, byFields, context.Cancellation);
            }
        });
    }

    private sealed class Cutter(ByteWriter output, FieldList selected, byte separator, byte[]? joined, byte lineEnd, bool onlyDelimited)
    {
        private readonly (int First, int Last)[] ranges = Array.ConvertAll([.. selected.Ranges], r => ((int)Math.Min(r.First, int.MaxValue), (int)Math.Min(r.Last, int.MaxValue)));

        private readonly byte[] join = joined ?? [separator];

        public void Cut(OpenFile file, bool byFields, CancellationToken cancellation)
        {
            // All whole lines at hand, then the one that is cut.
            while (true)
            {
                ReadOnlySpan<byte> block = file.Peek(cancellation);
                int end = block.LastIndexOf(lineEnd) + 1;
                while (end == 0)
                {
                    ReadOnlySpan<byte> more = file.PeekMore(cancellation);
                    if (more.Length == block.Length)
                    {
                        // What is left at the end has no newline; it gets one.
                        if (!more.IsEmpty)
                        {
                            CutOne(more, byFields);
                            file.Advance(more.Length);
                        }

                        return;
                    }

                    end = block.Length + more[block.Length..].LastIndexOf(lineEnd) + 1;
                    end = end == block.Length ? 0 : end;
                    block = more;
                }

                ReadOnlySpan<byte> lines = block[..end];
                while (!lines.IsEmpty)
                {
                    int length = lines.IndexOf(lineEnd);
                    CutOne(lines[..length], byFields);
                    lines = lines[(length + 1)..];
                }

                file.Advance(end);
            }
        }

        // With newline as the delimiter the fields are the lines of the whole input.
        public void CutLinesAsFields(LineReader reader)
        {
            int number = 0;
            int range = 0;
            bool any = false;
            bool printed = false;
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                number++;
                if (number == 1 && !reader.HadDelimiter && !reader.HasMore())
                {
                    if (!onlyDelimited)
                    {
                        output.Write(line);
                        output.WriteByte(lineEnd);
                    }

                    return;
                }

                while (range < ranges.Length && ranges[range].Last < number)
                {
                    range++;
                }

                any = true;
                if (range < ranges.Length && ranges[range].First <= number)
                {
                    if (printed)
                    {
                        output.Write(join);
                    }

                    printed = true;
                    output.Write(line);
                }
            }

            if (any && (printed || !onlyDelimited || number > 1))
            {
                output.WriteByte(lineEnd);
            }
        }

        private void CutOne(ReadOnlySpan<byte> line, bool byFields)
        {
            if (byFields)
            {
                CutFields(line);
            }
            else
            {
                CutBytes(line);
            }
        }

        private void CutBytes(ReadOnlySpan<byte> line)
        {
            bool any = false;
            foreach ((int first, int last) in ranges)
            {
                if (first > line.Length)
                {
                    break;
                }

                if (any && joined is not null)
                {
                    output.Write(joined);
                }

                any = true;
                output.Write(line[(first - 1)..Math.Min(last, line.Length)]);
            }

            output.WriteByte(lineEnd);
        }

        private void CutFields(ReadOnlySpan<byte> line)
        {
            int at = line.IndexOf(separator);
            if (at < 0)
            {
                if (!onlyDelimited)
                {
                    output.Write(line);
                    output.WriteByte(lineEnd);
                }

                return;
            }

            int field = 1;
            int start = 0;
            bool any = false;
            foreach ((int first, int last) in ranges)
            {
                // To the first field of the range: `start` is where field number `field` starts, `at` its end.
                while (field < first && at >= 0)
                {
                    start = at + 1;
                    field++;
                    at = line[start..].IndexOf(separator);
                    at = at < 0 ? -1 : start + at;
                }

                if (field < first)
                {
                    break;
                }

                if (any)
                {
                    output.Write(join);
                }

                any = true;
                if (last == int.MaxValue && joined is null)
                {
                    output.Write(line[start..]);
                    break;
                }

                while (true)
                {
                    output.Write(at < 0 ? line[start..] : line[start..at]);
                    if (at < 0)
                    {
                        field = int.MaxValue;
                        break;
                    }

                    start = at + 1;
                    field++;
                    at = line[start..].IndexOf(separator);
                    at = at < 0 ? -1 : start + at;
                    if (field > last)
                    {
                        break;
                    }

                    output.Write(join);
                }

                if (field == int.MaxValue)
                {
                    break;
                }
            }

            output.WriteByte(lineEnd);
        }
    }
}
