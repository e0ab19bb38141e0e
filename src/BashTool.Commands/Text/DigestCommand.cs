namespace BashTool.Commands.Text;

/// <summary>Prints and checks message digests.</summary>
[CommandNames("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum")]
public sealed class DigestCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sha256sum")
    {
        Summary = "Print or check message digests. With no FILE, or when FILE is -, read standard input.",
        Usage = ["[OPTION]... [FILE]..."],
        Examples = [new CommandExample("printf abc | sha256sum", "the digest of some text")],
    };

    private static readonly Option Binary = Declaration.Flag("b", "binary", "read in binary mode");
    private static readonly Option Check = Declaration.Flag("c", "check", "read checksums from the FILEs and check them");
    private static readonly Option Length = Declaration.Required("l", "length", "BITS", "digest length in bits; must not exceed the max for\nthe algorithm and must be a multiple of 8 (b2sum only)");
    private static readonly Option Tag = Declaration.Flag("", "tag", "create a BSD-style checksum");
    private static readonly Option Text = Declaration.Flag("t", "text", "read in text mode (default)");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline,\nand disable file name escaping");
    private static readonly Option IgnoreMissing = Declaration.Flag("", "ignore-missing", "don't fail or report status for missing files");
    private static readonly Option Quiet = Declaration.Flag("", "quiet", "don't print OK for each successfully verified file");
    private static readonly Option Status = Declaration.Flag("", "status", "don't output anything, status code shows success");
    private static readonly Option Strict = Declaration.Flag("", "strict", "exit non-zero for improperly formatted checksum lines");
    private static readonly Option Warn = Declaration.Flag("w", "warn", "warn about improperly formatted checksum lines");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string algorithm = context.Name switch
        {
            "b2sum" => "BLAKE2b",
            _ => context.Name[..^3].ToUpperInvariant(),
        };
        int bits = DigestJob.DefaultBits(algorithm);
        if (arguments.Value(Length) is { } length)
        {
            if (algorithm != "BLAKE2b")
            {
                throw new UsageException("invalid option -- 'l'");
            }

            bits = ReadLength(context, length);
        }

        bool check = arguments.Has(Check);
        CheckConsistency(arguments, check);
        var job = new DigestJob(context, algorithm, bits)
        {
            Tagged = arguments.Has(Tag),
            Binary = arguments.LastOf(Binary, Text) == Binary,
            Zero = arguments.Has(Zero),
            IgnoresMissing = arguments.Has(IgnoreMissing),
            Quiet = arguments.LastOf(Quiet, Status, Warn) == Quiet,
            Silent = arguments.LastOf(Quiet, Status, Warn) == Status,
            Strict = arguments.Has(Strict),
            Warns = arguments.LastOf(Quiet, Status, Warn) == Warn,
        };
        List<string> files = arguments.Operands.Count > 0 ? arguments.Operands : ["-"];
        return check ? job.Check(files) : job.Print(files);
    }

    internal static int ReadLength(CommandContext context, string text)
    {
        if (!uint.TryParse(text, global::System.Globalization.NumberStyles.None, null, out uint bits))
        {
            throw new CommandException($"invalid length: {LocaleQuoting.Quote(text)}");
        }

        if (bits > 512 || bits % 8 != 0)
        {
            context.Complain($"invalid length: {LocaleQuoting.Quote(text)}");
            throw new CommandException(bits > 512
                ? $"maximum digest length for {LocaleQuoting.Quote("BLAKE2b")} is 512 bits"
                : "length is not a multiple of 8");
        }

        return bits == 0 ? 512 : (int)bits;
    }

    private static void CheckConsistency(ParsedArguments arguments, bool check)
    {
        if (arguments.Has(Tag) && arguments.LastOf(Binary, Text) == Text && !check)
        {
            throw new UsageException("--tag does not support --text mode");
        }

        if (arguments.Has(Zero) && check)
        {
            throw new UsageException("the --zero option is not supported when verifying checksums");
        }

        if (arguments.Has(Tag) && check)
        {
            throw new UsageException("the --tag option is meaningless when verifying checksums");
        }

        if (check && (arguments.Has(Binary) || arguments.Has(Text)))
        {
            throw new UsageException("the --binary and --text options are meaningless when verifying checksums");
        }

        foreach (Option option in (ReadOnlySpan<Option>)[IgnoreMissing, Status, Warn, Quiet, Strict])
        {
            if (arguments.Has(option) && !check)
            {
                throw new UsageException($"the --{option.LongNames[0]} option is meaningful only when verifying checksums");
            }
        }
    }
}
