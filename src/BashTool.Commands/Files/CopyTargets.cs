namespace BashTool.Commands.Files;

/// <summary>What cp, mv, ln and install make of their operands: sources, and a directory or a name to put them at.</summary>
internal sealed class CopyTargets
{
    private CopyTargets(List<string> sources, string? directory, string? name)
    {
        Sources = sources;
        Directory = directory;
        Name = name;
    }

    public List<string> Sources { get; }

    /// <summary>The directory everything goes into; null where there is one source and one <see cref="Name"/>.</summary>
    public string? Directory { get; }

    public string? Name { get; }

    /// <summary>Sorts the operands out.</summary>
    public static CopyTargets Read(CommandContext context, List<string> operands, string? directory, bool noDirectory)
    {
        if (operands.Count == 0)
        {
            throw new UsageException("missing file operand");
        }

        if (operands.Count == 1 && directory is null)
        {
            throw new UsageException($"missing destination file operand after {GnuQuoting.Always(operands[0])}");
        }

        if (noDirectory)
        {
            if (directory is not null)
            {
                throw new CommandException("cannot combine --target-directory (-t) and --no-target-directory (-T)");
            }

            if (operands.Count > 2)
            {
                throw new UsageException($"extra operand {GnuQuoting.Always(operands[2])}");
            }

            return new CopyTargets([operands[0]], null, operands[1]);
        }

        if (directory is not null)
        {
            FileError error = Probe(context, directory);
            return error == FileError.None
                ? new CopyTargets(operands, directory, null)
                : throw new CommandException(
                    context.Name != "install" ? $"target directory {GnuQuoting.Always(directory)}: {error.Describe()}"
                    : error == FileError.ENOTDIR ? $"target {GnuQuoting.Always(directory)} is not a directory"
                    : $"failed to access {GnuQuoting.Always(directory)}: {error.Describe()}");
        }

        string last = operands[^1];
        FileError problem = Probe(context, last);
        if (problem == FileError.None)
        {
            return new CopyTargets(operands.GetRange(0, operands.Count - 1), last, null);
        }

        return operands.Count == 2
            ? new CopyTargets([operands[0]], null, last)
            : throw new CommandException($"target {GnuQuoting.Always(last)}: {problem.Describe()}");
    }

    private static FileError Probe(CommandContext context, string directory)
    {
        FileError error = context.Files.TryStat(context.Resolve(directory), true, out FileMetadata file);
        return error != FileError.None ? error : file.IsDirectory ? FileError.None : FileError.ENOTDIR;
    }
}
