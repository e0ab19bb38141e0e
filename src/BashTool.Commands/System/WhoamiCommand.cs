namespace BashTool.Commands.System;

/// <summary>Prints the user's name.</summary>
public sealed class WhoamiCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("whoami") { Summary = "Print the user name associated with the current effective user ID. Same as id -un.", Usage = ["[OPTION]..."] };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        NoOperands.Check(Declaration.Parse(context));
        UserEntry user = context.System.FindUser(context.System.UserId)
            ?? throw new CommandException($"cannot find name for user ID {context.System.UserId}");
        context.Output.WriteLine(user.Name);
        return 0;
    }
}
