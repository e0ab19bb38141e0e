namespace BashTool.Commands.Text;

/// <summary><c>od</c>: shows bytes as octal and other numbers, or as characters.</summary>
public sealed class OdCommand : BashCommand
{
    private const int DefaultWidth = 16;
    private const int DefaultStringLength = 3;
    private const string Suffixes = "bEGKkMmPTYZ0";

    private static readonly CommandSpec Declaration = new("od")
    {
        Summary = "Write an unambiguous representation, octal bytes by default, of FILE to standard output.",
        Usage = ["[OPTION]... [FILE]...", "[-abcdfilosx]... [FILE] [[+]OFFSET[.][b]]", "--traditional [OPTION]... [FILE] [[+]OFFSET[.][b] [+][LABEL][.][b]]"],
        Notes = """
            TYPE is made up of one or more of these specifications:
              a          named character, ignoring high-order bit
              c          printable character or backslash escape
              d[SIZE]    signed decimal, SIZE bytes per integer
              f[SIZE]    floating point, SIZE bytes per float
              o[SIZE]    octal, SIZE bytes per integer
              u[SIZE]    unsigned decimal, SIZE bytes per integer
              x[SIZE]    hexadecimal, SIZE bytes per integer
            SIZE is a number; for d, o, u and x also C, S, I or L, for f also F, D or L.
            Adding a z suffix to any type displays printable characters at the end of each output line.
            """,
        Examples = [new("printf abc | od -An -tx1", "61 62 63")],
    };

    private static readonly Option Radix = Declaration.Required("A", "address-radix", "RADIX", "output format for file offsets; RADIX is one\nof [doxn], for Decimal, Octal, Hex or None");
    private static readonly Option Endian = Declaration.Required("", "endian", "{big|little}", "swap input bytes according the specified order");
    private static readonly Option SkipBytes = Declaration.Required("j", "skip-bytes", "BYTES", "skip BYTES input bytes first");
    private static readonly Option ReadBytes = Declaration.Required("N", "read-bytes", "BYTES", "limit dump to BYTES input bytes");
    private static readonly Option StringsLetter = Declaration.Required("S", "", "BYTES", "output strings of at least BYTES graphic chars");
    private static readonly Option StringsWord = Declaration.Optional("", "strings", "BYTES", "output strings of at least BYTES (3 by default) graphic chars");
    private static readonly Option Format = Declaration.Required("t", "format", "TYPE", "select output format or formats");
    private static readonly Option Duplicates = Declaration.Flag("v", "output-duplicates", "do not use * to mark line suppression");
    private static readonly Option Width = Declaration.Optional("w", "width", "BYTES", "output BYTES bytes per output line;\n32 is implied when BYTES is not specified");
    private static readonly Option Traditional = Declaration.Flag("", "traditional", "accept arguments in third form above");

    private static readonly Dictionary<Option, string> Shorthands = new()
    {
        [Declaration.Flag("a", "", "same as -t a,  select named characters, ignoring high-order bit")] = "a",
        [Declaration.Flag("b", "", "same as -t o1, select octal bytes")] = "o1",
        [Declaration.Flag("c", "", "same as -t c,  select printable characters or backslash escapes")] = "c",
        [Declaration.Flag("d", "", "same as -t u2, select unsigned decimal 2-byte units")] = "u2",
        [Declaration.Flag("f", "", "same as -t fF, select floats")] = "fF",
        [Declaration.Flag("i", "", "same as -t dI, select decimal ints")] = "dI",
        [Declaration.Flag("lIL", "", "same as -t dL, select decimal longs")] = "dL",
        [Declaration.Flag("oB", "", "same as -t o2, select octal 2-byte units")] = "o2",
        [Declaration.Flag("s", "", "same as -t d2, select decimal 2-byte units")] = "d2",
        [Declaration.Flag("xh", "", "same as -t x2, select hexadecimal 2-byte units")] = "x2",
        [Declaration.Flag("D", "", "same as -t u4")] = "u4",
        [Declaration.Flag("eF", "", "same as -t fD")] = "fD",
        [Declaration.Flag("HX", "", "same as -t x4")] = "x4",
        [Declaration.Flag("O", "", "same as -t o4")] = "o4",
    };

