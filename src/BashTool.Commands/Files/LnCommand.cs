namespace BashTool.Commands.Files;

/// <summary>Makes links.</summary>
public sealed class LnCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("ln")
    {
        Summary = "Create links: hard links by default, symbolic links with --symbolic.",
        LongNamesFirst = "no-dereference no-target-directory suffix symbolic verbose version",
        Usage = ["[OPTION]... [-T] TARGET LINK_NAME", "[OPTION]... TARGET", "[OPTION]... TARGET... DIRECTORY", "[OPTION]... -t DIRECTORY TARGET..."],
        Writes = true,
        Examples = [new CommandExample("ln -sv a b", "make a symbolic link and say so")],
    };

    private static readonly Option Backup = Declaration.Optional("", "backup", "CONTROL", "make a backup of each existing destination file");
    private static readonly Option BackupPlain = Declaration.Flag("b", "", "like --backup but does not accept an argument");
    private static readonly Option Directory = Declaration.Flag("dF", "directory", "allow the superuser to attempt to hard link\ndirectories");
    private static readonly Option Force = Declaration.Flag("f", "force", "remove existing destination files");
    private static readonly Option Interactive = Declaration.Flag("i", "interactive", "prompt whether to remove destinations");
    private static readonly Option Logical = Declaration.Flag("L", "logical", "dereference TARGETs that are symbolic links");
    private static readonly Option NoDereference = Declaration.Flag("n", "no-dereference", "treat LINK_NAME as a normal file if\nit is a symbolic link to a directory");
    private static readonly Option Physical = Declaration.Flag("P", "physical", "make hard links directly to symbolic links");
    private static readonly Option Relative = Declaration.Flag("r", "relative", "with -s, create links relative to link location");
    private static readonly Option Symbolic = Declaration.Flag("s", "symbolic", "make symbolic links instead of hard links");
    private static readonly Option Suffix = Declaration.Required("S", "suffix", "SUFFIX", "override the usual backup suffix");
    private static readonly Option TargetDirectory = Declaration.Required("t", "target-directory", "DIRECTORY", "specify the DIRECTORY in which to create\nthe links");
    private static readonly Option NoTargetDirectory = Declaration.Flag("T", "no-target-directory", "treat LINK_NAME as a normal file always");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "print name of each linked file");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> operands = arguments.Operands;
        if (operands.Count == 0)
        {
            throw new UsageException("missing file operand");
        }

        bool backs = arguments.Has(Backup) || arguments.Has(BackupPlain);
        BackupNames backup = BackupNames.Read(context, backs, arguments.Value(Backup), arguments.Value(Suffix));
        if (arguments.Has(Relative) && !arguments.Has(Symbolic))
        {
            throw new CommandException("cannot do --relative without --symbolic");
        }

        Option? ask = arguments.LastOf(Force, Interactive);
        var linker = new Linker(context, backup)
        {
            Symbolic = arguments.Has(Symbolic),
            Relative = arguments.Has(Relative),
            Follow = arguments.LastOf(Logical, Physical) == Logical,
            Force = ask == Force,
            Ask = ask == Interactive,
            Directories = arguments.Has(Directory),
            Verbose = arguments.Has(Verbose),
        };
        string? directory = arguments.Value(TargetDirectory);
        if (arguments.Has(NoTargetDirectory))
        {
            if (directory is not null)
            {
                throw new CommandException("cannot combine --target-directory and --no-target-directory");
            }

            if (operands.Count != 2)
            {
                throw new UsageException(operands.Count < 2
                    ? $"missing destination file operand after {GnuQuoting.Always(operands[0])}"
                    : $"extra operand {GnuQuoting.Always(operands[2])}");
            }

            return linker.Link(operands[0], operands[1]) ? 0 : 1;
        }

        bool follow = !arguments.Has(NoDereference);
        if (directory is not null)
        {
            FileError error = Probe(context, directory, follow);
            if (error != FileError.None)
            {
                throw new CommandException(error == FileError.ENOTDIR
                    ? $"target {GnuQuoting.Always(directory)} is not a directory"
                    : $"failed to access {GnuQuoting.Always(directory)}: {error.Describe()}");
            }
        }
        else if (operands.Count == 1)
        {
            directory = ".";
        }
        else
        {
            FileError error = Probe(context, operands[^1], follow);
            if (error == FileError.None)
            {
                directory = operands[^1];
                operands.RemoveAt(operands.Count - 1);
            }
            else if (operands.Count > 2)
            {
                throw new CommandException($"target {GnuQuoting.Always(operands[^1])}: {error.Describe()}");
            }
            else
            {
                return linker.Link(operands[0], operands[1]) ? 0 : 1;
            }
        }

        bool ok = true;
        foreach (string target in operands)
        {
            string name = FileCopier.LastPart(target);
            ok &= linker.Link(target, FileCopier.Join(directory, name == "/" ? "" : name));
        }

        return ok ? 0 : 1;
    }

    private static FileError Probe(CommandContext context, string path, bool follow)
    {
        FileError error = context.Files.TryStat(context.Resolve(path), follow, out FileMetadata file);
        return error != FileError.None ? error : file.IsDirectory ? FileError.None : FileError.ENOTDIR;
    }

    /// <summary>Makes one link after the other.</summary>
    private sealed class Linker(CommandContext context, BackupNames backup)
    {
        private readonly HashSet<string> made = new(StringComparer.Ordinal);

        public bool Symbolic { get; init; }

        public bool Relative { get; init; }

        public bool Follow { get; init; }

        public bool Force { get; init; }

        public bool Ask { get; init; }

        public bool Directories { get; init; }

        public bool Verbose { get; init; }

        public bool Link(string target, string name)
        {
            VirtualPath path = context.Resolve(name);
            if (!Symbolic)
            {
                FileError error = context.Files.TryStat(context.Resolve(target), Follow, out FileMetadata source);
                if (error != FileError.None)
                {
                    return Fail($"failed to access {GnuQuoting.Always(target)}: {error.Describe()}");
                }

                if (source.IsDirectory && !Directories)
                {
                    return Fail($"{GnuQuoting.Name(target)}: hard link not allowed for directory");
                }
            }

            string? saved = null;
            string text = Relative ? MakeRelative(target, name) : target;
            if ((Force || Ask || backup.Type != BackupType.None) && context.Files.TryStat(path, false, out FileMetadata there) == FileError.None)
            {
                if (there.IsDirectory)
                {
                    return Fail($"{GnuQuoting.Name(name)}: cannot overwrite directory");
                }

                if (Force && !Symbolic && backup.Type != BackupType.Numbered && made.Contains(name))
                {
                    return Fail($"will not overwrite just-created {GnuQuoting.Always(name)} with {GnuQuoting.Always(text)}");
                }

                if ((backup.Type == BackupType.None || !Symbolic) && !(Symbolic && there.IsSymbolicLink)
                    && context.Files.TryStat(context.Resolve(target), true, out FileMetadata source) == FileError.None && source.IsSameFileAs(there)
                    && (source.LinkCount == 1 || SameName(target, name)))
                {
                    return Fail($"{GnuQuoting.Always(target)} and {GnuQuoting.Always(name)} are the same file");
                }

                if (Ask && !Question.Ask(context, $"replace {GnuQuoting.Always(name)}? "))
                {
                    return true;
                }

                try
                {
                    if (backup.Type != BackupType.None)
                    {
                        saved = backup.Make(context, name);
                    }
                    else
                    {
                        context.Files.RemoveFile(path);
                    }
                }
                catch (FileSystemException problem)
                {
                    return Fail($"cannot {(backup.Type != BackupType.None ? "backup" : "remove")} {GnuQuoting.Always(name)}: {problem.Description}");
                }
            }

            try
            {
                if (Symbolic)
                {
                    context.Files.CreateSymbolicLink(text, path);
                }
                else
                {
                    context.Files.CreateHardLink(context.Resolve(target), path, Follow);
                }
            }
            catch (FileSystemException problem)
            {
                if (saved is not null)
                {
                    context.Files.Rename(context.Resolve(saved), path);
                }

                return Fail($"{Describe(problem.Error, text, name)}: {problem.Description}");
            }

            made.Add(name);
            if (Verbose)
            {
                string before = saved is null ? "" : GnuQuoting.Always(saved) + " ~ ";
                context.Output.WriteLine($"{before}{GnuQuoting.Always(name)} {(Symbolic ? "->" : "=>")} {GnuQuoting.Always(text)}");
            }

            return true;
        }

        private string Describe(FileError error, string target, string name)
        {
            string quoted = GnuQuoting.Always(name);
            if (Symbolic)
            {
                return error != FileError.ENAMETOOLONG && target.Length > 0
                    ? $"failed to create symbolic link {quoted}"
                    : $"failed to create symbolic link {quoted} -> {GnuQuoting.Always(target)}";
            }

            return error switch
            {
                FileError.EMLINK => $"failed to create hard link to {GnuQuoting.Always(target)}",
                FileError.EDQUOT or FileError.EEXIST or FileError.ENOSPC or FileError.EROFS => $"failed to create hard link {quoted}",
                _ => $"failed to create hard link {quoted} => {GnuQuoting.Always(target)}",
            };
        }

        private bool SameName(string left, string right)
        {
            if (FileCopier.LastPart(left) != FileCopier.LastPart(right))
            {
                return false;
            }

            VirtualPath a = context.Resolve(left).WithoutTrailingSlash.Parent, b = context.Resolve(right).WithoutTrailingSlash.Parent;
            return context.Files.TryStat(a, true, out FileMetadata one) == FileError.None
                && context.Files.TryStat(b, true, out FileMetadata other) == FileError.None && one.IsSameFileAs(other);
        }

        private string MakeRelative(string target, string name)
        {
            try
            {
                VirtualPath directory = context.Files.RealPath(context.Resolve(name).WithoutTrailingSlash.Parent, RealPathMode.AnyMayBeMissing);
                VirtualPath real = context.Files.RealPath(context.Resolve(target), RealPathMode.AnyMayBeMissing);
                return RelativePath.Between(directory.Text, real.Text);
            }
            catch (FileSystemException)
            {
                return target;
            }
        }

        private bool Fail(string message)
        {
            context.Complain(message);
            return false;
        }
    }
}
