namespace BashTool.Commands.Files;

/// <summary>Moves and renames files and trees.</summary>
public sealed class MvCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("mv")
    {
        Summary = "Rename SOURCE to DEST, or move SOURCE(s) to DIRECTORY.",
        Usage = ["[OPTION]... [-T] SOURCE DEST", "[OPTION]... SOURCE... DIRECTORY", "[OPTION]... -t DIRECTORY SOURCE..."],
        Writes = true,
        Limitations = ["Between file systems extended attributes and access control lists are lost."],
        Examples = [new CommandExample("touch a && mv -v a b", "rename a file and say so")],
    };

    private static readonly Option Backup = Declaration.Optional("", "backup", "CONTROL", "make a backup of each existing destination file");
    private static readonly Option BackupPlain = Declaration.Flag("b", "", "like --backup but does not accept an argument");
    private static readonly Option Force = Declaration.Flag("f", "force", "do not prompt before overwriting");
    private static readonly Option Interactive = Declaration.Flag("i", "interactive", "prompt before overwrite");
    private static readonly Option NoClobber = Declaration.Flag("n", "no-clobber", "do not overwrite an existing file");
    private static readonly Option StripSlashes = Declaration.Flag("", "strip-trailing-slashes", "remove any trailing slashes from each SOURCE\nargument");
    private static readonly Option Suffix = Declaration.Required("S", "suffix", "SUFFIX", "override the usual backup suffix");
    private static readonly Option TargetDirectory = Declaration.Required("t", "target-directory", "DIRECTORY", "move all SOURCE arguments into DIRECTORY");
    private static readonly Option NoTargetDirectory = Declaration.Flag("T", "no-target-directory", "treat DEST as a normal file");
    private static readonly Option Update = Declaration.Flag("u", "update", "move only when the SOURCE file is newer\nthan the destination file or when the\ndestination file is missing");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "explain what is being done");
    private static readonly Option Context = Declaration.Flag("Z", "context", "set SELinux security context of destination\nfile to default type (there is none: ignored)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        Option? overwriting = arguments.LastOf(Force, Interactive, NoClobber);
        var options = new CopyOptions
        {
            Moves = true,
            Recursive = true,
            PreservesMode = true,
            PreservesOwner = true,
            PreservesTimes = true,
            PreservesLinks = true,
            Verbose = arguments.Has(Verbose),
            UpdatesOnly = arguments.Has(Update) && overwriting != NoClobber,
            Overwriting = overwriting == Force ? Overwriting.Always
                : overwriting == Interactive ? Overwriting.Ask
                : overwriting == NoClobber ? Overwriting.Never
                : Overwriting.Unspecified,
        };
        bool backs = arguments.Has(Backup) || arguments.Has(BackupPlain);
        CopyTargets targets = CopyTargets.Read(context, arguments.Operands, arguments.Value(TargetDirectory), arguments.Has(NoTargetDirectory));
        if (overwriting == NoClobber && backs)
        {
            throw new UsageException("options --backup and --no-clobber are mutually exclusive");
        }

        options.Backup = BackupNames.Read(context, backs, arguments.Value(Backup), arguments.Value(Suffix));
        var copier = new FileCopier(context, options);
        bool ok = true;
        foreach (string operand in targets.Sources)
        {
            string source = arguments.Has(StripSlashes) && operand.AsSpan().Trim('/').Length > 0 ? operand.TrimEnd('/') : operand;
            string target = targets.Name ?? Target(targets.Directory!, source);
            if (source != operand && targets.Name is not null && IsNoDirectory(context, source) && context.Files.TryStat(context.Resolve(target), false, out _) != FileError.None)
            {
                // GNU tries to rename what was written before it strips the slashes.
                context.Complain($"cannot move {GnuQuoting.Always(source)} to {GnuQuoting.Always(target)}: Not a directory");
                ok = false;
                continue;
            }

            ok &= Move(context, options, copier, source, target);
        }

        return ok ? 0 : 1;
    }

    private static bool IsNoDirectory(CommandContext context, string path) =>
        context.Files.TryStat(context.Resolve(path), false, out FileMetadata metadata) == FileError.None && !metadata.IsDirectory;

    private static string Target(string directory, string source)
    {
        string name = FileCopier.LastPart(source);
        return name == "/" ? directory : FileCopier.Join(directory, name);
    }

    private static bool Move(CommandContext context, CopyOptions options, FileCopier copier, string source, string target)
    {
        if (!copier.Copy(source, target))
        {
            return false;
        }

        if (copier.Renamed || copier.CopiedIntoItself)
        {
            return true;
        }

        var remover = new TreeRemover(context) { Recursive = true, RemovesEmptyDirectories = true, Verbose = options.Verbose };
        return remover.Remove(source);
    }
}
