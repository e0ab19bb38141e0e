namespace BashTool.Commands.System;

/// <summary>Prints the name the user logged in by.</summary>
public sealed class LognameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("logname") { Summary = "Print the user's login name.", Usage = ["[OPTION]"] };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        NoOperands.Check(Declaration.Parse(context));
        if (!context.StandardInput.IsTerminal || context.System.FindUser(context.System.UserId) is not { } user)
        {
            throw new CommandException("no login name");
        }

        context.Output.WriteLine(context.Environment.Get("LOGNAME") ?? user.Name);
        return 0;
    }
}
