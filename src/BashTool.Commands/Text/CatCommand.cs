using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary><c>cat</c>: files one after the other, with line numbers or control characters made visible where asked.</summary>
public sealed class CatCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("cat")
    {
        Summary = "Concatenate FILE(s) to standard output.",
        LongNamesFirst = "squeeze-blank show-nonprinting show-ends show-tabs show-all",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        KeepsLines = true,
        Examples = [new("printf 'a\\n\\n\\nb\\n' | cat -sn", "number lines, squeeze blank ones")],
    };

    private static readonly Option ShowAll = Declaration.Flag("A", "show-all", "equivalent to -vET");
    private static readonly Option NumberNonBlank = Declaration.Flag("b", "number-nonblank", "number nonempty output lines, overrides -n");
    private static readonly Option VisibleEnds = Declaration.Flag("e", "", "equivalent to -vE");
    private static readonly Option ShowEnds = Declaration.Flag("E", "show-ends", "display $ at end of each line");
    private static readonly Option Number = Declaration.Flag("n", "number", "number all output lines");
    private static readonly Option SqueezeBlank = Declaration.Flag("s", "squeeze-blank", "suppress repeated empty output lines");
    private static readonly Option VisibleTabs = Declaration.Flag("t", "", "equivalent to -vT");
    private static readonly Option ShowTabs = Declaration.Flag("T", "show-tabs", "display TAB characters as ^I");
    private static readonly Option Unbuffered = Declaration.Flag("u", "", "(ignored)");
    private static readonly Option ShowNonPrinting = Declaration.Flag("v", "show-nonprinting", "use ^ and M- notation, except for LFD and TAB");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var format = new Format(context.Output)
        {
            Ends = arguments.Has(ShowAll) || arguments.Has(VisibleEnds) || arguments.Has(ShowEnds),
            Tabs = arguments.Has(ShowAll) || arguments.Has(VisibleTabs) || arguments.Has(ShowTabs),
            NonPrinting = arguments.Has(ShowAll) || arguments.Has(VisibleEnds) || arguments.Has(VisibleTabs) || arguments.Has(ShowNonPrinting),
            Numbers = arguments.Has(Number) || arguments.Has(NumberNonBlank),
            SkipsBlank = arguments.Has(NumberNonBlank),
            Squeezes = arguments.Has(SqueezeBlank),
        };
        bool plain = !format.Ends && !format.Tabs && !format.NonPrinting && !format.Numbers && !format.Squeezes;
        int status = 0;
        int result = InputOperands.ForEach(context, arguments.Operands, (file, name) =>
        {
            if (IsOutput(context, file))
            {
                context.Complain($"{GnuQuoting.Name(name)}: input file is output file");
                status = 1;
            }
            else if (context.Output.WantsObjects && file.Objects is not null)
            {
                CopyLines(context, file, plain ? null : format);
            }
            else if (plain)
            {
                Copy(context, file);
            }
            else
            {
                format.Add(file, context.Cancellation);
            }
        }, closing: "closing standard input");
        format.End();
        return status | result;
    }

    private static void Copy(CommandContext context, OpenFile file)
    {
        ByteWriter output = context.Output;
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int count = block.Length;
            output.Write(block);
            file.Advance(count);
        }
    }

    private static void CopyLines(CommandContext context, OpenFile file, Format? format)
    {
        var lines = new LineReader(file, context.Cancellation);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            context.Output.NextLineShows(lines.CurrentObject);
            if (format is not null)
            {
                format.Add(line);
                if (lines.HadDelimiter)
                {
                    format.Add("\n"u8);
                }
            }
            else if (lines.HadDelimiter)
            {
                context.Output.WriteLine(line);
            }
            else
            {
                context.Output.Write(line);
            }
        }
    }

    // Copying a file behind itself would never end.
    private static bool IsOutput(CommandContext context, OpenFile file)
    {
        if (file.Handle is not { CanSeek: true } input || context.StandardOutput.Handle is not { CanSeek: true } output)
        {
            return false;
        }

        FileMetadata source = input.GetMetadata();
        return source.IsRegular && source.IsSameFileAs(output.GetMetadata()) && input.Position < source.Size;
    }

    /// <summary>The state of a formatted copy; it goes on from file to file.</summary>
    private sealed class Format(ByteWriter output)
    {
        private static readonly SearchValues<byte> Newline = SearchValues.Create("\n"u8);
        private static readonly SearchValues<byte> NewlineOrTab = SearchValues.Create("\n\t"u8);
        private static readonly SearchValues<byte> NewlineOrReturn = SearchValues.Create("\n\r"u8);
        private static readonly SearchValues<byte> NewlineTabOrReturn = SearchValues.Create("\n\t\r"u8);
        private static readonly SearchValues<byte> NonPrintable = SearchValues.Create(NonPrintableBytes());

        private long number;
        private bool inLine;
        private int blankLines;
        private bool returnHeld;

        public bool Ends { get; init; }

        public bool Tabs { get; init; }

        public bool NonPrinting { get; init; }

        public bool Numbers { get; init; }

        public bool SkipsBlank { get; init; }

        public bool Squeezes { get; init; }

        public void Add(OpenFile file, CancellationToken cancellation)
        {
            while (true)
            {
                ReadOnlySpan<byte> block = file.Peek(cancellation);
                if (block.IsEmpty)
                {
                    return;
                }

                int count = block.Length;
                Add(block);
                file.Advance(count);
            }
        }

        public void Add(ReadOnlySpan<byte> block)
        {
            SearchValues<byte> special = NonPrinting ? NonPrintable : Tabs ? (Ends ? NewlineTabOrReturn : NewlineOrTab) : Ends ? NewlineOrReturn : Newline;
            while (!block.IsEmpty)
            {
                if (returnHeld)
                {
                    returnHeld = false;
                    output.Write(block[0] == '\n' ? "^M"u8 : "\r"u8);
                }

                if (block[0] == '\n')
                {
                    EndLine();
                    block = block[1..];
                    continue;
                }

                if (!inLine)
                {
                    StartLine();
                }

                int plain = block.IndexOfAny(special);
                if (plain < 0)
                {
                    output.Write(block);
                    return;
                }

                output.Write(block[..plain]);
                byte found = block[plain];
                if (found == '\n')
                {
                    block = block[plain..];
                    continue;
                }

                Show(found);
                block = block[(plain + 1)..];
            }
        }

        public void End()
        {
            if (returnHeld)
            {
                output.WriteByte((byte)'\r');
            }
        }

        private static byte[] NonPrintableBytes()
        {
            var bytes = new List<byte>();
            for (int i = 0; i < 256; i++)
            {
                if (i is < 32 or >= 127)
                {
                    bytes.Add((byte)i);
                }
            }

            return [.. bytes];
        }

        private void StartLine()
        {
            inLine = true;
            blankLines = 0;
            if (Numbers)
            {
                WriteNumber();
            }
        }

        private void EndLine()
        {
            if (!inLine)
            {
                blankLines++;
                if (Squeezes && blankLines > 1)
                {
                    return;
                }

                if (Numbers && !SkipsBlank)
                {
                    WriteNumber();
                }
            }

            if (Ends)
            {
                output.WriteByte((byte)'$');
            }

            output.WriteByte((byte)'\n');
            inLine = false;
        }

        private void WriteNumber()
        {
            number++;
            long power = 100000;
            while (power > number)
            {
                output.WriteByte((byte)' ');
                power /= 10;
            }

            output.Write(number);
            output.WriteByte((byte)'\t');
        }

        private void Show(byte value)
        {
            if (value == '\t')
            {
                output.Write(Tabs ? "^I"u8 : "\t"u8);
                return;
            }

            if (!NonPrinting)
            {
                // With -E alone a carriage return shows only in front of a newline.
                if (Ends && value == '\r')
                {
                    returnHeld = true;
                    return;
                }

                output.WriteByte(value);
                return;
            }

            if (value >= 128)
            {
                output.Write("M-"u8);
                value -= 128;
            }

            if (value < 32)
            {
                output.WriteByte((byte)'^');
                output.WriteByte((byte)(value + 64));
            }
            else if (value == 127)
            {
                output.Write("^?"u8);
            }
            else
            {
                output.WriteByte(value);
            }
        }
    }
}
