namespace BashTool.Commands.Text;

/// <summary><c>cmp</c>: compares two files byte by byte.</summary>
public sealed class CmpCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("cmp")
    {
        Summary = "Compare two files byte by byte.",
        LongNamesFirst = "print-bytes print-chars verbose version",
        Usage = ["[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]"],
        Notes = "If a FILE is '-' or missing, read standard input.\nExit status is 0 if inputs are the same, 1 if different, 2 if trouble.",
        UsageStatus = Trouble,
        Imitates = "(GNU diffutils) 3.8",
        Examples = [new("cmp a b && echo same", "nothing is printed where they are the same")],
    };

    private static readonly Option PrintBytes = Declaration.Flag("b", "print-bytes", "print differing bytes");
    private static readonly Option IgnoreInitial = Declaration.Required("i", "ignore-initial", "SKIP", "skip first SKIP bytes of both inputs;\nSKIP1:SKIP2 skips differently");
    private static readonly Option Verbose = Declaration.Flag("l", "verbose", "output byte numbers and differing byte values");
    private static readonly Option Bytes = Declaration.Required("n", "bytes", "LIMIT", "compare at most LIMIT bytes");
    private static readonly Option Silent = Declaration.Flag("s", "quiet silent", "suppress all normal output");

    private static readonly Option Version = Declaration.Flag("v", "version", "output version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            ulong[] skips = [0, 0];
            ulong limit = ulong.MaxValue;
            Option? style = null;
            ParsedArguments arguments = Declaration.Parse(context, use =>
            {
                if (use.Option == IgnoreInitial)
                {
                    int colon = use.Value!.IndexOf(':');
                    skips[0] = Math.Max(skips[0], Number(colon < 0 ? use.Value : use.Value[..colon], "--ignore-initial", use.Value));
                    skips[1] = Math.Max(skips[1], colon < 0 ? skips[0] : Number(use.Value[(colon + 1)..], "--ignore-initial", use.Value[(colon + 1)..]));
                }
                else if (use.Option == Bytes)
                {
                    limit = Math.Min(limit, Number(use.Value!, "--bytes", use.Value!));
                }
                else if (use.Option == Verbose || use.Option == Silent)
                {
                    if (style is not null && style != use.Option)
                    {
                        throw new UsageException("options -l and -s are incompatible");
                    }

                    style = use.Option;
                }
            });
            return Run(context, arguments, skips, limit);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            throw new CommandException($"{problem.Message}\ncmp: Try 'cmp --help' for more information.", Trouble);
        }
    }

    private static int Run(CommandContext context, ParsedArguments arguments, ulong[] skips, ulong limit)
    {
        List<string> operands = arguments.Operands;
        bool verbose = arguments.Has(Verbose);
        bool silent = arguments.Has(Silent);
        if (operands.Count == 0)
        {
            throw new UsageException($"missing operand after '{(context.Arguments.Count > 0 ? context.Arguments[^1] : context.Name)}'");
        }

        for (int i = 2; i < operands.Count && i < 4; i++)
        {
            skips[i - 2] = Math.Max(skips[i - 2], Number(operands[i], "--ignore-initial", operands[i]));
        }

        if (operands.Count > 4)
        {
            throw new UsageException($"extra operand '{operands[4]}'");
        }

        string[] names = [operands[0], operands.Count > 1 ? operands[1] : "-"];
        var files = new OpenFile?[2];
        try
        {
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    files[i] = context.OpenInput(names[i]);
                    Skip(context, files[i]!, skips[i]);
                }
                catch (FileSystemException problem)
                {
                    throw silent ? new CommandFinished(Trouble) : new CommandException($"{names[i]}: {problem.Description}", Trouble);
                }
            }

            // A file is the same as itself, wherever it is read from.
            if (files[0] == files[1] || (skips[0] == skips[1] && files[0]!.Describe() is { Kind: FileKind.Regular, Inode: > 0 } first && first.IsSameFileAs(files[1]!.Describe())))
            {
                return 0;
            }

            return Compare(context, files[0]!, files[1]!, names, skips, limit, verbose, silent, arguments.Has(PrintBytes));
        }
        finally
        {
            files[0]?.Release();
            files[1]?.Release();
        }
    }

    // As C reads numbers: 0x and 0 in front stand for base 16 and 8.
    private static ulong Number(string text, string option, string whole)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t\n\v\f\r");
        digits = digits.Length > 0 && digits[0] == '+' ? digits[1..] : digits;
        int numberBase = digits.Length > 2 && digits[0] == '0' && digits[1] is 'x' or 'X' && char.IsAsciiHexDigit(digits[2]) ? 16 : digits.Length > 1 && digits[0] == '0' ? 8 : 10;
        if (numberBase == 10)
        {
            return SizeSuffix.TryRead(text, "kKMGTPEZY0", out ulong value) == SizeReading.Ok ? value : throw new UsageException($"invalid {option} value '{whole}'");
        }

        int at = numberBase == 16 ? 2 : 0;
        global::System.UInt128 number = 0;
        for (; at < digits.Length && char.IsAsciiHexDigit(digits[at]) && Convert.ToInt32(digits[at].ToString(), 16) < numberBase && number <= ulong.MaxValue; at++)
        {
            number = (number * (uint)numberBase) + (uint)Convert.ToInt32(digits[at].ToString(), 16);
        }

        ulong scale = 1;
        return number <= ulong.MaxValue && (at == digits.Length || (!char.IsAsciiDigit(digits[at]) && SizeSuffix.TryRead("1" + digits[at..].ToString(), "kKMGTPEZY0", out scale) == SizeReading.Ok))
            ? checked((ulong)number * scale)
            : throw new UsageException($"invalid {option} value '{whole}'");
    }

    private static void Skip(CommandContext context, OpenFile file, ulong count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int part = (int)Math.Min((ulong)block.Length, count);
            file.Advance(part);
            count -= (ulong)part;
        }
    }

    private static int Compare(CommandContext context, OpenFile a, OpenFile b, string[] names, ulong[] skips, ulong limit, bool verbose, bool silent, bool printBytes)
    {
        long position = 0;
        long line = 1;
        bool differs = false;
        byte lastByte = (byte)'\n';
        int width = verbose ? OffsetWidth(a, b, skips, limit) : 1;
        while (limit > 0)
        {
            ReadOnlySpan<byte> one = Peek(context, a, names[0]);
            ReadOnlySpan<byte> other = Peek(context, b, names[1]);
            if (one.IsEmpty || other.IsEmpty)
            {
                if (one.IsEmpty != other.IsEmpty)
                {
                    if (!silent)
                    {
                        ReportEnd(context, names[one.IsEmpty ? 0 : 1], position, line, lastByte == '\n', verbose);
                    }

                    return 1;
                }

                return differs ? 1 : 0;
            }

            int length = (int)Math.Min((ulong)Math.Min(one.Length, other.Length), limit);
            one = one[..length];
            other = other[..length];
            int at = 0;
            while (at < length)
            {
                int same = one[at..].CommonPrefixLength(other[at..]);
                if (!verbose)
                {
                    line += one.Slice(at, same).Count((byte)'\n');
                }

                at += same;
                if (at == length)
                {
                    break;
                }

                differs = true;
                if (silent)
                {
                    return 1;
                }

                if (!verbose)
                {
                    ReportFirst(context, names, position + at + 1, line, one[at], other[at], printBytes);
                    return 1;
                }

                ReportByte(context.Output, position + at + 1, width, one[at], other[at], printBytes);
                at++;
            }

            lastByte = one[^1];
            a.Advance(length);
            b.Advance(length);
            position += length;
            limit -= (ulong)length;
        }

        return differs ? 1 : 0;
    }

    private static ReadOnlySpan<byte> Peek(CommandContext context, OpenFile file, string name)
    {
        try
        {
            return file.Peek(context.Cancellation);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{name}: {problem.Description}", Trouble);
        }
    }

    // As many columns as the last byte number can have.
    private static int OffsetWidth(OpenFile a, OpenFile b, ulong[] skips, ulong limit)
    {
        ulong most = limit;
        for (int i = 0; i < 2; i++)
        {
            if ((i == 0 ? a : b).Handle is { CanSeek: true } handle)
            {
                most = Math.Min(most, (ulong)Math.Max(0, handle.Length - (long)Math.Min(skips[i], long.MaxValue)));
            }
        }

        int width = 1;
        for (most = Math.Min(most, long.MaxValue); most >= 10; most /= 10)
        {
            width++;
        }

        return width;
    }

    private static void ReportFirst(CommandContext context, string[] names, long position, long line, byte one, byte other, bool printBytes)
    {
        string text = $"{names[0]} {names[1]} differ: byte {position}, line {line}";
        if (printBytes)
        {
            text += $" is {Octal(one)} {Visible(one)} {Octal(other)} {Visible(other)}";
        }

        context.Output.WriteLine(text);
    }

    private static void ReportByte(ByteWriter output, long position, int width, byte one, byte other, bool printBytes)
    {
        string number = position.ToString().PadLeft(width);
        output.WriteLine(printBytes
            ? $"{number} {Octal(one)} {Visible(one).PadRight(4)} {Octal(other)} {Visible(other)}"
            : $"{number} {Octal(one)} {Octal(other)}");
    }

    private static void ReportEnd(CommandContext context, string name, long position, long line, bool wholeLines, bool verbose)
    {
        context.Complain(position == 0 ? $"EOF on {name} which is empty"
            : verbose ? $"EOF on {name} after byte {position}"
            : wholeLines ? $"EOF on {name} after byte {position}, line {line - 1}"
            : $"EOF on {name} after byte {position}, in line {line}");
    }

    private static string Octal(byte value) => Convert.ToString(value, 8).PadLeft(3);

    private static string Visible(byte value)
    {
        string meta = value >= 128 ? "M-" : "";
        int low = value & 127;
        return meta + (low < 32 ? $"^{(char)(low + 64)}" : low == 127 ? "^?" : ((char)low).ToString());
    }
}
