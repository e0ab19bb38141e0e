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
        Examples = [new("fmt -w 40 notes.txt", "paragraphs filled to forty columns")],
    };

    private static readonly Option CrownMargin = Declaration.Flag("c", "crown-margin", "preserve indentation of first two lines");
    private static readonly Option Prefix = Declaration.Required("p", "prefix", "STRING", "reformat only lines beginning with STRING,\nreattaching the prefix to reformatted lines");
    private static readonly Option SplitOnly = Declaration.Flag("s", "split-only", "split long lines, but do not refill");
    private static readonly Option TaggedParagraph = Declaration.Flag("t", "tagged-paragraph", "indentation of first line different from second");
    private static readonly Option UniformSpacing = Declaration.Flag("u", "uniform-spacing", "one space between words, two after sentences");
    private static readonly Option Width = Declaration.Required("w", "width", "WIDTH", "maximum line width (default of 75 columns)");
    private static readonly Option Goal = Declaration.Required("g", "goal", "WIDTH", "goal width (default of 93% of width)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(Historic(context.Arguments));
        if (arguments.Uses.Any(u => u.Option.LongNames.Contains("help") || u.Option.LongNames.Contains("version")))
        {
            Declaration.Parse(context);
        }

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

        int status = 0;
        foreach (string name in InputOperands.OrStandardInput(arguments.Operands))
        {
            OpenFile file;
            try
            {
                file = context.OpenInput(name);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot open {GnuQuoting.Always(name)} for reading: {problem.Description}");
                status = 1;
                continue;
            }

            try
            {
                filler.Run(file);
            }
            catch (FileSystemException problem) when (problem.Path is not null || problem.Error == FileError.EISDIR)
            {
                context.Complain("read error");
                status = 1;
            }
            finally
            {
                file.Release();
            }
        }

        return status;
    }

    private static int ReadWidth(string text, int most, int mostFirst = LargestWidth)
    {
        SizeReading reading = SizeSuffix.TryRead(text, "", out ulong value);
        string complaint = $"invalid width: {GnuQuoting.Quote(text)}";
        return reading == SizeReading.Invalid ? throw new CommandException(complaint)
            : value > (ulong)Math.Min(most, mostFirst) ? throw new CommandException($"{complaint}: Numerical result out of range")
            : (int)value;
    }

    private static IReadOnlyList<string> Historic(IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> result = arguments;
        if (arguments.Count > 0 && arguments[0].Length > 1 && arguments[0][0] == '-' && char.IsAsciiDigit(arguments[0][1]))
        {
            result = ["-w", arguments[0][1..], .. arguments.Skip(1)];
        }

        for (int i = 1; i < arguments.Count && arguments[i] != "--"; i++)
        {
            string argument = arguments[i];
            if (argument.Length > 1 && argument[0] == '-' && char.IsAsciiDigit(argument[1])
                && !(arguments[i - 1].Length > 1 && arguments[i - 1][0] == '-' && "pwg".Contains(arguments[i - 1][^1], StringComparison.Ordinal)))
            {
                throw new UsageException($"invalid option -- {argument[1]}; -WIDTH is recognized only when it is the first\noption; use -w N instead");
            }
        }

        return result;
    }
}
