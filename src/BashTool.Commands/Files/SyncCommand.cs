namespace BashTool.Commands.Files;

/// <summary>Writes what is cached to the disks.</summary>
public sealed class SyncCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sync")
    {
        Summary = "Synchronize cached writes to persistent storage.",
        Usage = ["[OPTION] [FILE]..."],
        Writes = true,
    };

    private static readonly Option Data = Declaration.Flag("d", "data", "sync only file data, no unneeded metadata");
    private static readonly Option FileSystem = Declaration.Flag("f", "file-system", "sync the file systems that contain the files");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Has(Data) && arguments.Has(FileSystem))
        {
            throw new CommandException("cannot specify both --data and --file-system");
        }

        if (arguments.Operands.Count == 0)
        {
            if (arguments.Has(Data))
            {
                throw new CommandException("--data needs at least one argument");
            }

            context.Files.Sync();
            return 0;
        }

        int status = 0;
        foreach (string file in arguments.Operands)
        {
            try
            {
                using IFileHandle handle = context.Files.Open(context.Resolve(file), OpenMode.Read | OpenMode.NonBlocking, 0);
                if (arguments.Has(FileSystem))
                {
                    context.Files.Sync();
                }
                else
                {
                    Flush(handle);
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"error opening {GnuQuoting.Always(file)}: {problem.Description}");
                status = 1;
            }
        }

        return status;
    }

    private static void Flush(IFileHandle handle)
    {
        try
        {
            handle.Flush();
        }
        catch (FileSystemException problem) when (problem.Error is FileError.EINVAL or FileError.EISDIR or FileError.EBADF)
        {
            // Directories and pipes have nothing to be brought to a disk.
        }
    }
}
