namespace BashTool.Commands.Text;

/// <summary><c>base64</c> and <c>base32</c>: bytes as text, and back.</summary>
[CommandNames("base64", "base32")]
public sealed class EncodingCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("base64")
    {
        Summary = "Base64 (or base32) encode or decode FILE, or standard input, to standard output.",
        Usage = ["[OPTION]... [FILE]"],
        Notes = "With no FILE, or when FILE is -, read standard input.\nWhen decoding, newlines are ignored; use --ignore-garbage to ignore other bytes too.",
        Examples = [new("printf hello | base64", "aGVsbG8=")],
    };

    private static readonly Option Decode = Declaration.Flag("d", "decode", "decode data");
    private static readonly Option IgnoreGarbage = Declaration.Flag("i", "ignore-garbage", "when decoding, ignore non-alphabet characters");
    private static readonly Option Wrap = Declaration.Required("w", "wrap", "COLS", "wrap encoded lines after COLS character (default 76).\nUse 0 to disable line wrapping");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        return new BaseConversion(context, context.Name == "base32" ? BaseAlphabet.Base32 : BaseAlphabet.Base64)
        {
            IgnoresGarbage = arguments.Has(IgnoreGarbage),
        }.Run(arguments.Operands, arguments.Has(Decode), arguments.Value(Wrap));
    }
}
