namespace BashTool.Commands.Files;

/// <summary>Makes exactly one hard link.</summary>
public sealed class LinkCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("link")
    {
        Summary = "Call the link function to create a link named FILE2 to an existing FILE1.",
        Usage = ["FILE1 FILE2"],
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
            case 1:
                throw new UsageException($"missing operand after {LocaleQuoting.Quote(operands[0])}");
            case > 2:
                throw new UsageException($"extra operand {LocaleQuoting.Quote(operands[2])}");
        }

        try
        {
            context.Files.CreateHardLink(context.Resolve(operands[0]), context.Resolve(operands[1]));
            return 0;
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot create link {GnuQuoting.Always(operands[1])} to {GnuQuoting.Always(operands[0])}: {problem.Description}");
        }
    }
}
