namespace BashTool.Commands.System;

/// <summary>Prints the machine's hardware name.</summary>
public sealed class ArchCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("arch") { Summary = "Print machine architecture.", Usage = ["[OPTION]..."] };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        NoOperands.Check(Declaration.Parse(context));
        context.Output.WriteLine(context.System.Machine);
        return 0;
    }
}
