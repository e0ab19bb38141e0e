namespace BashTool.Commands.Files;

/// <summary>Makes named pipes.</summary>
public sealed class MkfifoCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("mkfifo")
    {
        Summary = "Create named pipes (FIFOs) with the given NAMEs.",
        Usage = ["[OPTION]... NAME..."],
        Writes = true,
    };

    private static readonly Option Mode = Declaration.Required("m", "mode", "MODE", "set file permission bits to MODE, not a=rw - umask");
    private static readonly Option Context = Declaration.Flag("Z", "", "set the SELinux security context to default type\n(there is none: ignored)");
    private static readonly Option ContextValue = Declaration.Optional("", "context", "CTX", "like -Z (ignored)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        if (arguments.Value(ContextValue) is not null)
        {
            context.Complain("warning: ignoring --context; it requires an SELinux/SMACK-enabled kernel");
        }

        int permissions = 0x1B6 & ~context.Umask;
        if (arguments.Value(Mode) is { } text)
        {
            ModeChange change = ModeChange.Parse(text) ?? throw new CommandException("invalid mode");
            permissions = change.Apply(0x1B6, isDirectory: false, context.Umask);
            if ((permissions & ~0x1FF) != 0)
            {
                throw new CommandException("mode must specify only file permission bits");
            }
        }

        int status = 0;
        foreach (string name in arguments.Operands)
        {
            try
            {
                context.Files.CreateFifo(context.Resolve(name), permissions);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot create fifo {GnuQuoting.Always(name)}: {problem.Description}");
                status = 1;
            }
        }

        return status;
    }
}
