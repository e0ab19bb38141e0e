using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <summary>Prints and checks checksums.</summary>
public sealed class CksumCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("cksum")
    {
        Summary = "Print or verify checksums. By default use the 32 bit CRC algorithm.",
        Usage = ["[OPTION]... [FILE]..."],
        Examples = [new CommandExample("printf abc | cksum", "checksum and size")],
    };

    private static readonly Option Algorithm = Declaration.Required("a", "algorithm", "TYPE", "select the digest type to use: sysv, bsd, crc, md5, sha1,\nsha224, sha256, sha384, sha512, blake2b, sm3");
    private static readonly Option Check = Declaration.Flag("c", "check", "read checksums from the FILEs and check them");
    private static readonly Option Length = Declaration.Required("l", "length", "BITS", "digest length in bits; must not exceed the max for\nthe blake2 algorithm and must be a multiple of 8");
    private static readonly Option Tag = Declaration.Flag("", "tag", "create a BSD-style checksum (the default)");
    private static readonly Option Untagged = Declaration.Flag("", "untagged", "create a reversed style checksum, without digest type");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline,\nand disable file name escaping");
    private static readonly Option IgnoreMissing = Declaration.Flag("", "ignore-missing", "don't fail or report status for missing files");
    private static readonly Option Quiet = Declaration.Flag("", "quiet", "don't print OK for each successfully verified file");
    private static readonly Option Status = Declaration.Flag("", "status", "don't output anything, status code shows success");
    private static readonly Option Strict = Declaration.Flag("", "strict", "exit non-zero for improperly formatted checksum lines");
    private static readonly Option Warn = Declaration.Flag("w", "warn", "warn about improperly formatted checksum lines");
    private static readonly Option Debug = Declaration.Flag("", "debug", "indicate which implementation is used (there is one)");

    private static readonly ArgumentChoice<string> Algorithms = new(
        "--algorithm", ("bsd", "bsd"), ("sysv", "sysv"), ("crc", "crc"), ("md5", "MD5"), ("sha1", "SHA1"), ("sha224", "SHA224"),
        ("sha256", "SHA256"), ("sha384", "SHA384"), ("sha512", "SHA512"), ("blake2b", "BLAKE2b"), ("sm3", "SM3")) { Exact = true };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        string? given = null;
        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            given = use.Option == Algorithm ? Algorithms.Read(use.Value!) : given;
            _ = use.Option == Length ? DigestCommand.ReadLength(context, use.Value!) : 0;
        });
        string algorithm = given ?? "crc";
        bool check = arguments.Has(Check), simple = algorithm is "bsd" or "sysv" or "crc";
        int bits = simple ? 0 : DigestJob.DefaultBits(algorithm);
        if (arguments.Value(Length) is { } length && (algorithm == "BLAKE2b" || DigestCommand.ReadLength(context, length) > 0))
        {
            if (algorithm != "BLAKE2b")
            {
                throw new CommandException("--length is only supported with --algorithm=blake2b");
            }

            bits = DigestCommand.CheckLength(context, length);
        }

        if (check && simple && given is not null)
        {
            throw new CommandException("--check is not supported with --algorithm={bsd,sysv,crc}");
        }

        if (check && arguments.Has(Zero))
        {
            throw new UsageException("the --zero option is not supported when verifying checksums");
        }

        foreach (Option option in (ReadOnlySpan<Option>)[IgnoreMissing, Status, Warn, Quiet, Strict])
        {
            if (arguments.Has(option) && !check)
            {
                throw new UsageException($"the --{option.LongNames[0]} option is meaningful only when verifying checksums");
            }
        }

        List<string> files = arguments.Operands.Count > 0 ? arguments.Operands : ["-"];
        if (simple && !check)
        {
            return SumCommand.Print(context, files, algorithm, arguments.Operands.Count == 0, arguments.Has(Zero));
        }

        var job = new DigestJob(context, simple ? null : algorithm, bits)
        {
            Tagged = arguments.LastOf(Tag, Untagged) != Untagged,
            Zero = arguments.Has(Zero),
            IgnoresMissing = arguments.Has(IgnoreMissing),
            Quiet = arguments.LastOf(Quiet, Status, Warn) == Quiet,
            Silent = arguments.LastOf(Quiet, Status, Warn) == Status,
            Strict = arguments.Has(Strict),
            Warns = arguments.LastOf(Quiet, Status, Warn) == Warn,
        };
        return check ? job.Check(files) : job.Print(files);
    }
}
