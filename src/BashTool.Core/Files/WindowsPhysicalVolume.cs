using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using static BashTool.Core.Files.WindowsCalls;

namespace BashTool.Core.Files;

/// <summary>
/// A directory of a Windows host. Every operation starts at the handle of the root, opens name after name relative to the handle
/// before, itself and not what a link leads to, and acts on handles, so that nothing is checked before it is used.
/// </summary>
public sealed partial class WindowsPhysicalVolume : Volume
{
    private const long EpochTicks = 116444736000000000;

    private readonly string root;
    private readonly LinkTrust trust;
    private readonly SafeFileHandle rootHandle;

    /// <exception cref="FileSystemException">The directory is not there.</exception>
    public WindowsPhysicalVolume(HostPath directory, LinkTrust trust = LinkTrust.Nothing)
    {
        HostRoot = directory;
        this.trust = trust;
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory.Text));
        const uint backupSemantics = 0x02000000;
        rootHandle = WindowsFinalPath.CreateFile(
            root.EndsWith(':') ? root + "\\" : root, ListDirectory | Traverse | ReadAttributes, ShareAll, 0, 3, backupSemantics, 0);
        if (rootHandle.IsInvalid)
        {
            throw new FileSystemException(FileError.ENOENT, directory.Text);
        }
    }

    public override HostPath? HostRoot { get; }

    public override string Source => HostRoot!.Value.Text;

    public override StringComparison NameComparison => StringComparison.OrdinalIgnoreCase;

    /// <summary>How the absolute target of a link is written in virtual space; by default drives are <c>/c</c>.</summary>
    public Func<string, string?>? TranslateLinkTarget { get; init; }

    /// <summary>A directory handle and where in the path the name in it begins.</summary>
    private readonly ref struct ParentHandle(SafeFileHandle handle, bool owned, int nameStart)
    {
        public SafeFileHandle Handle => handle;

        public int NameStart => nameStart;

        public void Dispose()
        {
            if (owned)
            {
                handle.Dispose();
            }
        }
    }

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        FileError error = Stat(path, followLast, out FileMetadata metadata, ref link);
        kind = error == FileError.None ? metadata.Kind : FileKind.Unknown;
        return error;
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
    {
        metadata = default;
        FileError error = OpenEntry(path, ReadAttributes, followLast, out SafeFileHandle? handle, out bool isLink, ref link);
        using (handle)
        {
            return error == FileError.None ? WindowsMetadata.Of(handle ?? rootHandle, NameOf(path), isLink, out metadata) : error;
        }
    }

    public override FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
    {
        handle = null;
        bool creates = (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0;
        bool write = (mode & (OpenMode.Write | OpenMode.Append)) != 0;
        bool read = (mode & OpenMode.Read) != 0 || !write;
        bool truncates = (mode & OpenMode.Truncate) != 0;
        FileError error = FileError.EISDIR;
        SafeFileHandle? opened = null;
        if (path.Length > 0)
        {
            error = OpenParent(path, out ParentHandle parent, ref link, makes: creates);
            if (error != FileError.None)
            {
                return error;
            }

            using (parent)
            {
                uint access = (read ? GenericRead : 0) | (write || truncates ? GenericWrite : 0) | ReadAttributes;
                uint disposition = (mode & OpenMode.CreateNew) != 0 ? CreateNew : creates ? OpenOrCreate : OpenExisting;
                uint attributes = (permissions & 0x92) == 0 && creates ? AttributeReadOnly : AttributeNormal;
                error = WindowsCalls.Open(
                    parent.Handle, path[parent.NameStart..], access, disposition, NonDirectoryFile, out opened, attributes, trust == LinkTrust.Everything && (mode & OpenMode.NoFollow) == 0);
                if (error == FileError.None && trust != LinkTrust.Everything)
                {
                    error = StopAtLink(opened!, path, parent.NameStart, (mode & (OpenMode.NoFollow | OpenMode.CreateNew)) == 0, ref link);
                }

                // A link to a directory is opened as one.
                if (error == FileError.EISDIR && trust != LinkTrust.Everything)
                {
                    FileError there = WindowsCalls.Open(parent.Handle, path[parent.NameStart..], ReadAttributes, OpenExisting, 0, out SafeFileHandle? directory);
                    using (directory)
                    {
                        there = there == FileError.None ? StopAtLink(directory!, path, parent.NameStart, (mode & (OpenMode.NoFollow | OpenMode.CreateNew)) == 0, ref link) : there;
                        error = there == FileError.None ? error : there;
                    }
                }
            }
        }

        if (error == FileError.EISDIR)
        {
            if (write || creates || truncates)
            {
                return (mode & OpenMode.CreateNew) != 0 ? FileError.EEXIST : FileError.EISDIR;
            }

            error = Stat(path, true, out FileMetadata metadata, ref link);
            handle = error == FileError.None ? new WindowsDirectoryHandle(name, metadata) : null;
            return error;
        }

        if (error == FileError.None && (mode & OpenMode.Directory) != 0)
        {
            error = FileError.ENOTDIR;
        }

        if (error != FileError.None)
        {
            opened?.Dispose();
            return error;
        }

        try
        {
            // Only now: a link must not be emptied before it is seen to be one.
            if (truncates)
            {
                RandomAccess.SetLength(opened!, 0);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            opened!.Dispose();
            return WindowsMetadata.ErrorOf(failure);
        }

        handle = new WindowsFileHandle(opened!, NameOf(path), name, read, write, (mode & OpenMode.Append) != 0);
        return FileError.None;
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        entries = null;
        FileError error = path.Length == 0
            ? Reopen(out SafeFileHandle? handle)
            : OpenEntry(path, ListDirectory | ReadAttributes, true, out handle, out _, ref link, DirectoryFile);
        using (handle)
        {
            if (error != FileError.None)
            {
                return error;
            }

            var list = new List<DirectoryEntry>();
            error = WindowsCalls.List(handle!, list);
            entries = error == FileError.None ? list : null;
            return error;
        }
    }

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        target = null;
        if (path.Length == 0)
        {
            return FileError.EINVAL;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        {
            error = WindowsCalls.Open(parent.Handle, path[parent.NameStart..], ReadAttributes, OpenExisting, 0, out SafeFileHandle? handle);
            using (handle)
            {
                error = error == FileError.None ? WindowsCalls.ReadLink(handle!, out _, out target) : error;
                target = target is null ? null : InVirtualSpace(target);
                return error == FileError.None && target is null ? FileError.EINVAL : error;
            }
        }
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
    {
        FileError error = Stat(path, true, out FileMetadata metadata, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        int missing = (int)rights & ~(metadata.Permissions >> 6);
        return missing == 0 || (missing == (int)FileAccessRights.Execute && metadata.IsRegular && BeginsAsScript(path, ref link)) ? FileError.None : FileError.EACCES;
    }

    // There are no execution rights: beside programs, a script is what begins as one.
    private bool BeginsAsScript(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = OpenEntry(path, GenericRead | ReadAttributes, true, out SafeFileHandle? handle, out _, ref link, NonDirectoryFile);
        using (handle)
        {
            try
            {
                Span<byte> head = stackalloc byte[2];
                return error == FileError.None && RandomAccess.Read(handle!, head, 0) == 2 && head.SequenceEqual("#!"u8);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        statistics = default;
        FileError error = Stat(path, true, out _, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        try
        {
            var drive = new DriveInfo(Path.GetPathRoot(root)!);
            statistics = new FileSystemStatistics(
                drive.Name, drive.DriveFormat, VirtualPath.Root, 4096, drive.TotalSize / 4096, drive.TotalFreeSpace / 4096, drive.AvailableFreeSpace / 4096, 0, 0);
            return FileError.None;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return WindowsMetadata.ErrorOf(failure);
        }
    }

    /// <summary>
    /// Opens the directories on the way, each relative to the one before. A link stops the walk. An unsafe name names no file,
    /// so that it is not there; one that is to be made is wrong.
    /// </summary>
    private FileError OpenParent(ReadOnlySpan<char> path, out ParentHandle parent, ref LinkStop link, bool second = false, bool makes = false)
    {
        parent = default;
        SafeFileHandle current = rootHandle;
        int start = 0;
        while (true)
        {
            int length = path[start..].IndexOf('/');
            int end = length < 0 ? path.Length : start + length;
            ReadOnlySpan<char> name = path[start..end];
            WindowsNameProblem problem = WindowsPath.CheckName(name);
            FileError error = problem switch
            {
                WindowsNameProblem.None when name is "." or ".." => FileError.EINVAL,
                WindowsNameProblem.None => FileError.None,
                WindowsNameProblem.TooLong => FileError.ENAMETOOLONG,
                _ => makes && end == path.Length ? FileError.EINVAL : FileError.ENOENT,
            };
            if (error == FileError.None && end == path.Length)
            {
                parent = new ParentHandle(current, !ReferenceEquals(current, rootHandle), start);
                return FileError.None;
            }

            SafeFileHandle? next = null;
            if (error == FileError.None)
            {
                error = WindowsCalls.Open(current, name, ListDirectory | Traverse | ReadAttributes, OpenExisting, DirectoryFile, out next, follow: trust == LinkTrust.Everything);
                if (error == FileError.ENOTDIR)
                {
                    // A link to a directory may itself be a file.
                    error = WindowsCalls.Open(current, name, ReadAttributes, OpenExisting, 0, out next);
                    error = error == FileError.None ? StopAtLink(next!, path[..end], start, true, ref link, second) : error;
                    error = error == FileError.None ? FileError.ENOTDIR : error;
                }
                else if (error == FileError.None && trust != LinkTrust.Everything)
                {
                    error = StopAtLink(next!, path[..end], start, true, ref link, second);
                }
            }

            if (!ReferenceEquals(current, rootHandle))
            {
                current.Dispose();
            }

            if (error != FileError.None)
            {
                next?.Dispose();
                return error;
            }

            current = next!;
            start = end + 1;
        }
    }

    /// <summary>Opens what a path names, a link itself unless it has to be followed. For the root the handle is null.</summary>
    private FileError OpenEntry(
        ReadOnlySpan<char> path, uint access, bool followLast, out SafeFileHandle? handle, out bool isLink, ref LinkStop link, uint options = 0, bool second = false)
    {
        handle = null;
        isLink = false;
        if (path.Length == 0)
        {
            return FileError.None;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link, second);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        {
            error = WindowsCalls.Open(
                parent.Handle, path[parent.NameStart..], access, OpenExisting, options, out handle, follow: followLast && trust == LinkTrust.Everything);
            if (error != FileError.None)
            {
                return error;
            }

            if (trust != LinkTrust.Everything && followLast)
            {
                error = StopAtLink(handle!, path, parent.NameStart, true, ref link, second);
            }
            else
            {
                error = WindowsCalls.ReadLink(handle!, out isLink, out _);
                error = isLink ? FileError.None : error;
            }

            if (error != FileError.None)
            {
                handle!.Dispose();
                handle = null;
            }

            return error;
        }
    }

    // LinkMet for a link that has to be followed, ELOOP for one that must not be.
    private FileError StopAtLink(SafeFileHandle handle, ReadOnlySpan<char> path, int start, bool follow, ref LinkStop link, bool second = false)
    {
        FileError error = WindowsCalls.ReadLink(handle, out bool isLink, out string? target);
        if (!isLink)
        {
            return FileError.None;
        }

        if (!follow || error != FileError.None)
        {
            return error != FileError.None ? error : FileError.ELOOP;
        }

        link.Set(start, path.Length, InVirtualSpace(target!), second);
        return LinkMet;
    }

    private string InVirtualSpace(string target) => TranslateLinkTarget?.Invoke(target)
        ?? (WindowsPath.IsAbsolute(target) && WindowsPath.TryToVirtual(target, "/", out string text) == WindowsNameProblem.None
            ? text
            : target.Replace('\\', '/'));

    public override void Close() => rootHandle.Dispose();

    // A second handle of the root, whose reading has a position of its own.
    private FileError Reopen(out SafeFileHandle? handle)
    {
        FileError error = WindowsCalls.Open(rootHandle, default, ListDirectory | ReadAttributes, OpenExisting, DirectoryFile, out handle);
        return error;
    }

    private static string NameOf(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..].ToString();
}
