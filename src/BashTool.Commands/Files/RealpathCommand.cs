namespace BashTool.Commands.Files;

/// <summary>Prints paths without links, <c>.</c> and <c>..</c>.</summary>
public sealed class RealpathCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("realpath")
    {
        Summary = "Print the resolved absolute file name; all but the last component must exist.",
        Usage = ["[OPTION]... FILE..."],
        Examples = [new CommandExample("realpath -m /a/../b", "resolve a name that need not exist")],
    };

    private static readonly Option Existing = Declaration.Flag("e", "canonicalize-existing", "all components of the path must exist");
    private static readonly Option Missing = Declaration.Flag("m", "canonicalize-missing", "no path components need exist or be a directory");
    private static readonly Option Logical = Declaration.Flag("L", "logical", "resolve '..' components before symlinks");
    private static readonly Option Physical = Declaration.Flag("P", "physical", "resolve symlinks as encountered (default)");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet", "suppress most error messages");
    private static readonly Option RelativeTo = Declaration.Required("", "relative-to", "DIR", "print the resolved path relative to DIR");
    private static readonly Option RelativeBase = Declaration.Required("", "relative-base", "DIR", "print absolute paths unless paths below DIR");
    private static readonly Option NoLinks = Declaration.Flag("s", "strip no-symlinks", "don't expand symlinks");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        Option? strictness = arguments.LastOf(Existing, Missing);
        RealPathMode mode = strictness == Existing ? RealPathMode.AllExist
            : strictness == Missing ? RealPathMode.AnyMayBeMissing : RealPathMode.LastMayBeMissing;
        Option? kind = arguments.LastOf(Logical, Physical, NoLinks);
        string? relativeTo = Base(arguments.Value(RelativeTo)), relativeBase = Base(arguments.Value(RelativeBase));
        if (relativeTo is null)
        {
            relativeTo = relativeBase;
        }
        else if (relativeBase is not null && !IsBelow(relativeTo, relativeBase))
        {
            relativeTo = null;
            relativeBase = null;
        }

        byte end = arguments.Has(Zero) ? (byte)0 : (byte)'\n';
        int status = 0;
        foreach (string operand in arguments.Operands)
        {
            try
            {
                string path = Resolve(operand);
                bool relative = relativeTo is not null && (relativeBase is null || IsBelow(path, relativeBase));
                context.Output.Write(relative ? RelativePath.Between(relativeTo!, path) : path);
                context.Output.WriteByte(end);
            }
            catch (FileSystemException problem)
            {
                status = 1;
                if (!arguments.Has(Quiet))
                {
                    context.Complain($"{GnuQuoting.Name(operand)}: {problem.Description}");
                }
            }
        }

        return status;

        string? Base(string? directory)
        {
            if (directory is null)
            {
                return null;
            }

            try
            {
                string path = Resolve(directory);
                if (mode != RealPathMode.AnyMayBeMissing && mode == RealPathMode.AllExist
                    && (context.Files.TryStat(VirtualPath.Parse(path), true, out FileMetadata file) != FileError.None || !file.IsDirectory))
                {
                    throw new FileSystemException(FileError.ENOTDIR, directory);
                }

                return path;
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{GnuQuoting.Name(directory)}: {problem.Description}");
            }
        }

        string Resolve(string operand)
        {
            VirtualPath path = context.Resolve(operand);
            if (kind == NoLinks)
            {
                return Lexically(path);
            }

            if (kind == Logical)
            {
                path = VirtualPath.Parse(Lexically(path));
            }

            return context.Files.RealPath(path, mode).Text;
        }

        string Lexically(VirtualPath path)
        {
            VirtualPath resolved = path.ResolveLexically();
            FileError error = context.Files.TryStat(path.WithoutTrailingSlash, false, out _);
            if (path.IsEmpty)
            {
                throw new FileSystemException(FileError.ENOENT, "");
            }

            if (mode == RealPathMode.AllExist)
            {
                error = error == FileError.None && path.HasTrailingSlash ? context.Files.TryStat(path, true, out _) : error;
                if (error != FileError.None)
                {
                    throw new FileSystemException(error, path.Text);
                }
            }

            return resolved.Text;
        }
    }

    private static bool IsBelow(string path, string directory) => VirtualPath.Parse(path).IsAtOrBelow(VirtualPath.Parse(directory));
}
