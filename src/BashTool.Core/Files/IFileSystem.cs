namespace BashTool.Core.Files;

/// <summary>
/// The files a script can see. All paths are virtual. An operation that fails throws <see cref="FileSystemException"/>
/// (for a refusal of the sandbox <see cref="SandboxDeniedException"/>); the Try forms return the bare error instead.
/// Permissions are given as they shall be: the caller has applied its umask.
/// </summary>
public interface IFileSystem
{
    /// <summary>The metadata, or the error as a value: the cheap way to ask.</summary>
    FileError TryStat(VirtualPath path, bool followLinks, out FileMetadata metadata);

    /// <summary>The metadata; null where there is no such file (ENOENT, ENOTDIR). Other errors are thrown.</summary>
    FileMetadata? Stat(VirtualPath path, bool followLinks = true)
    {
        FileError error = TryStat(path, followLinks, out FileMetadata metadata);
        return error switch
        {
            FileError.None => metadata,
            FileError.ENOENT or FileError.ENOTDIR => null,
            _ => throw new FileSystemException(error, path.Text),
        };
    }

    IFileHandle Open(VirtualPath path, OpenMode mode, int permissions = 0b110_110_110, CancellationToken cancellation = default);

    /// <summary>Opens, or returns the error as a value.</summary>
    FileError TryOpen(VirtualPath path, OpenMode mode, int permissions, out IFileHandle? handle);

    /// <summary>The entries without <c>.</c> and <c>..</c>, in the directory's own order. Opened at once, read as it is enumerated.</summary>
    IEnumerable<DirectoryEntry> List(VirtualPath directory);

    void CreateDirectory(VirtualPath path, int permissions = 0b111_111_111);

    void RemoveDirectory(VirtualPath path);

    /// <summary>Removes anything but a directory.</summary>
    void RemoveFile(VirtualPath path);

    /// <summary>Renames and replaces what was there, in one step; EXDEV between file systems.</summary>
    void Rename(VirtualPath oldPath, VirtualPath newPath);

    /// <summary>Renames without replacing: EEXIST where there is something.</summary>
    void RenameNew(VirtualPath oldPath, VirtualPath newPath);

    void CreateSymbolicLink(string target, VirtualPath path);

    void CreateHardLink(VirtualPath existing, VirtualPath path, bool followLinks = false);

    /// <summary>The text in a symbolic link; EINVAL for anything else.</summary>
    string ReadLink(VirtualPath path);

    void SetMode(VirtualPath path, int permissions, bool followLinks = true);

    /// <summary>Sets the times that are given and leaves the others.</summary>
    void SetTimes(VirtualPath path, UnixTime? access, UnixTime? modify, bool followLinks = true);

    void SetOwner(VirtualPath path, uint? userId, uint? groupId, bool followLinks = true);

    void Truncate(VirtualPath path, long length);

    void CreateFifo(VirtualPath path, int permissions = 0b110_110_110);

    /// <summary>The path without links, <c>.</c> and <c>..</c>.</summary>
    VirtualPath RealPath(VirtualPath path, RealPathMode mode);

    /// <summary>Whether the script may do that with the file: None, or the error.</summary>
    FileError Access(VirtualPath path, FileAccessRights rights);

    FileSystemStatistics GetStatistics(VirtualPath path);

    /// <summary>What is mounted, for <c>df</c>.</summary>
    IReadOnlyList<VirtualPath> MountPoints { get; }

    /// <summary>Writes what is buffered to the disks (sync).</summary>
    void Sync();

    /// <summary>Where the host has the file that <paramref name="path"/> names (links resolved); null where it has none.</summary>
    HostPath? ToHost(VirtualPath path);

    /// <summary>The virtual name of a path of the host; null where nothing is mounted there.</summary>
    VirtualPath? ToVirtual(HostPath path);
}
