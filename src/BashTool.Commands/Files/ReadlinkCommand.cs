namespace BashTool.Commands.Files;

/// <summary>Prints what symbolic links point to.</summary>
public sealed class ReadlinkCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("readlink")
    {
        Summary = "Print value of a symbolic link or canonical file name.",
        Usage = ["[OPTION]... FILE..."],
        Examples = [new CommandExample("ln -s b a && readlink a", "what a link points to")],
    };

    private static readonly Option Canonicalize = Declaration.Flag("f", "canonicalize", "canonicalize by following every symlink in\nevery component of the given name recursively;\nall but the last component must exist");
    private static readonly Option Existing = Declaration.Flag("e", "canonicalize-existing", "likewise; all components must exist");
    private static readonly Option Missing = Declaration.Flag("m", "canonicalize-missing", "likewise, without requirements on components existence");
    private static readonly Option NoNewline = Declaration.Flag("n", "no-newline", "do not output the trailing delimiter");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet", "suppress most error messages (on by default)");
    private static readonly Option Silent = Declaration.Flag("s", "silent", "suppress most error messages (on by default)");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "report error messages");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        bool newline = !arguments.Has(NoNewline);
        if (!newline && arguments.Operands.Count > 1)
        {
            context.Complain("ignoring --no-newline with multiple arguments");
            newline = true;
        }

        bool verbose = arguments.LastOf(Verbose, Quiet, Silent) is { } talk
            ? talk == Verbose : context.Environment.Get("POSIXLY_CORRECT") is not null;
        Option? kind = arguments.LastOf(Canonicalize, Existing, Missing);
        RealPathMode mode = kind == Existing ? RealPathMode.AllExist : kind == Missing ? RealPathMode.AnyMayBeMissing : RealPathMode.LastMayBeMissing;
        int status = 0;
        foreach (string operand in arguments.Operands)
        {
            try
            {
                VirtualPath path = context.Resolve(operand);
                context.Output.Write(kind is null ? context.Files.ReadLink(path) : context.Files.RealPath(path, mode).Text);
                if (newline)
                {
                    context.Output.WriteByte(arguments.Has(Zero) ? (byte)0 : (byte)'\n');
                }
            }
            catch (FileSystemException problem)
            {
                status = 1;
                if (verbose)
                {
                    context.Complain($"{GnuQuoting.Name(operand)}: {problem.Description}");
                }
            }
        }

        return status;
    }
}
