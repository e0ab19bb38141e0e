namespace BashTool.Commands.Text;

/// <summary>Prints the checksums of old.</summary>
public sealed class SumCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sum")
    {
        Summary = "Print checksum and block counts for each FILE.",
        Usage = ["[OPTION]... [FILE]..."],
    };

    private static readonly Option Bsd = Declaration.Flag("r", "", "use BSD sum algorithm (the default), use 1K blocks");
    private static readonly Option SystemV = Declaration.Flag("s", "sysv", "use System V sum algorithm, use 512 bytes blocks");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> files = arguments.Operands.Count > 0 ? arguments.Operands : ["-"];
        return Print(context, files, arguments.LastOf(Bsd, SystemV) == SystemV ? "sysv" : "bsd", arguments.Operands.Count == 0, zero: false);
    }

    internal static int Print(CommandContext context, List<string> files, string algorithm, bool nameless, bool zero)
    {
        int status = 0;
        foreach (string file in files)
        {
            SimpleChecksum sum = algorithm switch
            {
                "crc" => new SimpleChecksum.Crc(),
                "sysv" => new SimpleChecksum.SystemV(),
                _ => new SimpleChecksum.Bsd(),
            };
            try
            {
                OpenFile input = context.OpenInput(file);
                try
                {
                    while (true)
                    {
                        ReadOnlySpan<byte> data = input.Peek(context.Cancellation);
                        if (data.IsEmpty)
                        {
                            break;
                        }

                        sum.Append(data);
                        input.Advance(data.Length);
                    }
                }
                finally
                {
                    input.Release();
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{GnuQuoting.Name(file)}: {problem.Description}");
                status = 1;
                continue;
            }

            context.Output.Write(nameless ? sum.Finish() : $"{sum.Finish()} {file}");
            context.Output.WriteByte(zero ? (byte)0 : (byte)'\n');
        }

        return status;
    }
}
