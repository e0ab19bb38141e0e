namespace BashTool.Commands.Text;

/// <summary><c>yes</c>: a line again and again, until nobody reads it.</summary>
public sealed class YesCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("yes")
    {
        Summary = "Repeatedly output a line with all specified STRING(s), or 'y'.",
        Usage = ["[STRING]...", "OPTION"],
        Examples = [new("yes | head -n 2", "two lines of y")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        byte[] line = EscapedUtf8.Encode((arguments.Operands.Count == 0 ? "y" : string.Join(' ', arguments.Operands)) + "\n");
        byte[] block = new byte[line.Length * Math.Max(1, 16384 / line.Length)];
        for (int at = 0; at < block.Length; at += line.Length)
        {
            line.CopyTo(block, at);
        }

        try
        {
            while (true)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Output.Write(block);
                context.Output.Flush();
            }
        }
        catch (WriteErrorException problem)
        {
            throw new CommandException($"standard output: {problem.Description}");
        }
    }
}
