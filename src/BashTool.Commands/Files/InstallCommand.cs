namespace BashTool.Commands.Files;

/// <summary>Copies files and sets their attributes.</summary>
public sealed class InstallCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("install")
    {
        Summary = "Copy files (often just compiled) into destination locations you choose, and set their attributes.",
        Usage = ["[OPTION]... [-T] SOURCE DEST", "[OPTION]... SOURCE... DIRECTORY", "[OPTION]... -t DIRECTORY SOURCE...", "[OPTION]... -d DIRECTORY..."],
        Writes = true,
        Examples = [new CommandExample("echo hi > a && install -Dm 644 a d/e/a && stat -c %a d/e/a", "copy into directories that are made")],
    };

    private static readonly Option Backup = Declaration.Optional("", "backup", "CONTROL", "make a backup of each existing destination file");
    private static readonly Option BackupPlain = Declaration.Flag("b", "", "like --backup but does not accept an argument");
    private static readonly Option Ignored = Declaration.Flag("c", "", "(ignored)");
    private static readonly Option Compare = Declaration.Flag("C", "compare", "compare content of source and destination files, and\nif no change to content, ownership, and permissions,\ndo not modify the destination at all");
    private static readonly Option Directories = Declaration.Flag("d", "directory", "treat all arguments as directory names; create all\ncomponents of the specified directories");
    private static readonly Option Leading = Declaration.Flag("D", "", "create all leading components of DEST except the last,\nor all components of --target-directory");
    private static readonly Option Group = Declaration.Required("g", "group", "GROUP", "set group ownership, instead of process' current group");
    private static readonly Option Mode = Declaration.Required("m", "mode", "MODE", "set permission mode (as in chmod), instead of rwxr-xr-x");
    private static readonly Option Owner = Declaration.Required("o", "owner", "OWNER", "set ownership (super-user only)");
    private static readonly Option Timestamps = Declaration.Flag("p", "preserve-timestamps", "apply access/modification times of SOURCE files\nto corresponding destination files");
    private static readonly Option Strip = Declaration.Unsupported("s", "strip", OptionValue.None, "strip symbol tables", "there is no strip program in process");
    private static readonly Option StripProgram = Declaration.Unsupported("", "strip-program", OptionValue.Required, "program used to strip binaries", "there is no strip program in process");
    private static readonly Option Suffix = Declaration.Required("S", "suffix", "SUFFIX", "override the usual backup suffix");
    private static readonly Option TargetDirectory = Declaration.Required("t", "target-directory", "DIRECTORY", "copy all SOURCE arguments into DIRECTORY");
    private static readonly Option NoTargetDirectory = Declaration.Flag("T", "no-target-directory", "treat DEST as a normal file");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "print the name of each directory as it is created");
    private static readonly Option PreserveContext = Declaration.Flag("", "preserve-context", "preserve SELinux security context (there is none: ignored)");
    private static readonly Option ContextValue = Declaration.Optional("", "context", "CTX", "like -Z, or set the context to CTX (ignored)");
    private static readonly Option Context = Declaration.Flag("Z", "", "set SELinux security context (there is none: ignored)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Has(PreserveContext))
        {
            context.Complain("WARNING: ignoring --preserve-context; this kernel is not SELinux-enabled");
        }

        if (arguments.Value(ContextValue) is not null)
        {
            context.Complain("warning: ignoring --context; it requires an SELinux-enabled kernel");
        }

        bool verbose = arguments.Has(Verbose);
        string modeText = arguments.Value(Mode) ?? "755";
        ModeChange change = ModeChange.Parse(modeText) ?? throw new CommandException($"invalid mode {LocaleQuoting.Quote(modeText)}");
        Ownership owner = ReadOwner(context, arguments);
        List<string> operands = arguments.Operands;
        if (arguments.Has(Directories))
        {
            if (arguments.Value(TargetDirectory) is not null)
            {
                throw new CommandException("target directory not allowed when installing a directory");
            }

            return MakeDirectories(context, operands, change.Apply(0, isDirectory: true, 0), verbose, owner);
        }

        var parents = new DirectoryMaker(context, null, parents: true, verbose) { Announcement = "creating directory" };
        if (arguments.Has(Leading) && arguments.Value(TargetDirectory) is { } directory && !parents.Make(directory))
        {
            return 1;
        }

        bool noDirectory = arguments.Has(NoTargetDirectory);
        if (arguments.Has(Leading) && arguments.Value(TargetDirectory) is null && operands.Count == 2)
        {
            if (!parents.MakeParents(operands[1]))
            {
                return 1;
            }
        }

        CopyTargets targets = CopyTargets.Read(context, operands, arguments.Value(TargetDirectory), noDirectory);
        var options = new CopyOptions
        {
            Mode = change.Apply(0, isDirectory: false, 0),
            Follow = CopyFollow.Always,
            CopiesContents = true,
            RemovesFirst = true,
            PreservesTimes = arguments.Has(Timestamps),
            Verbose = verbose,
            Backup = BackupNames.Read(context, arguments.Has(Backup) || arguments.Has(BackupPlain), arguments.Value(Backup), arguments.Value(Suffix)),
        };
        var copier = new FileCopier(context, options);
        bool ok = true;
        foreach (string source in targets.Sources)
        {
            string target = targets.Name ?? FileCopier.Join(targets.Directory!, FileCopier.LastPart(source));
            if (arguments.Has(Compare) && IsSame(context, source, target, options.Mode.Value, owner))
            {
                continue;
            }

            bool copied = copier.Copy(source, target);
            ok &= copied && SetOwner(context, target, owner, options.Mode.Value);
        }

        return ok ? 0 : 1;
    }

    private static Ownership ReadOwner(CommandContext context, ParsedArguments arguments)
    {
        uint? user = null, group = null;
        if (arguments.Value(Owner) is { } name)
        {
            user = context.System.FindUser(name)?.Id ?? (uint.TryParse(name, out uint id) ? id : throw new CommandException($"invalid user {LocaleQuoting.Quote(name)}"));
        }

        if (arguments.Value(Group) is { } groupName)
        {
            group = context.System.FindGroup(groupName)?.Id ?? (uint.TryParse(groupName, out uint id) ? id : throw new CommandException($"invalid group {LocaleQuoting.Quote(groupName)}"));
        }

        return new Ownership(user, group, null, null);
    }

    private static int MakeDirectories(CommandContext context, List<string> names, int mode, bool verbose, Ownership owner)
    {
        if (names.Count == 0)
        {
            throw new UsageException("missing file operand");
        }

        var maker = new DirectoryMaker(context, mode, parents: true, verbose) { Announcement = "creating directory" };
        bool ok = true;
        foreach (string name in names)
        {
            ok &= maker.Make(name) && SetOwner(context, name, owner, mode);
        }

        return ok ? 0 : 1;
    }

    private static bool SetOwner(CommandContext context, string file, Ownership owner, int mode)
    {
        try
        {
            VirtualPath path = context.Resolve(file);
            if (owner.User is not null || owner.Group is not null)
            {
                context.Files.SetOwner(path, owner.User, owner.Group);
            }

            context.Files.SetMode(path, mode);
            return true;
        }
        catch (FileSystemException problem)
        {
            context.Complain($"cannot change ownership of {GnuQuoting.Always(file)}: {problem.Description}");
            return false;
        }
    }

    private static bool IsSame(CommandContext context, string source, string target, int mode, Ownership owner)
    {
        VirtualPath from = context.Resolve(source), to = context.Resolve(target);
        if (context.Files.TryStat(from, false, out FileMetadata a) != FileError.None || context.Files.TryStat(to, false, out FileMetadata b) != FileError.None
            || !a.IsRegular || !b.IsRegular || a.Size != b.Size || b.Permissions != mode
            || (owner.User is { } user && user != b.UserId) || (owner.Group is { } group && group != b.GroupId))
        {
            return false;
        }

        try
        {
            using IFileHandle left = context.Files.Open(from, OpenMode.Read), right = context.Files.Open(to, OpenMode.Read);
            byte[] one = new byte[64 * 1024], other = new byte[64 * 1024];
            while (true)
            {
                int count = Fill(left, one);
                if (count != Fill(right, other) || !one.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count)))
                {
                    return false;
                }

                if (count == 0)
                {
                    return true;
                }
            }
        }
        catch (FileSystemException)
        {
            return false;
        }
    }

    private static int Fill(IFileHandle file, byte[] buffer)
    {
        int count = 0;
        while (count < buffer.Length && file.Read(buffer.AsSpan(count)) is var more and > 0)
        {
            count += more;
        }

        return count;
    }
}
