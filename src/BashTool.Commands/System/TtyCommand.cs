namespace BashTool.Commands.System;

/// <summary>Says which terminal standard input is.</summary>
public sealed class TtyCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tty")
    {
        Summary = "Print the file name of the terminal connected to standard input.",
        Usage = ["[OPTION]..."],
        UsageStatus = 2,
    };

    private static readonly Option Silent = Declaration.Flag("s", "silent quiet", "print nothing, only return an exit status");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = NoOperands.Check(Declaration.Parse(context));
        bool terminal = context.StandardInput.IsTerminal;
        if (!arguments.Has(Silent))
        {
            context.Output.WriteLine(terminal ? context.StandardInput.Path ?? "/dev/tty" : "not a tty");
        }

        return terminal ? 0 : 1;
    }
}
