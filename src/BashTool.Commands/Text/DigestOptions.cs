namespace BashTool.Commands.Text;

/// <summary>The options that the commands for message digests share.</summary>
internal sealed class DigestOptions(CommandSpec spec)
{
    private readonly Option binary = spec.Flag("b", "binary", "read in binary mode");
    private readonly Option check = spec.Flag("c", "check", "read checksums from the FILEs and check them");
    private readonly Option tag = spec.Flag("", "tag", "create a BSD-style checksum");
    private readonly Option text = spec.Flag("t", "text", "read in text mode (default)");
    private readonly Option zero = spec.Flag("z", "zero", "end each output line with NUL, not newline,\nand disable file name escaping");
    private readonly Option ignoreMissing = spec.Flag("", "ignore-missing", "don't fail or report status for missing files");
    private readonly Option quiet = spec.Flag("", "quiet", "don't print OK for each successfully verified file");
    private readonly Option status = spec.Flag("", "status", "don't output anything, status code shows success");
    private readonly Option strict = spec.Flag("", "strict", "exit non-zero for improperly formatted checksum lines");
    private readonly Option warn = spec.Flag("w", "warn", "warn about improperly formatted checksum lines");

    /// <summary>Prints or checks the digests of the operands.</summary>
    public int Run(CommandContext context, ParsedArguments arguments, string algorithm, int bits)
    {
        bool checks = arguments.Has(check);
        CheckConsistency(arguments, checks);
        Option? loudness = arguments.LastOf(quiet, status, warn);
        var job = new DigestJob(context, algorithm, bits)
        {
            Tagged = arguments.Has(tag),
            Binary = arguments.LastOf(binary, text) == binary,
            Zero = arguments.Has(zero),
            IgnoresMissing = arguments.Has(ignoreMissing),
            Quiet = loudness == quiet,
            Silent = loudness == status,
            Strict = arguments.Has(strict),
            Warns = loudness == warn,
        };
        List<string> files = arguments.Operands.Count > 0 ? arguments.Operands : ["-"];
        return checks ? job.Check(files) : job.Print(files);
    }

    private void CheckConsistency(ParsedArguments arguments, bool checks)
    {
        if (arguments.Has(tag) && arguments.LastOf(binary, text, tag) == text)
        {
            throw new UsageException("--tag does not support --text mode");
        }

        if (arguments.Has(zero) && checks)
        {
            throw new UsageException("the --zero option is not supported when verifying checksums");
        }

        if (arguments.Has(tag) && checks)
        {
            throw new UsageException("the --tag option is meaningless when verifying checksums");
        }

        if (checks && (arguments.Has(binary) || arguments.Has(text)))
        {
            throw new UsageException("the --binary and --text options are meaningless when verifying checksums");
        }

        Option? loudness = arguments.LastOf(quiet, status, warn);
        foreach (Option option in (ReadOnlySpan<Option>)[ignoreMissing, status, warn, quiet, strict])
        {
            bool given = option == ignoreMissing || option == strict ? arguments.Has(option) : loudness == option;
            if (given && !checks)
            {
                throw new UsageException($"the --{option.LongNames[0]} option is meaningful only when verifying checksums");
            }
        }
    }
}
