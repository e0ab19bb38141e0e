namespace BashTool.Commands.Files;

/// <summary>Removes empty directories.</summary>
public sealed class RmdirCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("rmdir")
    {
        Summary = "Remove the DIRECTORY(ies), if they are empty.",
        Usage = ["[OPTION]... DIRECTORY..."],
        Writes = true,
    };

    private static readonly Option IgnoreNonEmpty = Declaration.Flag("", "ignore-fail-on-non-empty", "ignore each failure that is solely because a directory is non-empty");
    private static readonly Option Parents = Declaration.Flag("p", "parents", "remove DIRECTORY and its ancestors;\ne.g., 'rmdir -p a/b/c' is similar to 'rmdir a/b/c a/b a'");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "output a diagnostic for every directory processed");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        int status = 0;
        foreach (string operand in arguments.Operands)
        {
            string directory = operand;
            bool removed = Remove(context, arguments, directory, isParent: false, ref status);
            while (removed && arguments.Has(Parents))
            {
                ReadOnlySpan<char> rest = directory.AsSpan().TrimEnd('/');
                int slash = rest.LastIndexOf('/');
                if (slash < 0)
                {
                    break;
                }

                directory = rest[..slash].TrimEnd('/').ToString();
                if (directory.Length == 0)
                {
                    break;
                }

                removed = Remove(context, arguments, directory, isParent: true, ref status);
            }
        }

        return status;
    }

    private static bool Remove(CommandContext context, ParsedArguments arguments, string directory, bool isParent, ref int status)
    {
        if (arguments.Has(Verbose))
        {
            context.Output.WriteLine($"{context.Name}: removing directory, {GnuQuoting.Always(directory)}");
        }

        try
        {
            if (directory.AsSpan().TrimEnd('/') is "." || directory.AsSpan().TrimEnd('/').EndsWith("/."))
            {
                throw new FileSystemException(FileError.EINVAL, directory);
            }

            context.Files.RemoveDirectory(context.Resolve(directory));
            return true;
        }
        catch (FileSystemException problem)
        {
            if (!(arguments.Has(IgnoreNonEmpty) && problem.Error is FileError.ENOTEMPTY or FileError.EEXIST or FileError.EBUSY))
            {
                bool followed = problem.Error == FileError.ENOTDIR && directory.EndsWith('/')
                    && context.Files.TryStat(context.Resolve(directory.TrimEnd('/')), false, out FileMetadata link) == FileError.None
                    && link.IsSymbolicLink
                    && (context.Files.TryStat(context.Resolve(directory), true, out FileMetadata target) != FileError.ENOTDIR || target.IsDirectory);
                string why = followed ? "Symbolic link not followed" : problem.Description;
                context.Complain($"failed to remove {(isParent ? "directory " : "")}{GnuQuoting.Always(directory)}: {why}");
                status = 1;
            }

            return false;
        }
    }
}
