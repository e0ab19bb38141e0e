using System.Text;

namespace BashTool.Commands.System;

/// <summary>Prints who a user is.</summary>
public sealed class IdCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("id")
    {
        Summary = "Print user and group information for each specified USER, or (when USER omitted) for the current process.",
        Usage = ["[OPTION]... [USER]..."],
    };

    private static readonly Option Ignored = Declaration.Flag("a", "", "ignore, for compatibility with other versions");
    private static readonly Option Context = Declaration.Flag("Z", "context", "print only the security context of the process");
    private static readonly Option Group = Declaration.Flag("g", "group", "print only the effective group ID");
    private static readonly Option Groups = Declaration.Flag("G", "groups", "print all group IDs");
    private static readonly Option Names = Declaration.Flag("n", "name", "print a name instead of a number, for -ugG");
    private static readonly Option Real = Declaration.Flag("r", "real", "print the real ID instead of the effective ID, with -ugG");
    private static readonly Option User = Declaration.Flag("u", "user", "print only the effective user ID");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "delimit entries with NUL characters, not whitespace;\nnot permitted in default format");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Has(Context))
        {
            throw new CommandException("--context (-Z) works only on an SELinux-enabled kernel");
        }

        bool user = arguments.Has(User), group = arguments.Has(Group), groups = arguments.Has(Groups), zero = arguments.Has(Zero), names = arguments.Has(Names);
        if ((user ? 1 : 0) + (group ? 1 : 0) + (groups ? 1 : 0) > 1)
        {
            throw new CommandException("cannot print \"only\" of more than one choice");
        }

        bool plain = !user && !group && !groups;
        if (plain && (names || arguments.Has(Real)))
        {
            throw new CommandException("cannot print only names or real IDs in default format");
        }

        if (plain && zero)
        {
            throw new CommandException("option --zero not permitted in default format");
        }

        var subjects = new List<UserIdentity>();
        int status = 0;
        if (arguments.Operands.Count == 0)
        {
            subjects.Add(UserIdentity.Current(context.System));
        }

        foreach (string operand in arguments.Operands)
        {
            if (UserIdentity.Find(context.System, operand) is { } found)
            {
                subjects.Add(found);
            }
            else
            {
                context.Complain($"{LocaleQuoting.Quote(operand)}: no such user");
                status = 1;
            }
        }

        bool many = arguments.Operands.Count > 1;
        foreach (UserIdentity subject in subjects)
        {
            if (plain)
            {
                context.Output.WriteLine(Describe(context.System, subject));
                continue;
            }

            if (groups)
            {
                for (int i = 0; i < subject.Groups.Count; i++)
                {
                    context.Output.Write(i == 0 ? "" : zero ? "\0" : " ");
                    status |= WriteGroup(context, subject.Groups[i], names);
                }

                if (zero && many)
                {
                    context.Output.WriteByte(0);
                }
            }
            else if (group)
            {
                status |= WriteGroup(context, subject.GroupId, names);
            }
            else if (names)
            {
                if (context.System.FindUser(subject.UserId) is { } entry)
                {
                    context.Output.Write(entry.Name);
                }
                else
                {
                    context.Complain($"cannot find name for user ID {subject.UserId}");
                    context.Output.Write(subject.UserId);
                    status = 1;
                }
            }
            else
            {
                context.Output.Write(subject.UserId);
            }

            context.Output.WriteByte(zero ? (byte)0 : (byte)'\n');
        }

        return status;
    }

    private static int WriteGroup(CommandContext context, uint id, bool names)
    {
        if (!names)
        {
            context.Output.Write(id);
            return 0;
        }

        if (context.System.FindGroup(id) is { } entry)
        {
            context.Output.Write(entry.Name);
            return 0;
        }

        context.Complain($"cannot find name for group ID {id}");
        context.Output.Write(id);
        return 1;
    }

    private static string Describe(ISystemInformation system, UserIdentity subject)
    {
        var text = new StringBuilder();
        text.Append("uid=").Append(subject.UserId);
        AppendName(system.FindUser(subject.UserId)?.Name);
        text.Append(" gid=").Append(subject.GroupId);
        AppendName(system.FindGroup(subject.GroupId)?.Name);
        for (int i = 0; i < subject.Groups.Count; i++)
        {
            text.Append(i == 0 ? " groups=" : ",").Append(subject.Groups[i]);
            AppendName(system.FindGroup(subject.Groups[i])?.Name);
        }

        return text.ToString();

        void AppendName(string? name)
        {
            if (name is not null)
            {
                text.Append('(').Append(name).Append(')');
            }
        }
    }
}
