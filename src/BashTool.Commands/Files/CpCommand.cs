namespace BashTool.Commands.Files;

/// <summary>Copies files and trees.</summary>
public sealed class CpCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("cp")
    {
        Summary = "Copy SOURCE to DEST, or multiple SOURCE(s) to DIRECTORY.",
        LongNamesFirst = "archive attributes-only copy-contents context no-clobber no-dereference no-preserve no-target-directory "
            + "parents preserve recursive remove-destination reflink sparse strip-trailing-slashes suffix symbolic-link "
            + "verbose version",
        Usage = ["[OPTION]... [-T] SOURCE DEST", "[OPTION]... SOURCE... DIRECTORY", "[OPTION]... -t DIRECTORY SOURCE..."],
        Writes = true,
        Limitations = ["Extended attributes and access control lists are not copied.", "Device files and sockets are not made."],
        Examples = [new CommandExample("echo hi > a && cp -v a b", "copy a file and say so")],
    };

    private static readonly Option Archive = Declaration.Flag("a", "archive", "same as -dR --preserve=all");
    private static readonly Option AttributesOnly = Declaration.Flag("", "attributes-only", "don't copy the file data, just the attributes");
    private static readonly Option Backup = Declaration.Optional("", "backup", "CONTROL", "make a backup of each existing destination file");
    private static readonly Option BackupPlain = Declaration.Flag("b", "", "like --backup but does not accept an argument");
    private static readonly Option CopyContents = Declaration.Flag("", "copy-contents", "copy contents of special files when recursive");
    private static readonly Option NoDereferenceLinks = Declaration.Flag("d", "", "same as --no-dereference --preserve=links");
    private static readonly Option Force = Declaration.Flag("f", "force", "if an existing destination file cannot be\nopened, remove it and try again");
    private static readonly Option Interactive = Declaration.Flag("i", "interactive", "prompt before overwrite");
    private static readonly Option FollowOperands = Declaration.Flag("H", "", "follow command-line symbolic links in SOURCE");
    private static readonly Option Link = Declaration.Flag("l", "link", "hard link files instead of copying");
    private static readonly Option Follow = Declaration.Flag("L", "dereference", "always follow symbolic links in SOURCE");
    private static readonly Option NoClobber = Declaration.Flag("n", "no-clobber", "do not overwrite an existing file");
    private static readonly Option NoFollow = Declaration.Flag("P", "no-dereference", "never follow symbolic links in SOURCE");
    private static readonly Option PreserveUsual = Declaration.Flag("p", "", "same as --preserve=mode,ownership,timestamps");
    private static readonly Option Preserve = Declaration.Optional("", "preserve", "ATTR_LIST", "preserve the specified attributes (default:\nmode,ownership,timestamps), if possible\nadditional attributes: context, links, xattr, all");
    private static readonly Option NoPreserve = Declaration.Required("", "no-preserve", "ATTR_LIST", "don't preserve the specified attributes");
    private static readonly Option Parents = Declaration.Flag("", "parents", "use full source file name under DIRECTORY");
    private static readonly Option Recursive = Declaration.Flag("Rr", "recursive", "copy directories recursively");
    private static readonly Option Reflink = Declaration.Optional("", "reflink", "WHEN", "control clone/CoW copies");
    private static readonly Option RemoveDestination = Declaration.Flag("", "remove-destination", "remove each existing destination file before\nattempting to open it (contrast with --force)");
    private static readonly Option Sparse = Declaration.Required("", "sparse", "WHEN", "control creation of sparse files");
    private static readonly Option StripSlashes = Declaration.Flag("", "strip-trailing-slashes", "remove any trailing slashes from each SOURCE\nargument");
    private static readonly Option SymbolicLink = Declaration.Flag("s", "symbolic-link", "make symbolic links instead of copying");
    private static readonly Option Suffix = Declaration.Required("S", "suffix", "SUFFIX", "override the usual backup suffix");
    private static readonly Option TargetDirectory = Declaration.Required("t", "target-directory", "DIRECTORY", "copy all SOURCE arguments into DIRECTORY");
    private static readonly Option NoTargetDirectory = Declaration.Flag("T", "no-target-directory", "treat DEST as a normal file");
    private static readonly Option Update = Declaration.Flag("u", "update", "copy only when the SOURCE file is newer\nthan the destination file or when the\ndestination file is missing");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "explain what is being done");
    private static readonly Option OneFileSystem = Declaration.Flag("x", "one-file-system", "stay on this file system");
    private static readonly Option Context = Declaration.Flag("Z", "", "set SELinux security context of destination\nfile to default type (there is none: ignored)");
    private static readonly Option ContextValue = Declaration.Optional("", "context", "CTX", "like -Z (ignored)");

    private static readonly (string, Attribute)[] AttributeWords =
    [
        ("mode", Attribute.Mode), ("timestamps", Attribute.Timestamps), ("ownership", Attribute.Ownership), ("links", Attribute.Links),
        ("context", Attribute.Context), ("xattr", Attribute.Xattr), ("all", Attribute.All),
    ];

    private static readonly ArgumentChoice<Attribute> Preserved = new("--preserve", AttributeWords);
    private static readonly ArgumentChoice<Attribute> NotPreserved = new("--no-preserve", AttributeWords);
    private static readonly ArgumentChoice<SparseCopy> Sparses = new("--sparse", ("never", SparseCopy.Never), ("auto", SparseCopy.Auto), ("always", SparseCopy.Always));
    private static readonly ArgumentChoice<SparseCopy> Reflinks = new("--reflink", ("auto", SparseCopy.Auto), ("always", SparseCopy.Always), ("never", SparseCopy.Never));

    private enum Attribute
    {
        Mode,
        Timestamps,
        Ownership,
        Links,
        Context,
        Xattr,
        All,
    }

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        CopyOptions options = Read(context, arguments);
        CopyTargets targets = CopyTargets.Read(context, arguments.Operands, arguments.Value(TargetDirectory), arguments.Has(NoTargetDirectory));
        bool parents = arguments.Has(Parents);
        if (parents && targets.Directory is null)
        {
            throw new UsageException("with --parents, the destination must be a directory");
        }

        var copier = new FileCopier(context, options);
        bool ok = true;
        foreach (string operand in targets.Sources)
        {
            string source = arguments.Has(StripSlashes) && targets.Directory is not null && operand.Length > 1 ? operand.TrimEnd('/') : operand;
            source = source.Length == 0 && operand.Length > 0 ? "/" : source;
            if (targets.Directory is null)
            {
                string target = targets.Name!;
                if (options.RemovesUnopenable && options.Backs && source == target
                    && context.Files.TryStat(context.Resolve(source), true, out FileMetadata own) == FileError.None && own.IsRegular)
                {
                    // A file copied onto itself with --force and --backup is copied to its backup.
                    target = options.Backup.NameFor(context, target);
                    options.Backup = new BackupNames(BackupType.None, "~");
                }

                ok &= copier.Copy(source, target);
            }
            else if (parents)
            {
                ok &= CopyWithParents(context, options, copier, source, targets.Directory);
            }
            else
            {
                string name = FileCopier.LastPart(source);
                ok &= copier.Copy(source, name is ".." or "/" ? FileCopier.Join(targets.Directory, ".") : FileCopier.Join(targets.Directory, name));
            }
        }

        return ok ? 0 : 1;
    }

    private static bool CopyWithParents(CommandContext context, CopyOptions options, FileCopier copier, string source, string directory)
    {
        string relative = source.TrimEnd('/').TrimStart('/');
        var made = new List<(string From, string To)>();
        for (int slash = relative.IndexOf('/'); slash >= 0; slash = relative.IndexOf('/', slash + 1))
        {
            string part = relative[..slash];
            if (part.Length == 0 || part.EndsWith('/'))
            {
                continue;
            }

            string from = source.StartsWith('/') ? "/" + part : part;
            string to = FileCopier.Join(directory, part);
            if (context.Files.TryStat(context.Resolve(from), true, out FileMetadata original) is var missing and not FileError.None)
            {
                context.Complain($"failed to get attributes of {GnuQuoting.Always(from)}: {missing.Describe()}");
                return false;
            }

            if (context.Files.TryStat(context.Resolve(to), true, out FileMetadata there) == FileError.None)
            {
                if (!there.IsDirectory)
                {
                    context.Complain($"{GnuQuoting.Always(to)} exists but is not a directory");
                    return false;
                }

                made.Add((from, to));
                continue;
            }

            try
            {
                context.Files.CreateDirectory(context.Resolve(to), (original.Permissions & 0x1FF & ~context.Umask) | 0x1C0);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot make directory {GnuQuoting.Always(to)}: {problem.Description}");
                return false;
            }

            made.Add((from, to));
            if (options.Verbose)
            {
                context.Output.WriteLine($"{from} -> {to}");
            }
        }

        bool ok = copier.Copy(source, FileCopier.Join(directory, relative));
        foreach ((string from, string to) in made)
        {
            if (context.Files.TryStat(context.Resolve(from), true, out FileMetadata original) != FileError.None)
            {
                continue;
            }

            try
            {
                VirtualPath path = context.Resolve(to);
                if (options.PreservesTimes)
                {
                    context.Files.SetTimes(path, original.AccessTime, original.ModifyTime);
                }

                if (options.PreservesOwner)
                {
                    context.Files.SetOwner(path, original.UserId, original.GroupId);
                }

                if (options.PreservesMode)
                {
                    context.Files.SetMode(path, original.Permissions);
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"failed to preserve attributes of {GnuQuoting.Always(to)}: {problem.Description}");
                ok = false;
            }
        }

        return ok;
    }

    private static CopyOptions Read(CommandContext context, ParsedArguments arguments)
    {
        var options = new CopyOptions { Verbose = arguments.Has(Verbose) };
        CopyFollow? follow = null;
        bool contents = false, backs = false;
        string? control = null;
        foreach ((Option option, string? value) in arguments.Uses)
        {
            if (option == Archive)
            {
                options.Recursive = true;
                follow = CopyFollow.Never;
                SetAll(options, true);
            }
            else if (option == AttributesOnly)
            {
                options.AttributesOnly = true;
            }
            else if (option == Backup || option == BackupPlain)
            {
                backs = true;
                control = value ?? control;
            }
            else if (option == CopyContents)
            {
                contents = true;
            }
            else if (option == NoDereferenceLinks)
            {
                follow = CopyFollow.Never;
                options.PreservesLinks = true;
            }
            else if (option == Force)
            {
                options.RemovesUnopenable = true;
            }
            else if (option == Interactive)
            {
                options.Overwriting = Overwriting.Ask;
            }
            else if (option == NoClobber)
            {
                options.Overwriting = Overwriting.Never;
            }
            else if (option == FollowOperands)
            {
                follow = CopyFollow.Operands;
            }
            else if (option == Follow)
            {
                follow = CopyFollow.Always;
            }
            else if (option == NoFollow)
            {
                follow = CopyFollow.Never;
            }
            else if (option == Link)
            {
                options.HardLinks = true;
            }
            else if (option == SymbolicLink)
            {
                options.SymbolicLinks = true;
            }
            else if (option == PreserveUsual || option == Preserve || option == NoPreserve)
            {
                SetAttributes(options, value ?? "mode,ownership,timestamps", option != NoPreserve);
            }
            else if (option == Recursive)
            {
                options.Recursive = true;
            }
            else if (option == Reflink)
            {
                options.CloneRequired = value is null || Reflinks.Read(value) == SparseCopy.Always;
            }
            else if (option == RemoveDestination)
            {
                options.RemovesFirst = true;
            }
            else if (option == Sparse)
            {
                options.Sparse = Sparses.Read(value!);
            }
            else if (option == Update)
            {
                options.UpdatesOnly = true;
            }
            else if (option == OneFileSystem)
            {
                options.OneFileSystem = true;
            }
            else if (option == ContextValue && value is not null)
            {
                context.Complain("warning: ignoring --context; it requires an SELinux-enabled kernel");
            }
        }

        if (options.HardLinks && options.SymbolicLinks)
        {
            throw new UsageException("cannot make both hard and symbolic links");
        }

        if (options.Overwriting == Overwriting.Never)
        {
            options.UpdatesOnly = false;
            if (backs)
            {
                throw new UsageException("options --backup and --no-clobber are mutually exclusive");
            }
        }

        if (options.CloneRequired && options.Sparse != SparseCopy.Auto)
        {
            throw new UsageException("--reflink can be used only with --sparse=auto");
        }

        options.Backup = BackupNames.Read(context, backs, control, arguments.Value(Suffix));
        options.Follow = follow ?? (options.Recursive && !options.HardLinks ? CopyFollow.Never : CopyFollow.Always);
        options.CopiesContents = !options.Recursive || contents;
        if (options.RemovesUnopenable && (options.HardLinks || options.SymbolicLinks))
        {
            options.RemovesFirst = true;
        }

        return options;
    }

    private static void SetAll(CopyOptions options, bool on)
    {
        options.PreservesMode = options.PreservesTimes = options.PreservesOwner = options.PreservesLinks = on;
        options.DropsMode = !on;
    }

    private static void SetAttributes(CopyOptions options, string list, bool on)
    {
        foreach (string word in list.Split(','))
        {
            switch ((on ? Preserved : NotPreserved).Read(word))
            {
                case Attribute.Mode:
                    options.PreservesMode = on;
                    options.DropsMode = !on;
                    break;
                case Attribute.Timestamps:
                    options.PreservesTimes = on;
                    break;
                case Attribute.Ownership:
                    options.PreservesOwner = on;
                    break;
                case Attribute.Links:
                    options.PreservesLinks = on;
                    break;
                case Attribute.Context when on:
                    throw new CommandException("cannot preserve security context without an SELinux-enabled kernel");
                case Attribute.All:
                    SetAll(options, on);
                    break;
            }
        }
    }
}
