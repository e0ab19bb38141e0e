using System.Globalization;
using System.Security.Cryptography;
using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <summary><c>sort</c>: lines in order, by any number of keys; larger inputs than memory go through temporary files.</summary>
public sealed partial class SortCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("sort")
    {
        GitBash = GitBashUse.Always,
        Summary = "Write sorted concatenation of all FILE(s) to standard output.",
        LongNamesFirst = "debug merge",
        Usage = ["[OPTION]... [FILE]...", "[OPTION]... --files0-from=F"],
        Notes = """
            With no FILE, or when FILE is -, read standard input.

            KEYDEF is F[.C][OPTS][,F[.C][OPTS]] for start and stop position, where F is a
            field number and C a character position in the field; both are origin 1, and
            the stop position defaults to the line's end.  If neither -t nor -b is in
            effect, characters in a field are counted from the beginning of the preceding
            whitespace.  OPTS is one or more single-letter ordering options [bdfgiMhnRrV],
            which override global ordering options for that key.

            SIZE may be followed by the following multiplicative suffixes:
            % 1% of memory, b 1, K 1024 (default), and so on for M, G, T, P, E, Z, Y.
            """,
        UsageStatus = Trouble,
        KeepsLines = true,
        Historic = Modernize,
        Limitations = ["--general-numeric-sort compares numbers in double precision."],
        Examples = [new("printf 'b 2\\na 10\\n' | sort -k2n", "by the second field as a number")],
    };

    private static readonly Option IgnoreLeadingBlanks = Declaration.Flag("b", "ignore-leading-blanks", "ignore leading blanks");
    private static readonly Option DictionaryOrder = Declaration.Flag("d", "dictionary-order", "consider only blanks and alphanumeric characters");
    private static readonly Option IgnoreCase = Declaration.Flag("f", "ignore-case", "fold lower case to upper case characters");
    private static readonly Option GeneralNumeric = Declaration.Flag("g", "general-numeric-sort", "compare according to general numerical value");
    private static readonly Option IgnoreNonPrinting = Declaration.Flag("i", "ignore-nonprinting", "consider only printable characters");
    private static readonly Option MonthSort = Declaration.Flag("M", "month-sort", "compare (unknown) < 'JAN' < ... < 'DEC'");
    private static readonly Option HumanNumeric = Declaration.Flag("h", "human-numeric-sort", "compare human readable numbers (e.g., 2K 1G)");
    private static readonly Option NumericSort = Declaration.Flag("n", "numeric-sort", "compare according to string numerical value");
    private static readonly Option RandomSort = Declaration.Flag("R", "random-sort", "shuffle, but group identical keys");
    private static readonly Option RandomSource = Declaration.Required("", "random-source", "FILE", "get random bytes from FILE");
    private static readonly Option Reverse = Declaration.Flag("r", "reverse", "reverse the result of comparisons");
    private static readonly Option Sort = Declaration.Required("", "sort", "WORD", "sort according to WORD:\ngeneral-numeric -g, human-numeric -h, month -M,\nnumeric -n, random -R, version -V");
    private static readonly Option VersionSort = Declaration.Flag("V", "version-sort", "natural sort of (version) numbers within text");
    private static readonly Option BatchSize = Declaration.Required("", "batch-size", "NMERGE", "merge at most NMERGE inputs at once;\nfor more use temp files");
    private static readonly Option Check = Declaration.Optional("", "check", "WORD", "check for sorted input; do not sort;\nquiet or silent do not report the first bad line");
    private static readonly Option CheckLoudly = Declaration.Flag("c", "", "check for sorted input; do not sort");
    private static readonly Option CheckQuietly = Declaration.Flag("C", "", "like -c, but do not report first bad line");
    private static readonly Option CompressProgram = Declaration.Required("", "compress-program", "PROG", "accepted; temporaries are not compressed");
    private static readonly Option Debug = Declaration.Flag("", "debug", "annotate the part of the line used to sort,\nand warn about questionable usage to stderr");
    private static readonly Option FilesFrom = Declaration.Required("", "files0-from", "F", "read input from the files specified by\nNUL-terminated names in file F;\nIf F is - then read names from standard input");
    private static readonly Option Key = Declaration.Required("k", "key", "KEYDEF", "sort via a key; KEYDEF gives location and type");
    private static readonly Option ObsolescentKey = Declaration.HiddenRequired("", "-obsolescent-key");
    private static readonly Option Merge = Declaration.Flag("m", "merge", "merge already sorted files; do not sort");
    private static readonly Option OutputFile = Declaration.Required("o", "output", "FILE", "write result to FILE instead of standard output");
    private static readonly Option Stable = Declaration.Flag("s", "stable", "stabilize sort by disabling last-resort comparison");
    private static readonly Option BufferSize = Declaration.Required("S", "buffer-size", "SIZE", "use SIZE for main memory buffer");
    private static readonly Option FieldSeparator = Declaration.Required("t", "field-separator", "SEP", "use SEP instead of non-blank to blank transition");
    private static readonly Option TemporaryDirectory = Declaration.Required("T", "temporary-directory", "DIR", "use DIR for temporaries, not $TMPDIR or /tmp;\nmultiple options specify multiple directories");
    private static readonly Option ParallelThreads = Declaration.Required("", "parallel", "N", "change the number of sorts run concurrently to N");
    private static readonly Option Unique = Declaration.Flag("u", "unique", "with -c, check for strict ordering;\nwithout -c, output only the first of an equal run");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    private static readonly ArgumentChoice<char> Orders = new(
        "--sort", ("general-numeric", 'g'), ("human-numeric", 'h'), ("month", 'M'), ("numeric", 'n'), ("random", 'R'), ("version", 'V'));

    private static readonly ArgumentChoice<char> Checks = new("--check", ("quiet", 'C'), ("silent", 'C'), ("diagnose-first", 'c'));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        SortKey global = ReadGlobalOrder(arguments);
        List<SortKey> keys = ReadKeys(context, arguments, global);
        char? check = ReadCheck(arguments);
        string? output = ReadOutput(arguments);
        IReadOnlyList<string> names = arguments.Value(FilesFrom) is { } list ? ReadNames(context, arguments, list) : InputOperands.OrStandardInput(arguments.Operands);
        foreach (SortKey key in keys)
        {
            if (key.Conflict is { } letters)
            {
                throw new CommandException($"options '-{letters}' are incompatible", Trouble);
            }
        }

        if (check is not null && names.Count > 1)
        {
            throw new CommandException($"extra operand {GnuQuoting.Always(names[1])} not allowed with -{check}", Trouble);
        }

        if (check is not null && output is not null)
        {
            throw new CommandException($"options '-{check}o' are incompatible", Trouble);
        }

        if (arguments.Has(Debug) && (check is not null || output is not null))
        {
            throw new CommandException($"options '-{check ?? 'o'} --debug' are incompatible", Trouble);
        }

        bool unique = arguments.Has(Unique);
        if (arguments.Has(Debug))
        {
            context.Complain(context.IsUtf8
                ? "text ordering performed using ‘C.UTF-8’ sorting rules"
                : "text ordering performed using simple byte comparison");
            new SortWarnings(context, keys, global) { HasNoLastResort = unique || arguments.Has(Stable) }.Write();
        }

        SortKey? lastResort = keys.Count > 0 && (unique || arguments.Has(Stable)) ? null : new SortKey { Reverse = global.Reverse };
        var job = new SortJob(context, new SortOrdering([.. keys], lastResort))
        {
            Unique = unique,
            Delimiter = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n',
            Output = output,
            Annotation = arguments.Has(Debug) && check is null ? new SortAnnotation(keys, lastResort is not null) : null,
            MemoryLimit = ReadBufferSize(arguments),
            MemoryIsGiven = arguments.Has(BufferSize),
            BatchSize = ReadBatchSize(context, arguments),
            Threads = ReadThreads(context, arguments),
            TemporaryDirectory = arguments.Value(TemporaryDirectory),
        };
        return check is not null ? job.Check(names[0], check == 'C')
            : arguments.Has(Merge) ? job.Merge(names)
            : job.Sort(names);
    }

    private static SortKey ReadGlobalOrder(ParsedArguments arguments)
    {
        var order = new SortKey
        {
            SkipsStartBlanks = arguments.Has(IgnoreLeadingBlanks),
            SkipsEndBlanks = arguments.Has(IgnoreLeadingBlanks),
            Dictionary = arguments.Has(DictionaryOrder),
            FoldsCase = arguments.Has(IgnoreCase),
            General = arguments.Has(GeneralNumeric),
            PrintableOnly = arguments.Has(IgnoreNonPrinting),
            Month = arguments.Has(MonthSort),
            Human = arguments.Has(HumanNumeric),
            Numeric = arguments.Has(NumericSort),
            Random = arguments.Has(RandomSort),
            Reverse = arguments.Has(Reverse),
            Version = arguments.Has(VersionSort),
        };
        foreach (string word in arguments.Values(Sort))
        {
            SetOrder(order, Choose(Orders, word), true, true);
        }

        return order;
    }

    private static List<SortKey> ReadKeys(CommandContext context, ParsedArguments arguments, SortKey global)
    {
        int separator = ReadSeparator(arguments);
        var keys = new List<SortKey>();
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Key || use.Option == ObsolescentKey)
            {
                keys.Add(ParseKey(use.Value!, use.Option == ObsolescentKey));
            }
        }

        foreach (SortKey key in keys)
        {
            if (key.IsPlain && !key.Reverse)
            {
                key.Inherit(global);
            }
        }

        if (keys.Count == 0 && !global.IsPlain)
        {
            keys.Add(global);
        }

        byte[]? salt = null;
        foreach (SortKey key in keys)
        {
            key.Separator = separator;
            if (key.Random)
            {
                key.Salt = salt ??= ReadSalt(context, arguments);
            }
        }

        return keys;
    }

    private static byte[] ReadSalt(CommandContext context, ParsedArguments arguments)
    {
        byte[] salt = new byte[16];
        if (arguments.Value(RandomSource) is not { } name)
        {
            RandomNumberGenerator.Fill(salt);
            return salt;
        }

        OpenFile file = OpenOrFail(context, name, "open failed");
        try
        {
            int count = 0;
            while (count < salt.Length)
            {
                int read = file.Read(salt.AsSpan(count), context.Cancellation);
                if (read == 0)
                {
                    throw new CommandException($"{GnuQuoting.Quote(name)}: end of file", Trouble);
                }

                count += read;
            }
        }
        finally
        {
            file.Release();
        }

        return salt;
    }

    private static OpenFile OpenOrFail(CommandContext context, string name, string complaint)
    {
        try
        {
            return context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{complaint}: {GnuQuoting.Name(name)}: {problem.Description}", Trouble);
        }
    }

    private static int ReadSeparator(ParsedArguments arguments)
    {
        int separator = -1;
        foreach (string text in arguments.Values(FieldSeparator))
        {
            byte[] bytes = EscapedUtf8.Encode(text);
            int value = bytes.Length switch
            {
                0 => throw new CommandException("empty tab", Trouble),
                1 => bytes[0],
                2 when text == "\\0" => 0,
                _ => throw new CommandException($"multi-character tab {GnuQuoting.Quote(text)}", Trouble),
            };
            if (separator >= 0 && separator != value)
            {
                throw new CommandException("incompatible tabs", Trouble);
            }

            separator = value;
        }

        return separator;
    }

    // A wrong word is not the trouble that has a status of its own.
    private static char Choose(ArgumentChoice<char> choice, string word)
    {
        try
        {
            return choice.Read(word);
        }
        catch (UsageException problem)
        {
            throw new CommandException($"{problem.Message}\nTry 'sort --help' for more information.");
        }
    }

    private static char? ReadCheck(ParsedArguments arguments)
    {
        char? check = null;
        foreach (OptionUse use in arguments.Uses)
        {
            char? asked = use.Option == CheckLoudly ? 'c' : use.Option == CheckQuietly ? 'C' : use.Option != Check ? null
                : use.Value is null ? 'c' : Choose(Checks, use.Value);
            if (asked is not null && check is not null && asked != check)
            {
                throw new CommandException("options '-cC' are incompatible", Trouble);
            }

            check = asked ?? check;
        }

        return check;
    }

    private static string? ReadOutput(ParsedArguments arguments)
    {
        string? output = null;
        foreach (string name in arguments.Values(OutputFile))
        {
            if (output is not null && output != name)
            {
                throw new CommandException("multiple output files specified", Trouble);
            }

            output = name;
        }

        return output;
    }

    private static List<string> ReadNames(CommandContext context, ParsedArguments arguments, string list)
    {
        if (arguments.Operands.Count > 0)
        {
            throw new UsageException($"extra operand {GnuQuoting.Always(arguments.Operands[0])}\nfile operands cannot be combined with --files0-from");
        }

        OpenFile file = OpenOrFail(context, list, "open failed");
        var names = new List<string>();
        try
        {
            var reader = new LineReader(file, context.Cancellation, 0);
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                string name = EscapedUtf8.Decode(line);
                if (name.Length == 0)
                {
                    throw new CommandException($"{GnuQuoting.Name(list)}:{names.Count + 1}: invalid zero-length file name", Trouble);
                }

                if (list == "-" && name == "-")
                {
                    throw new CommandException($"when reading file names from stdin, no file name of {GnuQuoting.Always("-")} allowed", Trouble);
                }

                names.Add(name);
            }
        }
        catch (FileSystemException)
        {
            throw new CommandException($"cannot read file names from {GnuQuoting.Always(list)}", Trouble);
        }
        finally
        {
            file.Release();
        }

        return names.Count > 0 ? names : throw new CommandException($"no input from {GnuQuoting.Always(list)}", Trouble);
    }

    private static long ReadBufferSize(ParsedArguments arguments)
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long limit = Math.Clamp(memory / 4, 64L << 20, 2_000_000_000);
        foreach (string text in arguments.Values(BufferSize))
        {
            ulong size;
            if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent >= 0)
            {
                size = (ulong)(memory * (percent / 100));
            }
            else
            {
                string withUnit = text.Length > 0 && char.IsAsciiDigit(text[^1]) ? text + "K" : text.EndsWith('b') ? text[..^1] : text;
                size = SizeSuffix.TryRead(withUnit, "EgGkKmMPtTYZ", out ulong value) switch
                {
                    SizeReading.Ok => value,
                    SizeReading.TooLarge => throw new CommandException($"-S argument '{text}' too large", Trouble),
                    _ => throw new CommandException($"invalid {SuffixIn(text)}-S argument '{text}'", Trouble),
                };
            }

            limit = (long)Math.Clamp(size, 256UL << 10, 1UL << 30);
        }

        return limit;
    }

    private static string SuffixIn(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) ? "suffix in " : "";

    private static int ReadBatchSize(CommandContext context, ParsedArguments arguments)
    {
        int batch = 16;
        foreach (string text in arguments.Values(BatchSize))
        {
            SizeReading reading = SizeSuffix.TryRead(text, "", out ulong value);
            if (reading == SizeReading.Invalid)
            {
                throw new CommandException($"invalid {SuffixIn(text)}--batch-size argument '{text}'", Trouble);
            }

            if (value < 2)
            {
                context.Complain($"invalid --batch-size argument {GnuQuoting.Quote(text)}");
                throw new CommandException($"minimum --batch-size argument is {GnuQuoting.Quote("2")}", Trouble);
            }

            batch = (int)Math.Min(value, 512);
        }

        return batch;
    }

    private static int ReadThreads(CommandContext context, ParsedArguments arguments)
    {
        int threads = Math.Min(8, context.System.ProcessorCount);
        foreach (string text in arguments.Values(ParallelThreads))
        {
            if (SizeSuffix.TryRead(text, "", out ulong value) == SizeReading.Invalid)
            {
                throw new CommandException($"invalid {SuffixIn(text)}--parallel argument '{text}'", Trouble);
            }

            if (value == 0)
            {
                throw new CommandException("number in parallel must be nonzero", Trouble);
            }

            threads = (int)Math.Min(value, (ulong)threads);
        }

        return threads;
    }
}
