namespace BashTool.Commands.Files;

/// <summary>Removes files and trees.</summary>
public sealed class RmCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("rm")
    {
        Summary = "Remove (unlink) the FILE(s).",
        Usage = ["[OPTION]... [FILE]..."],
        Writes = true,
        Notes = "By default, rm does not remove directories. Use the --recursive (-r or -R)\noption to remove each listed directory, too, along with all of its contents.",
        Examples = [new CommandExample("touch a && rm -v a", "remove a file and say so")],
    };

    private static readonly Option Force = Declaration.Flag("f", "force", "ignore nonexistent files and arguments, never prompt");
    private static readonly Option Ask = Declaration.Flag("i", "", "prompt before every removal");
    private static readonly Option AskOnce = Declaration.Flag("I", "", "prompt once before removing more than three files, or\nwhen removing recursively");
    private static readonly Option Interactive = Declaration.Optional("", "interactive", "WHEN", "prompt according to WHEN: never, once (-I), or\nalways (-i); without WHEN, prompt always");
    private static readonly Option OneFileSystem = Declaration.Flag("", "one-file-system", "when removing a hierarchy recursively, skip any\ndirectory that is on a file system different from\nthat of the corresponding command line argument");
    private static readonly Option NoPreserveRoot = Declaration.Flag("", "no-preserve-root", "do not treat '/' specially");
    private static readonly Option PreserveRoot = Declaration.Optional("", "preserve-root", "all", "do not remove '/' (default); with 'all', reject any\ncommand line argument on a separate device from its parent");
    private static readonly Option Recursive = Declaration.Flag("rR", "recursive", "remove directories and their contents recursively");
    private static readonly Option Directories = Declaration.Flag("d", "dir", "remove empty directories");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "explain what is being done");

    private static readonly ArgumentChoice<When> Whens = new(
        "--interactive", ("never", When.Never), ("no", When.Never), ("none", When.Never), ("once", When.Once), ("always", When.Always), ("yes", When.Always));

    private enum When
    {
        Never,
        Once,
        Always,
    }

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        When? when = null;
        bool force = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Force)
            {
                (force, when) = (true, When.Never);
            }
            else if (use.Option == Ask)
            {
                (force, when) = (false, When.Always);
            }
            else if (use.Option == AskOnce)
            {
                (force, when) = (false, When.Once);
            }
            else if (use.Option == Interactive)
            {
                when = use.Value is null ? When.Always : Whens.Read(use.Value);
                force &= when == When.Never;
            }
            else if (use.Option == NoPreserveRoot && !context.Arguments.Contains("--no-preserve-root"))
            {
                throw new CommandException("you may not abbreviate the --no-preserve-root option");
            }
            else if (use.Option == PreserveRoot && use.Value is { } value && value != "all")
            {
                throw new CommandException($"unrecognized --preserve-root argument: {GnuQuoting.Always(value)}");
            }
        }

        List<string> operands = arguments.Operands;
        if (operands.Count == 0)
        {
            return force ? 0 : throw new UsageException("missing operand");
        }

        bool recursive = arguments.Has(Recursive);
        if (when == When.Once && (recursive || operands.Count > 3)
            && !Question.Ask(context, $"remove {operands.Count} {(operands.Count == 1 ? "argument" : "arguments")}{(recursive ? " recursively" : "")}? "))
        {
            return 0;
        }

        var remover = new TreeRemover(context)
        {
            Recursive = recursive,
            RemovesEmptyDirectories = arguments.Has(Directories) || recursive,
            IgnoresMissing = force,
            Asks = when == When.Always,
            AsksForProtected = when is null or When.Once && context.StandardInput.IsTerminal,
            Verbose = arguments.Has(Verbose),
            OneFileSystem = arguments.Has(OneFileSystem),
            PreservesRoot = arguments.LastOf(NoPreserveRoot, PreserveRoot) != NoPreserveRoot,
            PreservesMounts = arguments.Value(PreserveRoot) == "all",
        };
        int status = 0;
        foreach (string operand in operands)
        {
            if (!remover.Remove(operand))
            {
                status = 1;
            }
        }

        return status;
    }
}
