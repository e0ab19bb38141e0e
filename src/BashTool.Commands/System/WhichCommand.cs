namespace BashTool.Commands.System;

/// <summary><c>which</c>, Debian's: where a command stands on PATH.</summary>
public sealed class WhichCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("which")
    {
        Summary = "Print the full paths of commands.",
        Usage = ["[-as] args"],
        UsageStatus = 2,
        Permutes = false,
        HasStandardOptions = false,
        Imitates = "debianutils 5.7",
        Examples = [new("which ls", "where ls stands")],
    };

    private static readonly Option All = Declaration.Flag("a", "", "print all matching pathnames of each argument");
    private static readonly Option Silent = Declaration.Flag("s", "", "print nothing: only set the status");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(context);
        }
        catch (UsageException e)
        {
            // The words of the shell script that Debian's which is.
            context.Error.Write($"Illegal option {e.Message.Split(' ')[^1].Replace("'", "", StringComparison.Ordinal).Insert(0, "-")}\nUsage: {context.Name} [-as] args\n");
            return 2;
        }

        int status = arguments.Operands.Count == 0 ? 1 : 0;
        foreach (string name in arguments.Operands)
        {
            bool found = false;
            foreach (string path in context.Host.Locate(name))
            {
                found = true;
                if (!arguments.Has(Silent))
                {
                    context.Output.WriteLine(path);
                }

                if (!arguments.Has(All))
                {
                    break;
                }
            }

            if (!found)
            {
                status = 1;
            }
        }

        return status;
    }
}
