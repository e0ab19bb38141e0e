namespace BashTool.Commands.Text;

/// <summary><c>basenc</c>: bytes as text in one of several encodings, and back.</summary>
public sealed class BasencCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("basenc")
    {
        Summary = "basenc encode or decode FILE, or standard input, to standard output.",
        Usage = ["[OPTION]... [FILE]"],
        Notes = "With no FILE, or when FILE is -, read standard input.\nWhen decoding, newlines are ignored; use --ignore-garbage to ignore other bytes too.",
        Examples = [new("printf hello | basenc --base16", "68656C6C6F")],
    };

    private static readonly Dictionary<Option, BaseAlphabet> Alphabets = new()
    {
        [Declaration.Flag("", "base64", "same as 'base64' program (RFC4648 section 4)")] = BaseAlphabet.Base64,
        [Declaration.Flag("", "base64url", "file- and url-safe base64 (RFC4648 section 5)")] = BaseAlphabet.Base64Url,
        [Declaration.Flag("", "base32", "same as 'base32' program (RFC4648 section 6)")] = BaseAlphabet.Base32,
        [Declaration.Flag("", "base32hex", "extended hex alphabet base32 (RFC4648 section 7)")] = BaseAlphabet.Base32Hex,
        [Declaration.Flag("", "base16", "hex encoding (RFC4648 section 8)")] = BaseAlphabet.Base16,
        [Declaration.Flag("", "base2msbf", "bit string with most significant bit (msb) first")] = BaseAlphabet.Base2HighFirst,
        [Declaration.Flag("", "base2lsbf", "bit string with least significant bit (lsb) first")] = BaseAlphabet.Base2LowFirst,
        [Declaration.Flag("", "z85", "ascii85-like encoding (ZeroMQ spec:32/Z85);\nwhen encoding, input length must be a multiple of 4;\nwhen decoding, input length must be a multiple of 5")] = BaseAlphabet.Z85,
    };

    private static readonly Option Decode = Declaration.Flag("d", "decode", "decode data");
    private static readonly Option IgnoreGarbage = Declaration.Flag("i", "ignore-garbage", "when decoding, ignore non-alphabet characters");
    private static readonly Option Wrap = Declaration.Required("w", "wrap", "COLS", "wrap encoded lines after COLS character (default 76).\nUse 0 to disable line wrapping");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        BaseAlphabet? alphabet = null;
        foreach (OptionUse use in arguments.Uses)
        {
            alphabet = Alphabets.GetValueOrDefault(use.Option) ?? alphabet;
        }

        if (arguments.Value(Wrap) is { } wrap)
        {
            BaseConversion.WrapColumns(wrap);
        }

        return new BaseConversion(context, alphabet ?? throw new UsageException("missing encoding type"))
        {
            IgnoresGarbage = arguments.Has(IgnoreGarbage),
        }.Run(arguments.Operands, arguments.Has(Decode), arguments.Value(Wrap));
    }
}
