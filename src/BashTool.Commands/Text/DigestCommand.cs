namespace BashTool.Commands.Text;

/// <summary>Prints and checks message digests.</summary>
[CommandNames("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum")]
public sealed class DigestCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sha256sum")
    {
        Summary = "Print or check message digests. With no FILE, or when FILE is -, read standard input.",
        Usage = ["[OPTION]... [FILE]..."],
        Examples = [new CommandExample("printf abc | sha256sum", "the digest of some text")],
    };

    private static readonly DigestOptions Options = new(Declaration);

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string algorithm = context.Name[..^3].ToUpperInvariant();
        return Options.Run(context, arguments, algorithm, DigestJob.DefaultBits(algorithm));
    }

    /// <summary>A number of bits, in whole bytes; whether there are digests so long is checked when all options are read.</summary>
    internal static uint ReadLength(CommandContext context, string text)
    {
        if (!uint.TryParse(text, global::System.Globalization.NumberStyles.None, null, out uint bits))
        {
            throw new CommandException($"invalid length: {LocaleQuoting.Quote(text)}");
        }

        if (bits % 8 != 0)
        {
            context.Complain($"invalid length: {LocaleQuoting.Quote(text)}");
            throw new CommandException("length is not a multiple of 8");
        }

        return bits;
    }

    /// <summary>Whether BLAKE2b has digests of so many bits; 0 stands for the longest.</summary>
    internal static int CheckLength(CommandContext context, string text)
    {
        uint bits = ReadLength(context, text);
        if (bits > 512 || bits % 8 != 0)
        {
            context.Complain($"invalid length: {LocaleQuoting.Quote(text)}");
            throw new CommandException(bits > 512
                ? $"maximum digest length for {LocaleQuoting.Quote("BLAKE2b")} is 512 bits"
                : "length is not a multiple of 8");
        }

        return bits == 0 ? 512 : (int)bits;
    }
}
