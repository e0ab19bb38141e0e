using System.Buffers;

namespace BashTool.Core.Files;

/// <summary>Makes one volume like a view of it: carries out differences.</summary>
internal static class VolumeCommit
{
    /// <exception cref="FileSystemException">Something could not be done; what was done before stays.</exception>
    public static void Apply(Volume ground, Volume view, IReadOnlyList<(string Path, FileDifference Difference)> differences)
    {
        // What is deeper goes first, what is above comes first.
        for (int i = differences.Count - 1; i >= 0; i--)
        {
            (string path, FileDifference difference) = differences[i];
            if (difference.Kind == DifferenceKind.Removed || (difference.Kind == DifferenceKind.Modified && !IsSameKind(ground, path, difference.FileKind)))
            {
                Remove(ground, path);
            }
        }

        foreach ((string path, FileDifference difference) in differences)
        {
            if (difference.Kind is not DifferenceKind.Removed)
            {
                Write(ground, view, path, difference);
            }
        }

        // Last, when nothing changes any more what is in a directory, and from below.
        for (int i = differences.Count - 1; i >= 0; i--)
        {
            if (differences[i].Difference.Kind is not DifferenceKind.Removed)
            {
                CopyMetadata(ground, view, differences[i].Path);
            }
        }
    }

    private static bool IsSameKind(Volume ground, string path, FileKind kind)
    {
        LinkStop none = default;
        return kind != FileKind.SymbolicLink && ground.Probe(path, false, out FileKind there, ref none) == FileError.None && there == kind;
    }

    private static void Remove(Volume ground, string path)
    {
        LinkStop link = default;
        FileError error = ground.Probe(path, false, out FileKind kind, ref link);
        if (error == FileError.None)
        {
            error = kind == FileKind.Directory ? ground.RemoveDirectory(path, ref link) : ground.RemoveFile(path, ref link);
        }

        Check(error == FileError.ENOENT ? FileError.None : error, path);
    }

    private static void Write(Volume ground, Volume view, string path, FileDifference difference)
    {
        LinkStop link = default;
        if (difference.Kind == DifferenceKind.MetadataChanged)
        {
            return;
        }

        switch (difference.FileKind)
        {
            case FileKind.Directory:
                FileError error = ground.CreateDirectory(path, 0x1C0, ref link);
                Check(error == FileError.EEXIST ? FileError.None : error, path);
                break;
            case FileKind.SymbolicLink:
                Check(view.ReadLink(path, out string? target, ref link), path);
                Check(ground.CreateSymbolicLink(target!, path, ref link), path);
                break;
            case FileKind.Fifo:
                Check(ground.CreateFifo(path, 0x180, ref link), path);
                break;
            case FileKind.Regular:
                CopyContent(ground, view, path);
                break;
        }
    }

    private static void CopyContent(Volume ground, Volume view, string path)
    {
        LinkStop link = default;
        Check(view.Open(path, OpenMode.Read | OpenMode.NoFollow, 0, default, default, out IFileHandle? source, ref link), path);
        using (source)
        {
            const OpenMode mode = OpenMode.Write | OpenMode.Create | OpenMode.Truncate | OpenMode.NoFollow;
            Check(ground.Open(path, mode, 0x180, default, default, out IFileHandle? target, ref link), path);
            using (target)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
                try
                {
                    for (int count; (count = source!.Read(buffer)) > 0;)
                    {
                        target!.Write(buffer.AsSpan(0, count));
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
    }

    private static void CopyMetadata(Volume ground, Volume view, string path)
    {
        LinkStop link = default;
        Check(view.Stat(path, false, out FileMetadata wanted, ref link), path);
        Check(ground.Stat(path, false, out FileMetadata there, ref link), path);
        if (wanted.UserId != there.UserId || wanted.GroupId != there.GroupId)
        {
            // Who may not give files away keeps them.
            ground.SetOwner(path, wanted.UserId, wanted.GroupId, false, ref link);
        }

        if (wanted.Kind != FileKind.SymbolicLink && wanted.Permissions != there.Permissions)
        {
            Check(ground.SetMode(path, wanted.Permissions, false, ref link), path);
        }

        ground.SetTimes(path, wanted.AccessTime, wanted.ModifyTime, false, ref link);
    }

    private static void Check(FileError error, string path)
    {
        if (error != FileError.None)
        {
            throw new FileSystemException(error == Volume.LinkMet ? FileError.ELOOP : error, path);
        }
    }
}
