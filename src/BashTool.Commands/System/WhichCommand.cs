namespace BashTool.Commands.System;

/// <summary><c>which</c>, Debian's: where a command stands on PATH.</summary>
public sealed class WhichCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("which")
    {
        Summary = "Print the full paths of commands.",
        Usage = ["[-a] args"],
        UsageStatus = 2,
        Permutes = false,
        HasStandardOptions = false,
        Imitates = "debianutils 5.7",
        Examples = [new("which ls", "where ls stands")],
    };

    private static readonly Option All = Declaration.Flag("a", "", "print all matching pathnames of each argument");

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
            string option = e.Message.StartsWith("unrecognized", StringComparison.Ordinal) ? "--" : "-" + e.Message[^2];
            context.Error.Write($"Illegal option {option}\n");
            context.Output.Write("Usage: /usr/bin/which [-a] args\n");
            return 2;
        }

        int status = arguments.Operands.Count == 0 ? 1 : 0;
        foreach (string name in arguments.Operands)
        {
            bool found = false;
            foreach (string path in context.Host.Locate(name))
            {
                found = true;
                context.Output.WriteLine(path);

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
