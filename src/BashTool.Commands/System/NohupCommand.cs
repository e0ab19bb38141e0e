namespace BashTool.Commands.System;

/// <summary>Runs a command that survives its terminal.</summary>
public sealed class NohupCommand : BashCommand
{
    private const int Failed = 125;

    private static readonly CommandSpec Declaration = new("nohup")
    {
        Summary = "Run COMMAND, ignoring hangup signals.",
        Usage = ["COMMAND [ARG]...", "OPTION"],
        UsageStatus = Failed,
        Permutes = false,
        Limitations = ["Hangup signals do not reach commands that run within the shell's own process; they end with the session."],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        bool ignoresInput = context.StandardInput.IsTerminal, redirects = context.StandardOutput.IsTerminal;
        OpenFile? output = null;
        if (redirects)
        {
            output = context.OpenOutput("nohup.out", append: true);
            context.Complain(ignoresInput ? "ignoring input and appending output to 'nohup.out'" : "appending output to 'nohup.out'");
        }
        else if (ignoresInput)
        {
            context.Complain("ignoring input");
        }

        try
        {
            int status = context.Run(new CommandInvocation
            {
                Words = arguments.Operands,
                Input = ignoresInput ? new NullFile() : null,
                Output = output,
                Error = output is not null && context.StandardError.IsTerminal ? output : null,
                Caller = context.Name,
            });
            if (status is 126 or 127 && !TimeoutCommand.CommandExists(context, arguments.Operands[0], out string why))
            {
                context.Complain($"failed to run command {GnuQuoting.Always(arguments.Operands[0])}: {why}");
            }

            return status;
        }
        finally
        {
            output?.Release();
        }
    }
}
