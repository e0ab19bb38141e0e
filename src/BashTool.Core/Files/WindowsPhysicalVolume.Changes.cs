using Microsoft.Win32.SafeHandles;
using static BashTool.Core.Files.WindowsCalls;

namespace BashTool.Core.Files;

/// <summary>The operations that change.</summary>
public sealed partial class WindowsPhysicalVolume
{
    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link, makes: true);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        {
            error = WindowsCalls.Open(parent.Handle, path[parent.NameStart..], ReadAttributes, CreateNew, DirectoryFile, out SafeFileHandle? made);
            made?.Dispose();
            return error;
        }
    }

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link) => Remove(path, directory: true, ref link);

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link) => Remove(path, directory: false, ref link);

    private FileError Remove(ReadOnlySpan<char> path, bool directory, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EBUSY;
        }

        FileError error = OpenToChange(path, WindowsCalls.Delete, false, out SafeFileHandle? handle, out bool isLink, ref link);
        using (handle)
        {
            if (error != FileError.None)
            {
                return error;
            }

            error = WindowsMetadata.Of(handle!, NameOf(path), isLink, out FileMetadata metadata);
            if (error != FileError.None || metadata.IsDirectory != directory)
            {
                return error != FileError.None ? error : directory ? FileError.ENOTDIR : FileError.EISDIR;
            }

            error = WindowsCalls.Remove(handle!);
            if (error == FileError.EACCES && !directory)
            {
                // On Unix the directory's permission counts, not the file's.
                WindowsCalls.SetBasic(handle!, null, null, AttributeNormal);
                error = WindowsCalls.Remove(handle!);
            }

            return error;
        }
    }

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
    {
        if (oldPath.Length == 0 || newPath.Length == 0)
        {
            return FileError.EBUSY;
        }

        FileError error = OpenEntry(oldPath, WindowsCalls.Delete | ReadAttributes, false, out SafeFileHandle? handle, out bool isLink, ref link);
        using (handle)
        {
            if (error != FileError.None)
            {
                return error;
            }

            error = WindowsMetadata.Of(handle!, NameOf(oldPath), isLink, out FileMetadata metadata);
            if (error != FileError.None)
            {
                return error;
            }

            if (!replace && oldPath.SequenceEqual(newPath))
            {
                return FileError.EEXIST;
            }

            // A directory cannot go into itself.
            if (metadata.IsDirectory && newPath.Length > oldPath.Length && newPath[oldPath.Length] == '/' && newPath.StartsWith(oldPath, StringComparison.OrdinalIgnoreCase))
            {
                return FileError.EINVAL;
            }

            error = OpenParent(newPath, out ParentHandle to, ref link, second: true, makes: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            using (to)
            {
                ReadOnlySpan<char> name = newPath[to.NameStart..];
                if (!oldPath.Equals(newPath, StringComparison.OrdinalIgnoreCase)
                    && MakeWay(to.Handle, name, metadata, replace) is var problem and not FileError.None)
                {
                    return problem;
                }

                replace |= oldPath.Equals(newPath, StringComparison.OrdinalIgnoreCase);
                error = WindowsCalls.Rename(handle!, to.Handle, name, replace);
                return error == FileError.EACCES && replace && MakeWritable(to.Handle, name) ? WindowsCalls.Rename(handle!, to.Handle, name, replace) : error;
            }
        }
    }

    // On Unix the permissions of the directory count when a file is replaced, not the file's. Whether anything was changed.
    private static bool MakeWritable(SafeFileHandle directory, ReadOnlySpan<char> name)
    {
        FileError error = WindowsCalls.Open(directory, name, ReadAttributes | WriteAttributes, OpenExisting, NonDirectoryFile, out SafeFileHandle? there);
        if (error == FileError.EACCES)
        {
            error = WindowsCalls.Open(directory, name, ReadAttributes, OpenExisting, NonDirectoryFile, out there);
        }

        using (there)
        {
            return error == FileError.None
                && WindowsMetadata.Of(there!, "", false, out FileMetadata metadata) == FileError.None
                && (metadata.Permissions & 0x80) == 0
                && WindowsCalls.SetBasic(there!, null, null, AttributeNormal) == FileError.None;
        }
    }

    // What is there is replaced as rename(2) does it: a directory by a directory, where it is empty.
    private static FileError MakeWay(SafeFileHandle directory, ReadOnlySpan<char> name, in FileMetadata moved, bool replace)
    {
        FileError error = WindowsCalls.Open(directory, name, ReadAttributes | WindowsCalls.Delete, OpenExisting, 0, out SafeFileHandle? there);
        using (there)
        {
            if (error == FileError.ENOENT)
            {
                return FileError.None;
            }

            if (error != FileError.None)
            {
                return error;
            }

            WindowsCalls.ReadLink(there!, out bool isLink, out _);
            error = WindowsMetadata.Of(there!, name.ToString(), isLink, out FileMetadata target);
            if (error != FileError.None || (target.Inode == moved.Inode && target.Device == moved.Device))
            {
                return error;
            }

            return !replace ? FileError.EEXIST
                : moved.IsDirectory != target.IsDirectory ? target.IsDirectory ? FileError.EISDIR : FileError.ENOTDIR
                : target.IsDirectory ? WindowsCalls.Remove(there!)
                : FileError.None;
        }
    }

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        if (existing.Length == 0 || path.Length == 0)
        {
            return existing.Length == 0 ? FileError.EPERM : FileError.EEXIST;
        }

        FileError error = OpenEntry(existing, ReadAttributes | WriteAttributes, followLast, out SafeFileHandle? handle, out bool isLink, ref link);
        using (handle)
        {
            if (error != FileError.None)
            {
                return error;
            }

            error = WindowsMetadata.Of(handle!, NameOf(existing), isLink, out FileMetadata metadata);
            if (error != FileError.None || metadata.IsDirectory)
            {
                return error != FileError.None ? error : FileError.EPERM;
            }

            error = OpenParent(path, out ParentHandle to, ref link, second: true, makes: true);
            if (error != FileError.None)
            {
                link.InSecondPath = true;
                return error;
            }

            using (to)
            {
                return WindowsCalls.Link(handle!, to.Handle, path[to.NameStart..]);
            }
        }
    }

    // Windows makes links by path only: the parent is asked for its name and kept open meanwhile.
    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
    {
        if (path.Length == 0)
        {
            return FileError.EEXIST;
        }

        FileError error = OpenParent(path, out ParentHandle parent, ref link, makes: true);
        if (error != FileError.None)
        {
            return error;
        }

        using (parent)
        {
            FileError there = WindowsCalls.Open(parent.Handle, path[parent.NameStart..], ReadAttributes, OpenExisting, 0, out SafeFileHandle? existing);
            existing?.Dispose();
            if (there != FileError.ENOENT || WindowsFinalPath.Of(parent.Handle) is not { } directory)
            {
                return there == FileError.None ? FileError.EEXIST : there == FileError.ENOENT ? FileError.EACCES : there;
            }

            string full = Path.Combine(directory, NameOf(path));
            string text = target.StartsWith('/') && WindowsPath.ToHost(target) is { } host ? host : target.Replace('/', '\\');
            try
            {
                // What kind of link Windows makes depends on what is there, which only a look without following tells safely.
                bool isDirectory = trust == LinkTrust.Everything ? Directory.Exists(Path.Combine(directory, text)) : LeadsToDirectory(text, path);
                if (isDirectory)
                {
                    Directory.CreateSymbolicLink(full, text);
                }
                else
                {
                    File.CreateSymbolicLink(full, text);
                }

                return FileError.None;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return WindowsMetadata.ErrorOf(failure);
            }
        }
    }

    private bool LeadsToDirectory(string target, ReadOnlySpan<char> path)
    {
        if (WindowsPath.IsAbsolute(target) || target.StartsWith('\\'))
        {
            return false;
        }

        int slash = path.LastIndexOf('/');
        string from = slash < 0 ? "/" : "/" + path[..slash].ToString() + "/";
        VirtualPath meant = VirtualPath.Parse(from + target.Replace('\\', '/')).ResolveLexically();
        LinkStop none = default;
        return Probe(meant.Text.AsSpan().Trim('/'), false, out FileKind kind, ref none) == FileError.None && kind == FileKind.Directory;
    }

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link) => Change(
        path, followLast, ref link, (handle, metadata) =>
        {
            if (!metadata.IsRegular)
            {
                return FileError.None;
            }

            bool isReadOnly = (metadata.Permissions & 0x80) == 0, wanted = (permissions & 0x92) == 0;
            return isReadOnly == wanted ? FileError.None : WindowsCalls.SetBasic(handle, null, null, wanted ? AttributeReadOnly : AttributeNormal);
        });

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link) => Change(
        path, followLast, ref link, (handle, _) => WindowsCalls.SetBasic(handle, FileTime(access), FileTime(modify), null));

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
    {
        FileError error = Stat(path, followLast, out FileMetadata metadata, ref link);
        return error != FileError.None ? error
            : (userId ?? metadata.UserId) == metadata.UserId && (groupId ?? metadata.GroupId) == metadata.GroupId ? FileError.None
            : FileError.EPERM;
    }

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link) => FileError.EPERM;

    // Who may not change the attributes of a file may still be let do the rest.
    private FileError OpenToChange(ReadOnlySpan<char> path, uint access, bool followLast, out SafeFileHandle? handle, out bool isLink, ref LinkStop link)
    {
        FileError error = OpenEntry(path, access | ReadAttributes | WriteAttributes, followLast, out handle, out isLink, ref link);
        return error == FileError.EACCES ? OpenEntry(path, access | ReadAttributes, followLast, out handle, out isLink, ref link) : error;
    }

    private FileError Change(ReadOnlySpan<char> path, bool followLast, ref LinkStop link, Func<SafeFileHandle, FileMetadata, FileError> change)
    {
        if (path.Length == 0)
        {
            // The root's own handle may not change it; nothing that a script needs.
            return FileError.None;
        }

        FileError error = OpenToChange(path, 0, followLast, out SafeFileHandle? handle, out bool isLink, ref link);
        using (handle)
        {
            error = error == FileError.None ? WindowsMetadata.Of(handle!, NameOf(path), isLink, out FileMetadata metadata) is var failure and not FileError.None
                ? failure : change(handle!, metadata) : error;
            return error;
        }
    }

    private static long? FileTime(UnixTime? time) => time switch
    {
        null => null,
        { IsFileSystemNow: true } => DateTime.UtcNow.ToFileTimeUtc(),
        { } given => (given.Seconds * TimeSpan.TicksPerSecond) + (given.Nanoseconds / 100) + EpochTicks,
    };
}
