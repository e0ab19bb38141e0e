using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary><c>nl</c>: numbers lines, page by page where pages are marked.</summary>
public sealed class NlCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("nl")
    {
        Summary = "Write each FILE to standard output, with line numbers added.",
        LongNamesFirst = "no-renumber number-separator number-width number-format starting-line-number",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            STYLE is one of: a (number all lines), t (number only nonempty lines),
            n (number no lines), pBRE (number only lines that match BRE).
            FORMAT is one of: ln (left justified, no leading zeros),
            rn (right justified, no leading zeros), rz (right justified, leading zeros).
            """,
        Examples = [new("printf 'a\\nb\\n' | nl -ba -w2 -s': '", "numbers of two columns")],
    };

    private static readonly Option BodyNumbering = Declaration.Required("b", "body-numbering", "STYLE", "use STYLE for numbering body lines");
    private static readonly Option SectionDelimiter = Declaration.Required("d", "section-delimiter", "CC", "use CC for logical page delimiters");
    private static readonly Option FooterNumbering = Declaration.Required("f", "footer-numbering", "STYLE", "use STYLE for numbering footer lines");
    private static readonly Option HeaderNumbering = Declaration.Required("h", "header-numbering", "STYLE", "use STYLE for numbering header lines");
    private static readonly Option LineIncrement = Declaration.Required("i", "line-increment", "NUMBER", "line number increment at each line");
    private static readonly Option JoinBlankLines = Declaration.Required("l", "join-blank-lines", "NUMBER", "group of NUMBER empty lines counted as one");
    private static readonly Option NumberFormat = Declaration.Required("n", "number-format", "FORMAT", "insert line numbers according to FORMAT");
    private static readonly Option NoRenumber = Declaration.Flag("p", "no-renumber", "do not reset line numbers for each section");
    private static readonly Option NumberSeparator = Declaration.Required("s", "number-separator", "STRING", "add STRING after (possible) line number");
    private static readonly Option StartingLineNumber = Declaration.Required("v", "starting-line-number", "NUMBER", "first line number for each section");
    private static readonly Option NumberWidth = Declaration.Required("w", "number-width", "NUMBER", "use NUMBER columns for line numbers");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string body = Style(context, arguments, BodyNumbering, "t", "body");
        string header = Style(context, arguments, HeaderNumbering, "n", "header");
        string footer = Style(context, arguments, FooterNumbering, "n", "footer");
        string format = arguments.Value(NumberFormat) ?? "rn";
        if (format is not ("ln" or "rn" or "rz"))
        {
            throw new UsageException($"invalid line numbering format: {GnuQuoting.Quote(format)}");
        }

        string mark = arguments.Value(SectionDelimiter) is { } given ? given.Length == 1 ? given + ":" : given : "\\:";
        var numberer = new Numberer(context.Output)
        {
            Sections = [Compile(header, context.IsUtf8), Compile(body, context.IsUtf8), Compile(footer, context.IsUtf8)],
            Mark = mark.Length == 0 ? null : EscapedUtf8.Encode(mark),
            Increment = Number(arguments, LineIncrement, "invalid line number increment", long.MinValue, 1),
            BlankLines = Number(arguments, JoinBlankLines, "invalid line number of blank lines", 1, 1),
            Start = Number(arguments, StartingLineNumber, "invalid starting line number", long.MinValue, 1),
            Width = (int)Number(arguments, NumberWidth, "invalid line number field width", 1, 6, int.MaxValue),
            Separator = EscapedUtf8.Encode(arguments.Value(NumberSeparator) ?? "\t"),
            Format = format,
            Renumbers = !arguments.Has(NoRenumber),
        };
        numberer.Reset();
        return InputOperands.ForEach(context, arguments.Operands, (file, _) =>
        {
            var reader = new LineReader(file, context.Cancellation);
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                numberer.Add(line);
            }
        });
    }

    private static string Style(CommandContext context, ParsedArguments arguments, Option option, string standard, string section)
    {
        string style = arguments.Value(option) ?? standard;
        // Nobody looks behind the letter of a, t and n.
        if (style is not ['a' or 't' or 'n' or 'p', ..])
        {
            throw new UsageException($"invalid {section} numbering style: {GnuQuoting.Quote(style)}");
        }

        return style;
    }

    private static Func<byte[], bool>? Compile(string style, bool utf8)
    {
        if (!style.StartsWith('p'))
        {
            return style[0] == 'a' ? _ => true : style[0] == 't' ? line => line.Length > 0 : null;
        }

        try
        {
            PosixRegex regex = PosixRegex.Cached(style[1..], new RegexOptions { NoSubmatches = true, Utf8 = utf8 });
            return line => regex.IsMatch(line);
        }
        catch (RegexSyntaxException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    private static long Number(ParsedArguments arguments, Option option, string complaint, long least, long standard, long most = long.MaxValue)
    {
        if (arguments.Value(option) is not { } text)
        {
            return standard;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long value))
        {
            bool digits = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0 && text.Length > 1;
            throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}{(digits ? ": Value too large for defined data type" : "")}");
        }

        return value > most ? throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}: Value too large for defined data type")
            : value >= least ? value
            : throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}: Numerical result out of range");
    }

    private sealed class Numberer(ByteWriter output)
    {
        private int section = 1;
        private long number;
        private bool overflown;
        private long blanks;

        public required Func<byte[], bool>?[] Sections { get; init; }

        public required byte[]? Mark { get; init; }

        public required long Increment { get; init; }

        public required long BlankLines { get; init; }

        public required long Start { get; init; }

        public required int Width { get; init; }

        public required byte[] Separator { get; init; }

        public required string Format { get; init; }

        public required bool Renumbers { get; init; }

        public void Reset()
        {
            number = Start;
            overflown = false;
        }

        public void Add(ReadOnlySpan<byte> line)
        {
            // Three marks begin a header, two a body, one a footer.
            int marks = Marks(line);
            if (marks > 0)
            {
                section = 3 - marks;
                if (Renumbers)
                {
                    Reset();
                }

                output.WriteByte((byte)'\n');
                return;
            }

            bool numbered;
            if (BlankLines > 1 && line.IsEmpty && Sections[section] is not null)
            {
                blanks++;
                numbered = blanks == BlankLines && Sections[section]!([]);
                blanks = blanks == BlankLines ? 0 : blanks;
            }
            else
            {
                blanks = 0;
                numbered = Sections[section]?.Invoke(line.ToArray()) == true;
            }

            if (numbered)
            {
                if (overflown)
                {
                    throw new CommandException("line number overflow");
                }

                PrintNumber();
                overflown = Increment >= 0 ? number > long.MaxValue - Increment : number < long.MinValue - Increment;
                number = unchecked(number + Increment);
            }
            else
            {
                for (int i = 0; i < Width + Separator.Length; i++)
                {
                    output.WriteByte((byte)' ');
                }
            }

            output.WriteLine(line);
        }

        private int Marks(ReadOnlySpan<byte> line)
        {
            if (Mark is null || line.Length < Mark.Length || line.Length > 3 * Mark.Length || line.Length % Mark.Length != 0)
            {
                return 0;
            }

            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] != Mark[i % Mark.Length])
                {
                    return 0;
                }
            }

            return line.Length / Mark.Length;
        }

        private void PrintNumber()
        {
            string digits = number.ToString(CultureInfo.InvariantCulture);
            output.Write(Format switch
            {
                "ln" => digits.PadRight(Width),
                "rn" => digits.PadLeft(Width),
                _ when number < 0 => "-" + digits[1..].PadLeft(Width - 1, '0'),
                _ => digits.PadLeft(Width, '0'),
            });
            output.Write(Separator);
        }
    }
}
