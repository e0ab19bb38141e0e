using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary><c>csplit</c>: a file in pieces, cut where lines match.</summary>
public sealed class CsplitCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("csplit")
    {
        Summary = "Output pieces of FILE separated by PATTERN(s) to files 'xx00', 'xx01', ...,\nand output byte counts of each piece to standard output.",
        LongNamesFirst = "silent",
        Usage = ["[OPTION]... FILE PATTERN..."],
        Notes = """
            Read standard input if FILE is -

            Each PATTERN may be:
              INTEGER            copy up to but not including specified line number
              /REGEXP/[OFFSET]   copy up to but not including a matching line
              %REGEXP%[OFFSET]   skip to, but not including a matching line
              {INTEGER}          repeat the previous pattern specified number of times
              {*}                repeat the previous pattern as many times as possible

            A line OFFSET is an integer optionally preceded by '+' or '-'
            """,
        Writes = true,
        Examples = [new("csplit -z book.txt '/^Chapter/' '{*}'", "a file for each chapter")],
    };

    private static readonly Option SuffixFormat = Declaration.Required("b", "suffix-format", "FORMAT", "use sprintf FORMAT instead of %02d");
    private static readonly Option Prefix = Declaration.Required("f", "prefix", "PREFIX", "use PREFIX instead of 'xx'");
    private static readonly Option KeepFiles = Declaration.Flag("k", "keep-files", "do not remove output files on errors");
    private static readonly Option SuppressMatched = Declaration.Flag("", "suppress-matched", "suppress the lines matching PATTERN");
    private static readonly Option Digits = Declaration.Required("n", "digits", "DIGITS", "use specified number of digits instead of 2");
    private static readonly Option Quiet = Declaration.Flag("sq", "quiet silent", "do not print counts of output file sizes");
    private static readonly Option ElideEmpty = Declaration.Flag("z", "elide-empty-files", "remove empty output files");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        int digits = 2;
        foreach (string text in arguments.Values(Digits))
        {
            bool negative = text.TrimStart().StartsWith('-');
            SizeReading reading = SizeSuffix.TryRead(negative ? text.TrimStart()[1..] : text, "", out ulong value);
            string? problem = reading == SizeReading.Invalid ? ""
                : negative ? ": Numerical result out of range"
                : value > int.MaxValue ? ": Value too large for defined data type"
                : null;
            digits = problem is null ? (int)value : throw new CommandException($"invalid number: {GnuQuoting.Quote(text)}{problem}");
        }

        List<string> operands = arguments.Operands;
        if (operands.Count < 2)
        {
            throw new UsageException(operands.Count == 0 ? "missing operand" : $"missing operand after {GnuQuoting.Quote(context.Arguments[^1])}");
        }

        string format = arguments.Value(SuffixFormat) is { } given ? CheckFormat(given) : $"%0{digits.ToString(CultureInfo.InvariantCulture)}d";
        OpenFile file;
        try
        {
            file = context.OpenInput(operands[0]);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot open {GnuQuoting.Always(operands[0])} for reading: {problem.Description}");
        }

        try
        {
            List<CsplitPattern> patterns = ReadPatterns(context, operands);
            ReadOnlyMemory<byte> text = default;
            string? readProblem = null;
            try
            {
                text = WholeInput.Read(file, context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                readProblem = $"read error: {problem.Description}";
            }

            return new CsplitRun(context, text)
            {
                ReadProblem = readProblem,
                Prefix = arguments.Value(Prefix) ?? "xx",
                Format = format,
                KeepsFiles = arguments.Has(KeepFiles),
                SuppressesMatched = arguments.Has(SuppressMatched),
                Quiet = arguments.Has(Quiet),
                ElidesEmpty = arguments.Has(ElideEmpty),
            }.Run(patterns);
        }
        finally
        {
            file.Release();
        }
    }

    private static List<CsplitPattern> ReadPatterns(CommandContext context, List<string> operands)
    {
        var patterns = new List<CsplitPattern>();
        ulong before = 0;
        for (int i = 1; i < operands.Count; i++)
        {
            string text = operands[i];
            CsplitPattern pattern;
            if (text.StartsWith('/') || text.StartsWith('%'))
            {
                pattern = ReadRegex(text, context.IsUtf8);
            }
            else
            {
                if (SizeSuffix.TryRead(text, "", out ulong number) != SizeReading.Ok)
                {
                    throw new CommandException($"{GnuQuoting.Quote(text)}: invalid pattern");
                }

                if (number == 0)
                {
                    throw new CommandException($"{text}: line number must be greater than zero");
                }

                if (number < before)
                {
                    throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"line number {GnuQuoting.Quote(text)} is smaller than preceding line number, {before}"));
                }

                if (number == before)
                {
                    context.Complain($"warning: line number {GnuQuoting.Quote(text)} is the same as preceding line number");
                }

                before = number;
                pattern = new CsplitPattern { Text = text, Line = (long)Math.Min(number, long.MaxValue / 2) };
            }

            if (i + 1 < operands.Count && operands[i + 1].StartsWith('{'))
            {
                pattern.Repeats = ReadRepeat(operands[++i]);
            }

            patterns.Add(pattern);
        }

        return patterns;
    }

    private static CsplitPattern ReadRegex(string text, bool utf8)
    {
        int close = text.LastIndexOf(text[0]);
        if (close == 0)
        {
            throw new CommandException($"{text}: closing delimiter '{text[0]}' missing");
        }

        long offset = 0;
        string rest = text[(close + 1)..];
        if (rest.Length > 0 && !long.TryParse(rest, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out offset))
        {
            throw new CommandException($"{GnuQuoting.Quote(text)}: integer expected after delimiter");
        }

        try
        {
            return new CsplitPattern
            {
                Text = text,
                Regex = PosixRegex.Cached(text[1..close], RegexOptions.Basic with { NoSubmatches = true, Utf8 = utf8 }),
                Ignores = text[0] == '%',
                Offset = offset,
            };
        }
        catch (RegexSyntaxException problem)
        {
            throw new CommandException($"{GnuQuoting.Quote(text)}: invalid regular expression: {problem.Message}");
        }
    }

    private static long ReadRepeat(string text)
    {
        if (!text.EndsWith('}'))
        {
            throw new CommandException($"{GnuQuoting.Quote(text)}: '}}' is required in repeat count");
        }

        string number = text[1..^1];
        return number == "*" ? -1
            : SizeSuffix.TryRead(number, "", out ulong value) == SizeReading.Ok ? (long)Math.Min(value, long.MaxValue)
            : throw new CommandException($"{GnuQuoting.Quote(text[..^1])}}}: integer required between '{{' and '}}'");
    }

    private static string CheckFormat(string format)
    {
        int conversions = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                i++;
                continue;
            }

            if (++conversions > 1)
            {
                throw new CommandException("too many % conversion specifications in suffix");
            }

            string flags = "";
            for (i++; i < format.Length && "'-0#".Contains(format[i], StringComparison.Ordinal); i++)
            {
                flags += format[i];
            }

            while (i < format.Length && char.IsAsciiDigit(format[i]))
            {
                i++;
            }

            if (i < format.Length && format[i] == '.')
            {
                for (i++; i < format.Length && char.IsAsciiDigit(format[i]); i++)
                {
                }
            }

            char letter = i < format.Length ? format[i] : '\0';
            if (letter == '\0')
            {
                throw new CommandException("missing conversion specifier in suffix");
            }

            if (!"diuoxX".Contains(letter, StringComparison.Ordinal))
            {
                throw new CommandException($"invalid conversion specifier in suffix: {letter}");
            }

            char wrong = letter is 'd' or 'i' or 'u' ? '#' : '\'';
            if (flags.Contains(wrong, StringComparison.Ordinal))
            {
                throw new CommandException($"invalid flags in conversion specification: %{wrong}{letter}");
            }
        }

        return conversions > 0 ? format : throw new CommandException("missing % conversion specification in suffix");
    }
}
