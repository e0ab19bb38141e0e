namespace BashTool.Core.Files;

/// <summary>A volume of things that are there by themselves: it is looked at and opened, never changed.</summary>
public abstract class VirtualVolume : Volume
{
    /// <summary>What is at a path; false where there is nothing.</summary>
    protected abstract bool TryFind(ReadOnlySpan<char> path, out FileMetadata metadata);

    /// <summary>The entries of a directory that is there.</summary>
    protected abstract IEnumerable<DirectoryEntry> Entries(ReadOnlySpan<char> path);

    /// <summary>Opens something that is there and not a directory.</summary>
    protected abstract FileError OpenEntry(ReadOnlySpan<char> path, OpenMode mode, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle);

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        FileError error = Stat(path, followLast, out FileMetadata metadata, ref link);
        kind = metadata.Kind;
        return error;
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
        => TryFind(path, out metadata) ? FileError.None : Missing(path);

    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        if (!TryFind(path, out FileMetadata metadata))
        {
            FileError missing = Missing(path);
            return missing == FileError.ENOENT && (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0 ? FileError.EACCES : missing;
        }

        const OpenMode changes = OpenMode.Write | OpenMode.Append | OpenMode.Truncate | OpenMode.Create;
        return (mode & OpenMode.CreateNew) != 0 ? FileError.EEXIST
            : metadata.IsDirectory ? ((mode & changes) != 0 ? FileError.EISDIR : FileError.EACCES)
            : (mode & OpenMode.Directory) != 0 ? FileError.ENOTDIR
            : OpenEntry(path, mode, name, cancellation, out handle);
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        entries = null;
        if (!TryFind(path, out FileMetadata metadata))
        {
            return Missing(path);
        }

        if (!metadata.IsDirectory)
        {
            return FileError.ENOTDIR;
        }

        entries = Entries(path);
        return FileError.None;
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
        => !TryFind(path, out FileMetadata metadata) ? Missing(path)
            : (metadata.Permissions & (int)rights) == (int)rights ? FileError.None : FileError.EACCES;

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        target = null;
        return TryFind(path, out _) ? FileError.EINVAL : Missing(path);
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        statistics = new FileSystemStatistics(Source, Source, VirtualPath.Root, 4096, 0, 0, 0, 0, 0);
        return TryFind(path, out _) ? FileError.None : Missing(path);
    }

    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link) => Creation(path);

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link) => Creation(path);

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link) => Creation(path);

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link) => Change(existing);

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link) => Change(path);

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link) => Change(path);

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link) => Change(oldPath);

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
        => TryFind(path, out _) ? FileError.EPERM : Missing(path);

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
        => TryFind(path, out FileMetadata metadata) ? ((metadata.Permissions & 2) != 0 ? FileError.None : FileError.EPERM) : Missing(path);

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
        => TryFind(path, out _) ? FileError.EPERM : Missing(path);

    private FileError Creation(ReadOnlySpan<char> path) => TryFind(path, out _) ? FileError.EEXIST : FileError.EACCES;

    private FileError Change(ReadOnlySpan<char> path) => TryFind(path, out _) ? FileError.EACCES : Missing(path);

    private FileError Missing(ReadOnlySpan<char> path)
    {
        // "null/x": the way leads through something that is no directory.
        int slash = path.LastIndexOf('/');
        return slash > 0 && TryFind(path[..slash], out FileMetadata metadata) && !metadata.IsDirectory ? FileError.ENOTDIR : FileError.ENOENT;
    }
}
