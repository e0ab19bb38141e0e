namespace BashTool.Commands.Text;

/// <summary><c>fold</c>: cuts lines to a width.</summary>
public sealed class FoldCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("fold")
    {
        Summary = "Wrap input lines in each FILE, writing to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("echo abcdef | fold -w4", "abcd and ef")],
    };

    private static readonly Option Bytes = Declaration.Flag("b", "bytes", "count bytes rather than columns");
    private static readonly Option Spaces = Declaration.Flag("s", "spaces", "break at spaces");
    private static readonly Option Width = Declaration.Required("w", "width", "WIDTH", "use WIDTH columns instead of 80");

    private static readonly Option DigitWidth = Declaration.Digits("WIDTH");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        long width = 80;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option != Width && use.Option != DigitWidth)
            {
                continue;
            }

            string text = use.Option == Width ? use.Value! : use.Letter + use.Value;
            width = (long)Math.Min(SizeSuffix.Read(text, "", "invalid number of columns"), long.MaxValue - 10);
            if (width == 0)
            {
                throw new CommandException($"invalid number of columns: {GnuQuoting.Quote(text)}: Numerical result out of range");
            }
        }

        bool bytes = arguments.Has(Bytes);
        bool spaces = arguments.Has(Spaces);
        return InputOperands.ForEach(context, arguments.Operands, (file, _) =>
        {
            var reader = new LineReader(file, context.Cancellation);
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                Fold(context.Output, line, width, bytes, spaces);
                if (reader.HadDelimiter)
                {
                    context.Output.WriteByte((byte)'\n');
                }
            }
        });
    }

    private static void Fold(ByteWriter output, ReadOnlySpan<byte> line, long width, bool bytes, bool spaces)
    {
        int start = 0;
        long column = 0;
        for (int i = 0; i < line.Length; i++)
        {
            long next = Advance(column, line[i], bytes);
            if (next > width && i > start)
            {
                int end = i;
                if (spaces)
                {
                    int blank = line[start..i].LastIndexOfAny((byte)' ', (byte)'\t');
                    end = blank >= 0 ? start + blank + 1 : i;
                }

                output.WriteLine(line[start..end]);
                start = end;
                column = 0;
                for (int j = start; j < i; j++)
                {
                    column = Advance(column, line[j], bytes);
                }

                // The same byte again, in its new place.
                i--;
                continue;
            }

            column = next;
        }

        output.Write(line[start..]);
    }

    private static long Advance(long column, byte c, bool bytes) => bytes ? column + 1 : c switch
    {
        (byte)'\b' => Math.Max(0, column - 1),
        (byte)'\r' => 0,
        (byte)'\t' => column + 8 - (column % 8),
        _ => column + 1,
    };
}