    private static readonly Files.ArgumentChoice<bool> Endians = new("--endian", ("little", false), ("big", true));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var formats = new List<OdFormat>();
        bool modern = false, traditional = false;
        ulong skip = 0;
        ulong limit = ulong.MaxValue;
        bool isLimited = false;
        int stringLength = -1;
        int width = 0;
        var dump = new OdDump(context);
        foreach (OptionUse use in arguments.Uses)
        {
            Option option = use.Option;
            if (Shorthands.TryGetValue(option, out string? shorthand))
            {
                OdFormat.Parse(shorthand, formats);
                continue;
            }

            if (option == Traditional)
            {
                traditional = true;
                continue;
            }

            modern |= option != Endian;
            if (option == Radix)
            {
                dump.AddressBase = use.Value is { Length: > 0 } radix ? radix[0] : '\0';
                if (!"doxn".Contains(dump.AddressBase, StringComparison.Ordinal))
                {
                    throw new CommandException($"invalid output address radix '{use.Value?[..Math.Min(1, use.Value.Length)]}'; it must be one character from [doxn]");
                }
            }
            else if (option == Endian)
            {
                dump.BigEndian = Endians.Read(use.Value!);
            }
            else if (option == SkipBytes)
            {
                skip = Number(use.Value!, use.Display);
            }
            else if (option == ReadBytes)
            {
                limit = Number(use.Value!, use.Display);
                isLimited = true;
            }
            else if (option == StringsLetter || option == StringsWord)
            {
                stringLength = use.Value is null ? DefaultStringLength : (int)Math.Min(Number(use.Value, use.Display), int.MaxValue);
            }
            else if (option == Format)
            {
                OdFormat.Parse(use.Value!, formats);
            }
            else if (option == Duplicates)
            {
                dump.ShowsDuplicates = true;
            }
            else
            {
                width = use.Value is null ? 32 : (int)Math.Min(Number(use.Value, use.Display), int.MaxValue);
                dump.HasWidth = true;
            }
        }

        if (formats.Count > 0 && stringLength >= 0)
        {
            throw new CommandException("no type may be specified when dumping strings");
        }

        List<string> operands = arguments.Operands;
        if (!modern || traditional)
        {
            OldOffsets(operands, traditional, ref skip, dump);
        }

        if (isLimited && skip > ulong.MaxValue - limit)
        {
            throw new CommandException("skip-bytes + read-bytes is too large");
        }

        if (formats.Count == 0)
        {
            OdFormat.Parse("oS", formats);
        }

        using var input = new ConcatenatedInput(context, InputOperands.OrStandardInput(operands));
        if (!input.OpenFirst())
        {
            return 1;
        }

        if (input.Skip(skip) > 0)
        {
            throw new CommandException("cannot skip past end of combined input");
        }

        if (stringLength >= 0)
        {
            dump.Strings(input, skip, limit, stringLength);
        }
        else
        {
            dump.Layout(formats, width, DefaultWidth);
            dump.Blocks(input, skip, limit);
        }

        return input.Status;
    }

    private static ulong Number(string text, string option)
    {
        if (SizeSuffix.TryReadBase(text, 0, Suffixes, out ulong value, out SizeReading reading, out bool badSuffix))
        {
            return value;
        }

        throw new CommandException(
            reading == SizeReading.TooLarge ? $"{option} argument '{text}' too large"
            : badSuffix ? $"invalid suffix in {option} argument '{text}'"
            : $"invalid {option} argument '{text}'");
    }

    private static bool OldOffset(string text, out ulong value)
    {
        value = 0;
        if (text.Length == 0)
        {
            return false;
        }

        string digits = text[0] == '+' ? text[1..] : text;
        int numberBase = digits.Contains('.', StringComparison.Ordinal) ? 10 : digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 16 : 8;
        return digits.Length > 0 && (char.IsAsciiDigit(digits[0])) && SizeSuffix.TryReadBase(digits, numberBase, "Bb", out value, out _, out _);
    }

    private static void OldOffsets(List<string> operands, bool traditional, ref ulong skip, OdDump dump)
    {
        ulong first, second;
        switch (operands.Count)
        {
            case 1 when (traditional || operands[0].StartsWith('+')) && OldOffset(operands[0], out first):
                skip = first;
                operands.Clear();
                break;
            case 2 when (traditional || (operands[1].Length > 0 && (operands[1][0] == '+' || char.IsAsciiDigit(operands[1][0])))) && OldOffset(operands[1], out second):
                if (traditional && OldOffset(operands[0], out first))
                {
                    skip = first;
                    dump.Label = second;
                    operands.Clear();
                }
                else
                {
                    skip = second;
                    operands.RemoveAt(1);
                }

                break;
            case 3 when traditional && OldOffset(operands[1], out first) && OldOffset(operands[2], out second):
                skip = first;
                dump.Label = second;
                operands.RemoveRange(1, 2);
                break;
        }

        if (traditional && operands.Count > 1)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[1])}\nod: compatibility mode supports at most one file");
        }

        if (dump.Label is { } label)
        {
            dump.Label = unchecked(label - skip);
        }
    }
}
