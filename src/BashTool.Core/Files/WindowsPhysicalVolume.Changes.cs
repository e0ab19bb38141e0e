namespace BashTool.Core.Files;

/// <summary>The operations that change.</summary>
public sealed partial class WindowsPhysicalVolume
{
    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
    {
        FileError error = WalkToNew(path, out string full, ref link);
        return error != FileError.None ? error : Guard(() => Directory.CreateDirectory(full));
    }

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = WalkToEntry(path, out string full, out FileMetadata metadata, ref link);
        return error != FileError.None ? error
            : !metadata.IsDirectory ? FileError.ENOTDIR
            : Guard(() => Directory.Delete(full, recursive: false));
    }

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = WalkToEntry(path, out string full, out FileMetadata metadata, ref link);
        if (error != FileError.None || metadata.IsDirectory)
        {
            return error != FileError.None ? error : FileError.EISDIR;
        }

        return Guard(() =>
        {
            FileAttributes attributes = File.GetAttributes(full);
            if ((attributes & FileAttributes.ReadOnly) != 0)
            {
                // On Unix the directory's permission counts, not the file's.
                File.SetAttributes(full, attributes & ~FileAttributes.ReadOnly);
            }

            if ((attributes & FileAttributes.Directory) != 0)
            {
                Directory.Delete(full, recursive: false);
            }
            else
            {
                File.Delete(full);
            }
        });
    }

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
    {
        FileError error = WalkToEntry(oldPath, out string from, out FileMetadata metadata, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        error = Walk(newPath, false, out string to, ref link, second: true);
        if (error != FileError.None)
        {
            link.InSecondPath = true;
            return error;
        }

        FileError there = WindowsMetadata.Of(to, out FileMetadata target);
        if (!replace && there == FileError.None && string.Equals(from, to, StringComparison.Ordinal))
        {
            return FileError.EEXIST;
        }

        // A directory cannot go into itself.
        if (metadata.IsDirectory && to.Length > from.Length && to[from.Length] == '\\' && to.StartsWith(from, StringComparison.OrdinalIgnoreCase))
        {
            return FileError.EINVAL;
        }

        bool onlyCase = string.Equals(from, to, StringComparison.OrdinalIgnoreCase);
        if (there == FileError.None && !onlyCase)
        {
            if (!replace)
            {
                return FileError.EEXIST;
            }

            if (metadata.IsDirectory != target.IsDirectory)
            {
                return target.IsDirectory ? FileError.EISDIR : FileError.ENOTDIR;
            }
        }

        return Guard(() =>
        {
            if (metadata.IsDirectory)
            {
                if (there == FileError.None && !onlyCase)
                {
                    Directory.Delete(to, recursive: false);
                }

                Directory.Move(from, to);
            }
            else
            {
                File.Move(from, to, overwrite: replace);
            }
        });
    }

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
    {
        FileError error = Walk(existing, followLast, out string from, ref link);
        error = error == FileError.None ? WindowsMetadata.Of(from, out FileMetadata metadata) is var failure and not FileError.None ? failure
            : metadata.IsDirectory ? FileError.EPERM : FileError.None : error;
        if (error != FileError.None)
        {
            return error;
        }

        error = WalkToNew(path, out string to, ref link);
        if (error != FileError.None)
        {
            link.InSecondPath = true;
            return error;
        }

        return WindowsMetadata.CreateHardLink(to, from);
    }

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
    {
        FileError error = WalkToNew(path, out string full, ref link);
        if (error != FileError.None)
        {
            return error;
        }

        string text = target.StartsWith('/') && WindowsPath.ToHost(target) is { } host ? host : target.Replace('/', '\\');
        return Guard(() =>
        {
            string meant = Path.Combine(Path.GetDirectoryName(full)!, text);
            if (Directory.Exists(meant))
            {
                Directory.CreateSymbolicLink(full, text);
            }
            else
            {
                File.CreateSymbolicLink(full, text);
            }
        });
    }

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
    {
        FileError error = WalkToEntry(path, out string full, out FileMetadata metadata, ref link, followLast);
        return error != FileError.None || metadata.IsDirectory ? error : Guard(() =>
        {
            FileAttributes attributes = File.GetAttributes(full) & ~FileAttributes.ReadOnly;
            File.SetAttributes(full, (permissions & 0x92) == 0 ? attributes | FileAttributes.ReadOnly : attributes);
        });
    }

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
    {
        FileError error = WalkToEntry(path, out string full, out FileMetadata metadata, ref link, followLast);
        return error != FileError.None ? error : Guard(() =>
        {
            FileSystemInfo info = metadata.IsDirectory ? new DirectoryInfo(full) : new FileInfo(full);
            if (access is { } a)
            {
                info.LastAccessTimeUtc = a.IsFileSystemNow ? DateTime.UtcNow : a.ToDateTimeOffset().UtcDateTime;
            }

            if (modify is { } m)
            {
                info.LastWriteTimeUtc = m.IsFileSystemNow ? DateTime.UtcNow : m.ToDateTimeOffset().UtcDateTime;
            }
        });
    }

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
    {
        FileError error = WalkToEntry(path, out _, out FileMetadata metadata, ref link, followLast);
        return error != FileError.None ? error
            : (userId ?? metadata.UserId) == metadata.UserId && (groupId ?? metadata.GroupId) == metadata.GroupId ? FileError.None
            : FileError.EPERM;
    }

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link) => FileError.EPERM;

    private FileError WalkToNew(ReadOnlySpan<char> path, out string full, ref LinkStop link)
    {
        FileError error = Walk(path, false, out full, ref link);
        return error == FileError.None && WindowsMetadata.Of(full, out _) == FileError.None ? FileError.EEXIST : error;
    }

    private FileError WalkToEntry(ReadOnlySpan<char> path, out string full, out FileMetadata metadata, ref LinkStop link, bool followLast = false)
    {
        metadata = default;
        FileError error = Walk(path, followLast, out full, ref link);
        return error == FileError.None ? WindowsMetadata.Of(full, out metadata) : error;
    }
}
