namespace BashTool.Commands.Text;

/// <summary><c>yes</c>: a line again and again, until nobody reads it any more.</summary>
public sealed class YesCommand : BashCommand
{
    private const int BlockSize = 64 * 1024;

    private static readonly CommandSpec Declaration = new("yes")
    {
        Summary = "Repeatedly output a line with all specified STRING(s), or 'y'.",
        Usage = ["[STRING]...", "OPTION"],
        Examples = [new("yes no | head -n 2", "the first two of many")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        List<string> operands = Declaration.Parse(context).Operands;
        byte[] line = EscapedUtf8.Encode((operands.Count == 0 ? "y" : string.Join(' ', operands)) + "\n");
        byte[] block = line;
        if (line.Length < BlockSize / 2)
        {
            block = new byte[BlockSize / line.Length * line.Length];
            for (int at = 0; at < block.Length; at += line.Length)
            {
                line.CopyTo(block, at);
            }
        }

        while (true)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Output.Write(block);
        }
    }
}
