using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>
/// A directory of a Windows host. Every part of a path is looked at for links and unsafe names, and what was opened is
/// asked for its real name, which must lie below the root.
/// </summary>
public sealed partial class WindowsPhysicalVolume : Volume
{
    private readonly string root;
    private readonly string finalRoot;
    private readonly LinkTrust trust;

    /// <exception cref="FileSystemException">The directory is not there.</exception>
    public WindowsPhysicalVolume(HostPath directory, LinkTrust trust = LinkTrust.Nothing)
    {
        HostRoot = directory;
        this.trust = trust;
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory.Text));
        if (!Directory.Exists(root))
        {
            throw new FileSystemException(FileError.ENOENT, directory.Text);
        }

        finalRoot = OperatingSystem.IsWindows() ? Path.TrimEndingDirectorySeparator(WindowsFinalPath.Of(root) ?? root) : root;
    }

    public override HostPath? HostRoot { get; }

    public override string Source => HostRoot!.Value.Text;

    public override StringComparison NameComparison => StringComparison.OrdinalIgnoreCase;

    /// <summary>How the absolute target of a link is written in virtual space; by default drives are <c>/c</c>.</summary>
    public Func<string, string?>? TranslateLinkTarget { get; init; }

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        FileError error = Walk(path, followLast, out string full, ref link);
        kind = FileKind.Unknown;
        if (error == FileError.None)
        {
            error = WindowsMetadata.Of(full, out FileMetadata metadata);
            kind = metadata.Kind;
        }

        return error;
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
    {
        metadata = default;
        FileError error = Walk(path, followLast, out string full, ref link);
        return error == FileError.None ? WindowsMetadata.Of(full, out metadata) : error;
    }

    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        bool creates = (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0;
        FileError error = Walk(path, (mode & (OpenMode.NoFollow | OpenMode.CreateNew)) == 0, out string full, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        bool write = (mode & (OpenMode.Write | OpenMode.Append)) != 0;
        bool read = (mode & OpenMode.Read) != 0 || !write;
        FileError there = WindowsMetadata.Of(full, out FileMetadata metadata);
        if (there == FileError.None && metadata.IsSymbolicLink)
        {
            return (mode & OpenMode.CreateNew) != 0 ? FileError.EEXIST : FileError.ELOOP;
        }

        if (there == FileError.None && metadata.IsDirectory)
        {
            if (write || creates)
            {
                return (mode & OpenMode.CreateNew) != 0 ? FileError.EEXIST : FileError.EISDIR;
            }

            handle = new WindowsDirectoryHandle(name, metadata);
            return FileError.None;
        }

        if (there == FileError.None && (mode & OpenMode.Directory) != 0)
        {
            return FileError.ENOTDIR;
        }

        return Guard(
            () =>
            {
                FileMode how = (mode & OpenMode.CreateNew) != 0 ? FileMode.CreateNew : creates ? FileMode.OpenOrCreate : FileMode.Open;
                FileAccess access = write ? (read ? FileAccess.ReadWrite : FileAccess.Write) : FileAccess.Read;
                SafeFileHandle opened = File.OpenHandle(full, how, access, FileShare.ReadWrite | FileShare.Delete);
                if (!IsInside(opened))
                {
                    opened.Dispose();
                    return (FileError.EACCES, null);
                }

                // Only now: a file outside must not be emptied before it is refused.
                if ((mode & OpenMode.Truncate) != 0)
                {
                    RandomAccess.SetLength(opened, 0);
                }

                if (there == FileError.ENOENT && (permissions & 0x92) == 0)
                {
                    File.SetAttributes(full, FileAttributes.ReadOnly);
                }

                return (FileError.None, (IFileHandle?)new WindowsFileHandle(opened, full, name, read, write, (mode & OpenMode.Append) != 0));
            },
            out handle);
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        entries = null;
        FileError error = Walk(path, true, out string full, ref link);
        if (error == FileError.None)
        {
            error = WindowsMetadata.Of(full, out FileMetadata metadata);
            error = error == FileError.None && !metadata.IsDirectory ? FileError.ENOTDIR : error;
        }

        return error != FileError.None ? error : Guard(
            () =>
            {
                var list = new List<DirectoryEntry>();
                foreach (FileSystemInfo info in new DirectoryInfo(full).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
                {
                    FileKind kind = info.LinkTarget is not null ? FileKind.SymbolicLink
                        : (info.Attributes & FileAttributes.Directory) != 0 ? FileKind.Directory : FileKind.Regular;
                    list.Add(new DirectoryEntry(info.Name, kind, 0));
                }

                return (FileError.None, (IEnumerable<DirectoryEntry>?)list);
            },
            out entries);
    }

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        target = null;
        FileError error = Walk(path, false, out string full, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        target = LinkTargetOf(full);
        return target is not null ? FileError.None : WindowsMetadata.Of(full, out _) is var failure and not FileError.None ? failure : FileError.EINVAL;
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
    {
        FileError error = Stat(path, true, out FileMetadata metadata, ref link);
        return error != FileError.None ? error
            : ((metadata.Permissions >> 6) & (int)rights) == (int)rights ? FileError.None : FileError.EACCES;
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        statistics = default;
        FileError error = Walk(path, true, out string full, ref link);
        return error != FileError.None ? error : Guard(
            () =>
            {
                var drive = new DriveInfo(Path.GetPathRoot(full)!);
                return (FileError.None, new FileSystemStatistics(
                    drive.Name, drive.DriveFormat, VirtualPath.Root, 4096, drive.TotalSize / 4096, drive.TotalFreeSpace / 4096, drive.AvailableFreeSpace / 4096, 0, 0));
            },
            out statistics);
    }

    /// <summary>Looks at every part: an unsafe name is no file, a link stops the walk.</summary>
    private FileError Walk(ReadOnlySpan<char> path, bool followLast, out string full, ref LinkStop link, bool second = false)
    {
        full = root;
        int start = 0;
        while (start < path.Length)
        {
            int length = path[start..].IndexOf('/');
            int end = length < 0 ? path.Length : start + length;
            ReadOnlySpan<char> name = path[start..end];
            WindowsNameProblem problem = WindowsPath.CheckName(name);
            if (problem != WindowsNameProblem.None)
            {
                return problem == WindowsNameProblem.TooLong ? FileError.ENAMETOOLONG : FileError.EINVAL;
            }

            full = string.Concat(full, "\\", name);
            bool last = end == path.Length;
            if (trust != LinkTrust.Everything && (!last || followLast) && LinkTargetOf(full) is { } target)
            {
                link.Set(start, end, target, second);
                return LinkMet;
            }

            if (!last && !Directory.Exists(full))
            {
                return File.Exists(full) ? FileError.ENOTDIR : FileError.ENOENT;
            }

            start = end + 1;
        }

        if (path.Length == 0)
        {
            full = root.EndsWith(':') ? root + "\\" : root;
        }

        return FileError.None;
    }

    private string? LinkTargetOf(string full)
    {
        try
        {
            var info = new FileInfo(full);
            if ((int)info.Attributes == -1 || (info.Attributes & FileAttributes.ReparsePoint) == 0 || info.LinkTarget is not { } target)
            {
                return null;
            }

            return TranslateLinkTarget?.Invoke(target)
                ?? (WindowsPath.IsAbsolute(target) && WindowsPath.TryToVirtual(target, "/", out string text) == WindowsNameProblem.None
                    ? text
                    : target.Replace('\\', '/'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsInside(SafeFileHandle handle)
        => trust == LinkTrust.Everything || !OperatingSystem.IsWindows()
            || (WindowsFinalPath.Of(handle) is { } final
                && new HostPath(final, PathStyle.Windows).IsAtOrBelow(new HostPath(finalRoot + "\\", PathStyle.Windows)));

    private static FileError Guard<T>(Func<(FileError, T?)> action, out T? result)
    {
        result = default;
        try
        {
            (FileError error, result) = action();
            return error;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return WindowsMetadata.ErrorOf(failure);
        }
    }

    private static FileError Guard(Action action)
    {
        try
        {
            action();
            return FileError.None;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return WindowsMetadata.ErrorOf(failure);
        }
    }
}
