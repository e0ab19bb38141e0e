namespace BashTool.Commands.Text;

/// <summary><c>fmt</c>: fills paragraphs.</summary>
public sealed class FmtCommand : BashCommand
{
    private const int LargestWidth = 2500;
    private const int Leeway = 7;

    private static readonly CommandSpec Declaration = new("fmt")
    {
        Summary = "Reformat each paragraph in the FILE(s), writing to standard output.\nThe option -WIDTH is an abbreviated form of --width=DIGITS.",
        Usage = ["[-WIDTH] [OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Historic = TakeWidth,
        Examples = [new("fmt -w 40 notes.txt", "paragraphs filled to forty columns")],
    };

    private static readonly Option CrownMargin = Declaration.Flag("c", "crown-margin", "preserve indentation of first two lines");
    private static readonly Option Prefix = Declaration.Required("p", "prefix", "STRING", "reformat only lines beginning with STRING,\nreattaching the prefix to reformatted lines");
    private static readonly Option SplitOnly = Declaration.Flag("s", "split-only", "split long lines, but do not refill");
    private static readonly Option TaggedParagraph = Declaration.Flag("t", "tagged-paragraph", "indentation of first line different from second");
    private static readonly Option UniformSpacing = Declaration.Flag("u", "uniform-spacing", "one space between words, two after sentences");
    private static readonly Option Width = Declaration.Required("w", "width", "WIDTH", "maximum line width (default of 75 columns)");
    private static readonly Option Goal = Declaration.Required("g", "goal", "WIDTH", "goal width (default of 93% of width)");

    private static readonly Option Digits = Declaration.Digits();

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            if (use.Option == Digits)
            {
                throw new UsageException($"invalid option -- {use.Letter}; -WIDTH is recognized only when it is the first\noption; use -w N instead");
            }
        });

        int width = 75;
        int goal;
        if (arguments.Value(Width) is { } widthText)
        {
            width = ReadWidth(widthText, LargestWidth);
        }

        if (arguments.Value(Goal) is { } goalText)
        {
            goal = ReadWidth(goalText, arguments.Has(Width) ? width : LargestWidth, arguments.Has(Width) ? LargestWidth : 75);
            width = arguments.Has(Width) ? width : goal + 10;
        }
        else
        {
            goal = width * ((2 * (100 - Leeway)) + 1) / 200;
        }

        var filler = new ParagraphFiller(context, width, goal)
        {
            Crown = arguments.Has(CrownMargin),
            Tagged = arguments.Has(TaggedParagraph),
            Splits = arguments.Has(SplitOnly),
            Uniform = arguments.Has(UniformSpacing),
        };
        if (arguments.Value(Prefix) is { } prefix)
        {
            filler.SetPrefix(EscapedUtf8.Encode(prefix));
        }

        return InputOperands.ForEach(
            context,
            arguments.Operands,
            (file, _) => filler.Run(file),
            (name, problem) => $"cannot open {GnuQuoting.Always(name)} for reading: {problem.Description}",
            (_, _) => "read error");
    }

    private static int ReadWidth(string text, int most, int mostFirst = LargestWidth)
    {
        SizeReading reading = SizeSuffix.TryRead(text, "", out ulong value);
        string complaint = $"invalid width: {GnuQuoting.Quote(text)}";
        return reading == SizeReading.Invalid ? throw new CommandException(complaint)
            : value > int.MaxValue / 2 ? throw new CommandException($"{complaint}: Value too large for defined data type")
            : value > (ulong)Math.Min(most, mostFirst) ? throw new CommandException($"{complaint}: Numerical result out of range")
            : (int)value;
    }

    // fmt -40
    private static IReadOnlyList<string> TakeWidth(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && arguments[0].Length > 1 && arguments[0][0] == '-' && char.IsAsciiDigit(arguments[0][1])
            ? ["-w", arguments[0][1..], .. arguments.Skip(1)]
            : arguments;
}
