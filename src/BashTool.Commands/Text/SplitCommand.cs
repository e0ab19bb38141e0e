using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary><c>split</c>: a file in pieces.</summary>
public sealed class SplitCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("split")
    {
        GitBash = GitBashUse.Always,
        Summary = "Output pieces of FILE to PREFIXaa, PREFIXab, ...;\ndefault size is 1000 lines, and default PREFIX is 'x'.",
        Usage = ["[OPTION]... [FILE [PREFIX]]"],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            The SIZE argument is an integer and optional unit (example: 10K is 10*1024).
            Units are K,M,G,T,P,E,Z,Y (powers of 1024) or KB,MB,... (powers of 1000).
            Binary prefixes can be used, too: KiB=K, MiB=M, and so on.

            CHUNKS may be:
              N       split into N files based on size of input
              K/N     output Kth of N to stdout
              l/N     split into N files without splitting lines/records
              l/K/N   output Kth of N to stdout without splitting lines/records
              r/N     like 'l' but use round robin distribution
              r/K/N   likewise but only output Kth of N to stdout
            """,
        Writes = true,
        Examples = [new("split -n l/3 -d log part-", "three parts of about the same size, no line cut: part-00, part-01, part-02")],
    };

    private static readonly Option SuffixLength = Declaration.Required("a", "suffix-length", "N", "generate suffixes of length N (default 2)");
    private static readonly Option AdditionalSuffix = Declaration.Required("", "additional-suffix", "SUFFIX", "append an additional SUFFIX to file names");
    private static readonly Option Bytes = Declaration.Required("b", "bytes", "SIZE", "put SIZE bytes per output file");
    private static readonly Option LineBytes = Declaration.Required("C", "line-bytes", "SIZE", "put at most SIZE bytes of records per output file");
    private static readonly Option Digits = Declaration.Flag("d", "", "use numeric suffixes starting at 0, not alphabetic");
    private static readonly Option NumericSuffixes = Declaration.Optional("", "numeric-suffixes", "FROM", "same as -d, but allow setting the start value");
    private static readonly Option Hex = Declaration.Flag("x", "", "use hex suffixes starting at 0, not alphabetic");
    private static readonly Option HexSuffixes = Declaration.Optional("", "hex-suffixes", "FROM", "same as -x, but allow setting the start value");
    private static readonly Option ElideEmpty = Declaration.Flag("e", "elide-empty-files", "do not generate empty output files with '-n'");
    private static readonly Option Filter = Declaration.Required("", "filter", "COMMAND", "write to shell COMMAND; file name is $FILE");
    private static readonly Option Lines = Declaration.Required("l", "lines", "NUMBER", "put NUMBER lines/records per output file");
    private static readonly Option Number = Declaration.Required("n", "number", "CHUNKS", "generate CHUNKS output files; see explanation below");
    private static readonly Option Separator = Declaration.Required("t", "separator", "SEP", "use SEP instead of newline as the record separator;\n'\\0' (zero) specifies the NUL character");
    private static readonly Option Unbuffered = Declaration.Flag("u", "unbuffered", "immediately copy input to output with '-n r/...'");
    private static readonly Option Verbose = Declaration.Flag("", "verbose", "print a diagnostic just before each\noutput file is opened");
    private static readonly Option DigitLines = Declaration.Digits();
    private static readonly Option BlockSize = Declaration.HiddenRequired("", "-io-blksize");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var plan = new SplitPlan();
        foreach (OptionUse use in arguments.Uses)
        {
            Apply(use, plan);
        }

        List<string> operands = arguments.Operands;
        if (operands.Count > 2)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[2])}");
        }

        if (plan.Kind == SplitKind.None)
        {
            plan.Kind = SplitKind.Lines;
            plan.Size = 1000;
        }

        if (plan.Size == 0)
        {
            throw new UsageException("invalid number of lines: ‘0’");
        }

        if (plan.Filter is not null && plan.Chunk > 0)
        {
            throw new UsageException("--filter does not process a chunk extracted to stdout");
        }

        plan.ElidesEmpty = arguments.Has(ElideEmpty);
        plan.Unbuffered = arguments.Has(Unbuffered);
        plan.Verbose = arguments.Has(Verbose);
        var names = new SplitNames(operands.Count > 1 ? operands[1] : "x", plan);
        string input = operands.Count > 0 ? operands[0] : "-";
        OpenFile file;
        try
        {
            file = context.OpenInput(input);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot open {GnuQuoting.Always(input)} for reading: {problem.Description}");
        }

        try
        {
            int status = new SplitRun(context, plan, names, file).Run();
            if (plan.Chunk > 0)
            {
                context.Output.FlushThrough();
            }

            return status;
        }
        catch (FileSystemException problem) when (problem.Path is not null)
        {
            string sized = plan.Kind is SplitKind.Chunks or SplitKind.ChunksOfLines && problem.Error == FileError.EISDIR ? "cannot determine file size: " : "";
            throw new CommandException($"{GnuQuoting.Name(input)}: {sized}{problem.Description}");
        }
        catch (WriteErrorException problem)
        {
            throw new CommandException($"-: {problem.Description}");
        }
        finally
        {
            file.Release();
        }
    }

    private static void Apply(OptionUse use, SplitPlan plan)
    {
        string value = use.Value ?? "";
        Option option = use.Option;
        if (option == SuffixLength)
        {
            plan.SuffixLength = (int)Math.Min(SizeSuffix.Read(value, "", "invalid suffix length"), 1000);
        }
        else if (option == AdditionalSuffix)
        {
            if (value.Contains('/', StringComparison.Ordinal))
            {
                throw new UsageException($"invalid suffix {GnuQuoting.Quote(value)}, contains directory separator");
            }

            plan.AdditionalSuffix = value;
        }
        else if (option == Bytes || option == LineBytes)
        {
            SetKind(plan, option == Bytes ? SplitKind.Bytes : SplitKind.LineBytes);
            plan.Size = Positive(value, "bEGKkMmPTYZ0", "invalid number of bytes");
        }
        else if (option == Lines)
        {
            SetKind(plan, SplitKind.Lines);
            plan.Size = Positive(value, "", "invalid number of lines", ulong.MaxValue);
        }
        else if (option == DigitLines)
        {
            AddDigit(use, plan);
        }
        else if (option == Number)
        {
            value = value.TrimStart();
            SetKind(plan, value.StartsWith("l/", StringComparison.Ordinal) ? SplitKind.ChunksOfLines
                : value.StartsWith("r/", StringComparison.Ordinal) ? SplitKind.RoundRobin : SplitKind.Chunks);
            ReadChunks(plan.Kind == SplitKind.Chunks ? value : value[2..], plan);
        }
        else if (option == Separator)
        {
            byte[] bytes = EscapedUtf8.Encode(value);
            int separator = bytes.Length == 0 ? throw new CommandException("empty record separator")
                : bytes.Length == 1 ? bytes[0]
                : value == "\\0" ? 0
                : throw new CommandException($"multi-character separator {GnuQuoting.Quote(value)}");
            if (plan.Separator >= 0 && plan.Separator != separator)
            {
                throw new CommandException("multiple separator characters specified");
            }

            plan.Separator = separator;
        }
        else if (option == Digits || option == NumericSuffixes)
        {
            plan.Alphabet = "0123456789";
            ReadStart(use.Value, plan, "numerical");
        }
        else if (option == Hex || option == HexSuffixes)
        {
            plan.Alphabet = "0123456789abcdef";
            ReadStart(use.Value, plan, "hexadecimal");
        }
        else if (option == Filter)
        {
            plan.Filter = value;
        }
        else if (option == BlockSize)
        {
            Positive(value, "bEGKkMmPTYZ0", "invalid IO block size");
        }
    }

    // -5: the digits of one argument are a number of lines; those of another take their place.
    private static void AddDigit(OptionUse use, SplitPlan plan)
    {
        if (plan.Kind != SplitKind.HistoricLines)
        {
            SetKind(plan, SplitKind.HistoricLines);
        }

        ulong before = plan.DigitsPosition == use.Position ? plan.Size : 0;
        ulong digit = (ulong)(use.Letter - '0');
        plan.DigitsPosition = use.Position;
        plan.Size = before <= (ulong.MaxValue - digit) / 10
            ? (before * 10) + digit
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"line count option -{before}{use.Letter}... is too large"));
    }

    private static void SetKind(SplitPlan plan, SplitKind kind) =>
        plan.Kind = plan.Kind == SplitKind.None ? kind : throw new UsageException("cannot split in more than one way");

    private static ulong Positive(ReadOnlySpan<char> text, string suffixes, string complaint, ulong most = long.MaxValue)
    {
        SizeReading reading = SizeSuffix.TryRead(text, suffixes, out ulong value);
        string quoted = $"{complaint}: {GnuQuoting.Quote(text.ToString())}";
        return reading == SizeReading.Invalid ? throw new CommandException(quoted)
            : value == 0 ? throw new CommandException($"{quoted}: Numerical result out of range")
            : reading == SizeReading.TooLarge || value > most ? throw new CommandException($"{quoted}: Value too large for defined data type")
            : Math.Min(value, long.MaxValue);
    }

    private static void ReadChunks(string text, SplitPlan plan)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        plan.Size = Positive(text.AsSpan(slash + 1), "", "invalid number of chunks");
        if (slash > 0)
        {
            plan.Chunk = Positive(text.AsSpan(0, slash), "", "invalid chunk number");
            if (plan.Chunk > plan.Size)
            {
                throw new CommandException($"invalid chunk number: {GnuQuoting.Quote(text[..slash])}: Numerical result out of range");
            }
        }
    }

    private static void ReadStart(string? text, SplitPlan plan, string kind)
    {
        if (text is null)
        {
            return;
        }

        if (text.AsSpan().IndexOfAnyExcept(plan.Alphabet) >= 0)
        {
            throw new UsageException($"{GnuQuoting.Quote(text)}: invalid start value for {kind} suffix");
        }

        string start = text.TrimStart('0');
        plan.Start = start.Length == 0 && text.Length > 0 ? "0" : start;
    }
}
