namespace BashTool.Commands.Files;

/// <summary>Removes exactly one file.</summary>
public sealed class UnlinkCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("unlink")
    {
        Summary = "Call the unlink function to remove the specified FILE.",
        Usage = ["FILE"],
        Writes = true,
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        List<string> operands = Declaration.Parse(context).Operands;
        switch (operands.Count)
        {
            case 0:
                throw new UsageException("missing operand");
            case > 1:
                throw new UsageException($"extra operand {LocaleQuoting.Quote(operands[1])}");
        }

        try
        {
            context.Files.RemoveFile(context.Resolve(operands[0]));
            return 0;
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot unlink {GnuQuoting.Always(operands[0])}: {problem.Description}");
        }
    }
}
