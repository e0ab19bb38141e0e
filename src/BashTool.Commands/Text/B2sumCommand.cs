namespace BashTool.Commands.Text;

/// <summary><c>b2sum</c>: BLAKE2b digests of any length.</summary>
public sealed class B2sumCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("b2sum")
    {
        Summary = "Print or check BLAKE2b (512-bit) checksums. With no FILE, or when FILE is -, read standard input.",
        Usage = ["[OPTION]... [FILE]..."],
        Examples = [new CommandExample("printf abc | b2sum -l 128", "a short digest of some text")],
    };

    private static readonly DigestOptions Options = new(Declaration);
    private static readonly Option Length = Declaration.Required("l", "length", "BITS", "digest length in bits; must not exceed the max for\nthe blake2 algorithm and must be a multiple of 8");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context, use => _ = use.Option == Length ? DigestCommand.ReadLength(context, use.Value!) : 0);
        int bits = arguments.Value(Length) is { } length ? DigestCommand.CheckLength(context, length) : DigestJob.DefaultBits("BLAKE2b");
        return Options.Run(context, arguments, "BLAKE2b", bits);
    }
}
