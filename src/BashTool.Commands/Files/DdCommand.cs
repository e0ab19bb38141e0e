using System.Globalization;

namespace BashTool.Commands.Files;

/// <summary>Copies and converts in blocks.</summary>
public sealed class DdCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("dd")
    {
        Summary = "Copy a file, converting and formatting according to the operands.",
        Usage = ["[OPERAND]...", "OPTION"],
        Writes = true,
        Notes = """
            Operands: bs=BYTES cbs=BYTES conv=CONVS count=N ibs=BYTES if=FILE iflag=FLAGS obs=BYTES of=FILE
            oflag=FLAGS seek=N (oseek=N) skip=N (iseek=N) status=LEVEL.
            CONVS: lcase ucase sparse swab sync excl nocreat notrunc noerror fdatasync fsync block unblock.
            """,
        Limitations = ["conv=ascii, ebcdic and ibm are not supported.", "Flags such as direct and noatime are accepted and have no effect."],
        Examples = [new CommandExample("printf abcdef | dd bs=1 skip=2 count=3 status=none", "three bytes from the middle")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var copy = new BlockCopy(context);
        foreach (string operand in arguments.Operands)
        {
            int equals = operand.IndexOf('=');
            if (equals < 0)
            {
                throw new UsageException($"unrecognized operand {LocaleQuoting.Quote(operand)}");
            }

            Read(copy, operand, operand[..equals], operand[(equals + 1)..]);
        }

        return copy.Run();
    }

    private static void Read(BlockCopy copy, string operand, string name, string value)
    {
        switch (name)
        {
            case "if":
                copy.InputName = value;
                break;
            case "of":
                copy.OutputName = value;
                break;
            case "conv":
                ReadWords(value, "conversion", copy.AddConversion);
                break;
            case "iflag":
                ReadWords(value, "input flag", flag => copy.AddFlag(flag, input: true));
                break;
            case "oflag":
                ReadWords(value, "output flag", flag => copy.AddFlag(flag, input: false));
                break;
            case "status":
                if (value is not ("none" or "noxfer" or "progress"))
                {
                    throw new UsageException($"invalid status level: {LocaleQuoting.Quote(value)}");
                }

                copy.Status = value;
                break;
            case "bs":
                copy.InputBlock = copy.OutputBlock = Size(value);
                copy.KeepsBlocks = true;
                break;
            case "ibs":
                copy.InputBlock = Size(value);
                break;
            case "obs":
                copy.OutputBlock = Size(value);
                break;
            case "cbs":
                copy.ConversionBlock = Size(value);
                break;
            case "count":
                (copy.Count, copy.CountsBytes) = Number(value);
                break;
            case "skip" or "iseek":
                (copy.Skip, copy.SkipsBytes) = Number(value);
                break;
            case "seek" or "oseek":
                (copy.Seek, copy.SeeksBytes) = Number(value);
                break;
            default:
                throw new UsageException($"unrecognized operand {LocaleQuoting.Quote(operand)}");
        }
    }

    private static void ReadWords(string list, string kind, Func<string, bool> add)
    {
        foreach (string word in list.Split(','))
        {
            if (!add(word))
            {
                throw new UsageException($"invalid {kind}: {LocaleQuoting.Quote(word)}");
            }
        }
    }

    private static int Size(string text)
    {
        (long? value, _) = Number(text);
        return value is > 0 and <= int.MaxValue ? (int)value.Value : throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}");
    }

    // 2x3k, 1M, 512c, 4kB; a B behind a bare number means bytes.
    private static (long? Value, bool Bytes) Number(string text)
    {
        Int128 product = 1;
        bool bytes = false;
        foreach (string factor in text.Split('x'))
        {
            int digits = 0;
            while (digits < factor.Length && char.IsAsciiDigit(factor[digits]))
            {
                digits++;
            }

            if (digits == 0 || !Int128.TryParse(factor.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out Int128 value))
            {
                throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}");
            }

            string suffix = factor[digits..];
            bytes |= suffix.EndsWith('B') && !suffix.EndsWith("iB", StringComparison.Ordinal) && suffix.Length == 1;
            Int128 unit = suffix switch
            {
                "" or "c" or "B" => 1,
                "w" => 2,
                "b" => 512,
                _ => -1,
            };
            if (unit < 0)
            {
                int power = "KMGTPE".IndexOf(char.ToUpperInvariant(suffix[0])) + 1;
                string tail = suffix[1..];
                if (power == 0 || tail is not ("" or "B" or "iB") || (char.IsAsciiLetterLower(suffix[0]) && suffix[0] != 'k'))
                {
                    throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}");
                }

                unit = 1;
                for (; power > 0; power--)
                {
                    unit *= tail == "B" ? 1000 : 1024;
                }
            }

            product *= value * unit;
            if (product > long.MaxValue)
            {
                throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}: Value too large for defined data type");
            }
        }

        return ((long)product, bytes);
    }
}
