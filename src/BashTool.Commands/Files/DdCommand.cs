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
            CONVS: ascii ebcdic ibm block unblock lcase ucase sparse swab sync excl nocreat notrunc noerror fdatasync fsync.
            """,
        Limitations = ["Flags such as direct and noatime are accepted and have no effect."],
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

            Read(context, copy, operand, operand[..equals], operand[(equals + 1)..]);
        }

        return copy.Run();
    }

    private static void Read(CommandContext context, BlockCopy copy, string operand, string name, string value)
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
                copy.Block = Size(context, value);
                break;
            case "ibs":
                copy.InputBlock = Size(context, value);
                break;
            case "obs":
                copy.OutputBlock = Size(context, value);
                break;
            case "cbs":
                copy.ConversionBlock = Size(context, value);
                break;
            case "count":
                copy.Count = Number(context, value);
                break;
            case "skip" or "iseek":
                copy.Skip = Number(context, value);
                break;
            case "seek" or "oseek":
                copy.Seek = Number(context, value);
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

    private static DdNumber Number(CommandContext context, string text) => DdNumber.Read(context, text, 0, long.MaxValue);

    private static long Size(CommandContext context, string text) => DdNumber.Read(context, text, 1, long.MaxValue - 1).Value;
}
