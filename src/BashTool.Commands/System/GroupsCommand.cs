namespace BashTool.Commands.System;

/// <summary>Prints the groups a user is in.</summary>
public sealed class GroupsCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("groups")
    {
        Summary = "Print group memberships for each USERNAME or, if no USERNAME is specified, for the current process.",
        Usage = ["[OPTION]... [USERNAME]..."],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            return Write(context, UserIdentity.Current(context.System));
        }

        int status = 0;
        foreach (string name in arguments.Operands)
        {
            if (UserIdentity.Find(context.System, name) is { } user)
            {
                context.Output.Write($"{name} : ");
                status |= Write(context, user);
            }
            else
            {
                context.Complain($"{LocaleQuoting.Quote(name)}: no such user");
                status = 1;
            }
        }

        return status;
    }

    private static int Write(CommandContext context, UserIdentity user)
    {
        int status = 0;
        for (int i = 0; i < user.Groups.Count; i++)
        {
            uint id = user.Groups[i];
            string? name = context.System.FindGroup(id)?.Name;
            if (name is null)
            {
                context.Complain($"cannot find name for group ID {id}");
                status = 1;
            }

            context.Output.Write((i == 0 ? "" : " ") + (name ?? id.ToString()));
        }

        context.Output.WriteByte((byte)'\n');
        return status;
    }
}
