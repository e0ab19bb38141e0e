namespace BashTool.Commands.Files;

/// <summary>Changes permissions.</summary>
public sealed class ChmodCommand : BashCommand
{
    private const string ModeName = "\u0001mode";

    private static readonly CommandSpec Declaration = new("chmod")
    {
        Summary = "Change the mode of each FILE to MODE.",
        LongNamesFirst = "recursive reference verbose version",
        Usage = ["[OPTION]... MODE[,MODE]... FILE...", "[OPTION]... OCTAL-MODE FILE...", "[OPTION]... --reference=RFILE FILE..."],
        Writes = true,
        Notes = "Each MODE is of the form '[ugoa]*([-+=]([rwxXst]*|[ugo]))+|[-+=][0-7]+'.",
        Historic = ModesAsOptions,
        Examples = [new CommandExample("touch a && chmod -v 600 a", "make a file private and say so")],
    };

    private static readonly Option Changes = Declaration.Flag("c", "changes", "like verbose but report only when a change is made");
    private static readonly Option Silent = Declaration.Flag("f", "silent quiet", "suppress most error messages");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "output a diagnostic for every file processed");
    private static readonly Option NoPreserveRoot = Declaration.Flag("", "no-preserve-root", "do not treat '/' specially (the default)");
    private static readonly Option PreserveRoot = Declaration.Flag("", "preserve-root", "fail to operate recursively on '/'");
    private static readonly Option Reference = Declaration.Required("", "reference", "RFILE", "use RFILE's mode instead of MODE values");
    private static readonly Option Recursive = Declaration.Flag("R", "recursive", "change files and directories recursively");
    // What a MODE that looks like an option is passed on as; nobody can write it.
    private static readonly Option Mode = Declaration.HiddenRequired("", ModeName);

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> operands = arguments.Operands;
        string? reference = arguments.Value(Reference);
        List<string> given = arguments.Values(Mode);
        string? text = given.Count > 0 ? string.Join(',', given) : null;
        bool asOption = text is not null;
        if (reference is not null && text is not null)
        {
            throw new UsageException("cannot combine mode and --reference options");
        }

        if (reference is null && text is null)
        {
            if (operands.Count == 0)
            {
                throw new UsageException("missing operand");
            }

            text = operands[0];
            operands.RemoveAt(0);
        }

        if (operands.Count == 0)
        {
            throw new UsageException(asOption || reference is not null ? "missing operand" : $"missing operand after {LocaleQuoting.Quote(text!)}");
        }

        ModeChange change;
        if (reference is not null)
        {
            FileError error = context.Files.TryStat(context.Resolve(reference), true, out FileMetadata model);
            if (error != FileError.None)
            {
                throw new CommandException($"failed to get attributes of {GnuQuoting.Always(reference)}: {error.Describe()}");
            }

            change = ModeChange.Parse(Convert.ToString(model.Permissions & 0xFFF, 8).PadLeft(5, '0'))!;
        }
        else
        {
            change = ModeChange.Parse(text!) ?? throw new UsageException($"invalid mode: {LocaleQuoting.Quote(text!)}");
        }

        var changer = new Changer(context, change)
        {
            ReportsAll = arguments.LastOf(Changes, Verbose) == Verbose,
            ReportsChanges = arguments.LastOf(Changes, Verbose) is not null,
            Silent = arguments.Has(Silent),
            Diagnoses = asOption,
        };
        var walk = new TreeWalk(context, WalkFollow.Operands, directoriesFirst: true)
        {
            Recursive = arguments.Has(Recursive),
            PreservesRoot = arguments.LastOf(PreserveRoot, NoPreserveRoot) == PreserveRoot,
            Visit = changer.Change,
            Complain = changer.ComplainOfAccess,
        };
        bool ok = true;
        foreach (string operand in operands)
        {
            ok &= walk.Walk(operand);
        }

        return ok ? 0 : 1;
    }

    // A mode may begin with a dash: -w, -rwx, -x,+w.
    private static List<string> ModesAsOptions(IReadOnlyList<string> arguments)
    {
        var result = new List<string>(arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                result.AddRange(arguments.Skip(i));
                break;
            }

            bool isMode = argument.Length > 1 && argument[0] == '-' && "rwxXstugoa,+=01234567".Contains(argument[1]);
            result.Add(isMode ? $"--{ModeName}={argument}" : argument);
        }

        return result;
    }

    private sealed class Changer(CommandContext context, ModeChange change)
    {
        public bool ReportsAll { get; init; }

        public bool ReportsChanges { get; init; }

        public bool Silent { get; init; }

        public bool Diagnoses { get; init; }

        public void Complain(string message)
        {
            if (!Silent)
            {
                context.Complain(message);
            }
        }

        public void ComplainOfAccess(string message, string shown)
        {
            Complain(message);
            if (ReportsAll)
            {
                context.Output.WriteLine($"{GnuQuoting.Always(shown)} could not be accessed");
            }
        }

        public bool Change(string shown, VirtualPath path, FileMetadata file, bool isOperand)
        {
            if (file.IsSymbolicLink)
            {
                if (isOperand)
                {
                    ComplainOfAccess($"cannot operate on dangling symlink {GnuQuoting.Always(shown)}", shown);
                    return false;
                }

                if (ReportsAll)
                {
                    context.Output.WriteLine($"neither symbolic link {GnuQuoting.Always(shown)} nor referent has been changed");
                }

                return true;
            }

            int before = file.Permissions & 0xFFF;
            int wanted = change.Apply(before, file.IsDirectory, context.Umask);
            try
            {
                context.Files.SetMode(path, wanted);
            }
            catch (FileSystemException problem)
            {
                Complain($"changing permissions of {GnuQuoting.Always(shown)}: {problem.Description}");
                if (ReportsAll)
                {
                    context.Output.WriteLine($"failed to change mode of {GnuQuoting.Always(shown)} from {Show(before)} to {Show(wanted)}");
                }

                return false;
            }

            int after = wanted;
            if ((wanted & (ModeChange.SetUser | ModeChange.SetGroup | ModeChange.Sticky)) != 0
                && context.Files.TryStat(path, true, out FileMetadata now) == FileError.None)
            {
                after = now.Permissions & 0xFFF;
            }

            if (after != before ? ReportsChanges : ReportsAll)
            {
                context.Output.WriteLine(after != before
                    ? $"mode of {GnuQuoting.Always(shown)} changed from {Show(before)} to {Show(after)}"
                    : $"mode of {GnuQuoting.Always(shown)} retained as {Show(before)}");
            }

            if (Diagnoses)
            {
                int expected = change.Apply(before, file.IsDirectory, 0);
                if ((after & ~expected) != 0)
                {
                    context.Complain($"{GnuQuoting.Name(shown)}: new permissions are {Letters(after)}, not {Letters(expected)}");
                    return false;
                }
            }

            return true;
        }

        private static string Letters(int mode)
        {
            Span<char> letters = stackalloc char[9];
            ModeText.Permissions(mode, letters);
            return letters.ToString();
        }

        private static string Show(int mode) => $"{Convert.ToString(mode, 8).PadLeft(4, '0')} ({Letters(mode)})";
    }
}
