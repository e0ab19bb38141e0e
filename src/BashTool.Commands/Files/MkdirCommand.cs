namespace BashTool.Commands.Files;

/// <summary>Makes directories.</summary>
public sealed class MkdirCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("mkdir")
    {
        Summary = "Create the DIRECTORY(ies), if they do not already exist.",
        Usage = ["[OPTION]... DIRECTORY..."],
        Writes = true,
        Examples = [new CommandExample("mkdir -p a/b/c && ls a/b", "make a directory and those above it")],
    };

    private static readonly Option Mode = Declaration.Required("m", "mode", "MODE", "set file mode (as in chmod), not a=rwx - umask");
    private static readonly Option Parents = Declaration.Flag("p", "parents", "no error if existing, make parent directories as needed,\nwith their file modes unaffected by any -m option");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "print a message for each created directory");
    private static readonly Option Context = Declaration.Flag("Z", "", "set SELinux security context of each created directory\nto the default type (there is none: ignored)");
    private static readonly Option ContextValue = Declaration.Optional("", "context", "CTX", "like -Z (ignored)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        if (arguments.Has(ContextValue) && arguments.Value(ContextValue) is not null && !arguments.Has(Context))
        {
            context.Complain("warning: ignoring --context; it requires an SELinux/SMACK-enabled kernel");
        }

        int? mode = null;
        if (arguments.Value(Mode) is { } text)
        {
            ModeChange change = ModeChange.Parse(text) ?? throw new CommandException($"invalid mode {LocaleQuoting.Quote(text)}");
            mode = change.Apply(0x1FF, isDirectory: true, context.Umask);
        }

        var maker = new DirectoryMaker(context, mode, arguments.Has(Parents), arguments.Has(Verbose));
        int status = 0;
        foreach (string directory in arguments.Operands)
        {
            if (!maker.Make(directory))
            {
                status = 1;
            }
        }

        return status;
    }
}
