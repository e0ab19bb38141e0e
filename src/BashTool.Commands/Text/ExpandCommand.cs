namespace BashTool.Commands.Text;

/// <summary><c>expand</c>: tabs become blanks.</summary>
public sealed class ExpandCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("expand")
    {
        Summary = "Convert tabs in each FILE to spaces, writing to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("printf 'a\\tb\\n' | expand -t4", "a, three blanks, b")],
    };

    private static readonly Option Initial = Declaration.Flag("i", "initial", "do not convert tabs after non blanks");
    private static readonly Option Tabs = Declaration.Required("t", "tabs", "LIST", "have tabs N characters apart, not 8, or use a comma\nseparated list of tab positions; the last may be\n/N (multiples of N) or +N (N apart)");

    private static readonly Option DigitTabs = Declaration.Digits("LIST");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var stops = new TabStops();
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Tabs || use.Option == DigitTabs)
            {
                stops.Add(use.Option == Tabs ? use.Value! : use.Letter + use.Value, context);
            }
        }

        stops.Finish();
        bool initial = arguments.Has(Initial);
        return JoinedLines.ForEach(context, arguments.Operands, line => Expand(context.Output, line, stops, initial));
    }

    private static void Expand(ByteWriter output, ReadOnlySpan<byte> line, TabStops stops, bool initial)
    {
        if (!line.Contains((byte)'\t'))
        {
            output.Write(line);
            return;
        }

        long column = 0;
        for (int i = 0; i < line.Length; i++)
        {
            byte c = line[i];
            if (c == '\t')
            {
                long next = stops.After(column);
                next = next < 0 ? column + 1 : next;
                for (; column < next; column++)
                {
                    output.WriteByte((byte)' ');
                }

                continue;
            }

            output.WriteByte(c);
            column = c == '\b' ? Math.Max(0, column - 1) : column + 1;
            if (initial && c != ' ')
            {
                output.Write(line[(i + 1)..]);
                return;
            }
        }
    }
}
