namespace BashTool.Commands.Text;

/// <summary><c>unexpand</c>: blanks become tabs.</summary>
public sealed class UnexpandCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("unexpand")
    {
        Summary = "Convert blanks in each FILE to tabs, writing to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("printf '        x\\n' | unexpand", "a tab and x")],
    };

    private static readonly Option All = Declaration.Flag("a", "all", "convert all blanks, instead of just initial blanks");
    private static readonly Option FirstOnly = Declaration.Flag("", "first-only", "convert only leading sequences of blanks (overrides -a)");
    private static readonly Option Tabs = Declaration.Required("t", "tabs", "LIST", "have tabs N characters apart instead of 8 (enables -a),\nor use a comma separated list of tab positions");

    private static readonly Option TabLetters = Declaration.HiddenFlag("0123456789,", "");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var stops = new TabStops();

        // -4, -1,9: a number is added at a comma or behind all options, and does not convert all blanks as -t does.
        string number = "";
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Tabs)
            {
                stops.Add(use.Value!, context);
            }
            else if (use.Option == TabLetters && use.Letter == ',')
            {
                stops.Add(number, context);
                number = "";
            }
            else if (use.Option == TabLetters)
            {
                number += use.Letter;
                if (SizeSuffix.TryRead(number, "", out _) != SizeReading.Ok)
                {
                    throw new CommandException("tab stop value is too large");
                }
            }
        }

        stops.Add(number, context);
        stops.Finish();
        bool all = (arguments.Has(All) || arguments.Has(Tabs)) && !arguments.Has(FirstOnly);
        return JoinedLines.ForEach(context, arguments.Operands, line => Unexpand(context.Output, line, stops, all));
    }

    private static void Unexpand(ByteWriter output, ReadOnlySpan<byte> line, TabStops stops, bool all)
    {
        long column = 0;

        // Blanks that may yet become a tab; the first of them may already be one.
        int pending = 0;
        bool firstIsTab = false;
        bool oneBeforeStop = false;
        bool previousBlank = true;
        for (int i = 0; i < line.Length; i++)
        {
            byte c = line[i];
            bool isBlank = c is (byte)' ' or (byte)'\t';
            if (isBlank)
            {
                long next = stops.After(column);
                if (next < 0)
                {
                    WritePending(output, pending, firstIsTab || (pending > 1 && oneBeforeStop));
                    output.Write(line[i..]);
                    return;
                }

                if (c == '\t')
                {
                    column = next;
                    firstIsTab |= pending > 0;
                }
                else
                {
                    column++;
                    if (!previousBlank || column != next)
                    {
                        oneBeforeStop |= column == next;
                        pending++;
                        previousBlank = true;
                        continue;
                    }

                    firstIsTab = true;
                    c = (byte)'\t';
                }

                // A single blank just before the stop stays; the others are part of the tab.
                pending = oneBeforeStop ? 1 : 0;
            }
            else
            {
                column = c == '\b' ? Math.Max(0, column - 1) : column + 1;
            }

            WritePending(output, pending, firstIsTab || (pending > 1 && oneBeforeStop));
            pending = 0;
            firstIsTab = oneBeforeStop = false;
            previousBlank = isBlank;
            output.WriteByte(c);
            if (!all && !isBlank)
            {
                output.Write(line[(i + 1)..]);
                return;
            }
        }

        WritePending(output, pending, firstIsTab || (pending > 1 && oneBeforeStop));
    }

    private static void WritePending(ByteWriter output, int pending, bool firstIsTab)
    {
        for (int i = 0; i < pending; i++)
        {
            output.WriteByte(i == 0 && firstIsTab ? (byte)'\t' : (byte)' ');
        }
    }
}
