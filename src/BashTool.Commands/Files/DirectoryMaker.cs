namespace BashTool.Commands.Files;

/// <summary>Makes one directory, or it and those above it: <c>mkdir</c> and <c>install -d</c>.</summary>
internal sealed class DirectoryMaker(CommandContext context, int? mode, bool parents, bool verbose)
{
    private const int AllPermissions = 0x1FF;

    /// <summary>What <c>-v</c> says: <c>created directory</c>, install says <c>creating directory</c>.</summary>
    public string Announcement { get; init; } = "created directory";

    /// <summary>False if it failed; the complaint is out then.</summary>
    public bool Make(string directory)
    {
        if (parents && !MakeParents(directory))
        {
            return false;
        }

        return Create(directory, isParent: false);
    }

    /// <summary>Makes what lies above a path.</summary>
    public bool MakeParents(string path)
    {
        int at = 0;
        while (true)
        {
            while (at < path.Length && path[at] == '/')
            {
                at++;
            }

            int slash = path.IndexOf('/', at);
            if (slash < 0 || path.AsSpan(slash).Trim('/').IsEmpty)
            {
                return true;
            }

            if (!Create(path[..slash], isParent: true))
            {
                return false;
            }

            at = slash;
        }
    }

    private bool Create(string directory, bool isParent)
    {
        VirtualPath path = context.Resolve(directory);
        if (parents && context.Files.TryStat(path, true, out FileMetadata there) == FileError.None)
        {
            if (there.IsDirectory)
            {
                return true;
            }

            return Fail(directory, (isParent ? FileError.ENOTDIR : FileError.EEXIST).Describe());
        }

        // Those above get at least rwx for the user, so that what is below can be made.
        int permissions = isParent ? (AllPermissions & ~context.Umask) | 0xC0 : mode is { } m ? m & AllPermissions : AllPermissions & ~context.Umask;
        try
        {
            context.Files.CreateDirectory(path, permissions);
            if (!isParent && mode is { } special && (special & ~AllPermissions) != 0)
            {
                context.Files.SetMode(path, special);
            }
        }
        catch (FileSystemException problem)
        {
            return Fail(directory, problem.Description);
        }

        if (verbose)
        {
            context.Output.WriteLine($"{context.Name}: {Announcement} {GnuQuoting.Always(directory)}");
        }

        return true;
    }

    private bool Fail(string directory, string why)
    {
        context.Complain($"cannot create directory {LocaleQuoting.Quote(directory)}: {why}");
        return false;
    }
}
