namespace BashTool.Commands.System;

/// <summary><c>printenv</c>: values of environment variables.</summary>
public sealed class PrintenvCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("printenv")
    {
        Summary = "Print the values of the specified environment VARIABLE(s). If no VARIABLE is specified, print name and value pairs for them all.",
        Usage = ["[OPTION]... [VARIABLE]..."],
        UsageStatus = 2,
        Permutes = false,
        Examples = [new("X=1 printenv X", "the value of one variable")],
    };

    private static readonly Option Null = Declaration.Flag("0", "null", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        byte end = arguments.Has(Null) ? (byte)0 : (byte)'\n';
        if (arguments.Operands.Count == 0)
        {
            foreach ((string name, string value) in context.Environment.All)
            {
                if (context.Output.WantsObjects && end == '\n')
                {
                    context.Output.WriteShowing(new EnvironmentEntry(name, value), $"{name}={value}\n");
                    continue;
                }

                context.Output.Write(name);
                context.Output.WriteByte((byte)'=');
                context.Output.Write(value);
                context.Output.WriteByte(end);
            }

            return 0;
        }

        int status = 0;
        foreach (string name in arguments.Operands)
        {
            if (!name.Contains('=') && context.Environment.Get(name) is { } value)
            {
                context.Output.Write(value);
                context.Output.WriteByte(end);
            }
            else
            {
                status = 1;
            }
        }

        return status;
    }
}
