using System.Buffers;

namespace BashTool.Core.Files;

/// <summary>Compares two views of a volume, path by path.</summary>
internal static class VolumeComparison
{
    /// <summary>What of some paths is different, with their paths in the volume; everything below a directory that came or went is listed.</summary>
    public static List<(string Path, FileDifference Difference)> Compare(Volume before, Volume now, IEnumerable<string> paths)
    {
        var found = new SortedDictionary<string, FileDifference>(StringComparer.Ordinal);
        var pending = new Stack<string>(paths);
        while (pending.TryPop(out string? path))
        {
            if (found.ContainsKey(path))
            {
                continue;
            }

            bool was = Stat(before, path, out FileMetadata old);
            bool isThere = Stat(now, path, out FileMetadata current);
            if (was && isThere && IsUntouched(old, current))
            {
                // What was changed below it is among the paths by itself.
                continue;
            }

            if (Kind(before, now, path, was, old, isThere, current) is { } kind)
            {
                FileKind what = isThere ? current.Kind : old.Kind;
                found[path] = new FileDifference(VirtualPath.Empty, kind, what, was ? SizeOf(old) : 0, isThere ? SizeOf(current) : 0);
            }

            bool changedKind = was != isThere || (was && old.Kind != current.Kind);
            if (was && old.IsDirectory)
            {
                // Gone, or replaced by another of its name: what was below it may be gone.
                Push(before, path, pending, found);
            }

            if (changedKind && isThere && current.IsDirectory)
            {
                Push(now, path, pending, found);
            }
        }

        return [.. found.Select(static pair => (pair.Key, pair.Value))];
    }

    // The very same file or directory, and not a copy of it in a layer above.
    private static bool IsUntouched(in FileMetadata old, in FileMetadata current) =>
        old.Inode != 0 && old.IsSameFileAs(current) && old.Kind == current.Kind && old.Size == current.Size
        && old.ModifyTime == current.ModifyTime && old.ChangeTime == current.ChangeTime && old.Permissions == current.Permissions;

    private static long SizeOf(in FileMetadata metadata) => metadata.IsRegular ? metadata.Size : 0;

    private static void Push(Volume view, string directory, Stack<string> pending, SortedDictionary<string, FileDifference> found)
    {
        LinkStop none = default;
        if (view.List(directory, out IEnumerable<DirectoryEntry>? entries, ref none) != FileError.None)
        {
            return;
        }

        foreach (DirectoryEntry entry in entries!)
        {
            string path = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
            if (!found.ContainsKey(path))
            {
                pending.Push(path);
            }
        }
    }

    private static bool Stat(Volume view, string path, out FileMetadata metadata)
    {
        LinkStop none = default;
        return view.Stat(path, false, out metadata, ref none) == FileError.None;
    }

    private static DifferenceKind? Kind(Volume before, Volume now, string path, bool was, in FileMetadata old, bool isThere, in FileMetadata current)
    {
        if (!was || !isThere)
        {
            return was == isThere ? null : isThere ? DifferenceKind.Added : DifferenceKind.Removed;
        }

        if (old.Kind != current.Kind || !SameContent(before, now, path, old, current))
        {
            return DifferenceKind.Modified;
        }

        bool sameTime = old.IsDirectory || old.ModifyTime == current.ModifyTime;
        return old.Permissions == current.Permissions && old.UserId == current.UserId && old.GroupId == current.GroupId && sameTime
            ? null
            : DifferenceKind.MetadataChanged;
    }

    private static bool SameContent(Volume before, Volume now, string path, in FileMetadata old, in FileMetadata current)
    {
        LinkStop none = default;
        switch (old.Kind)
        {
            case FileKind.SymbolicLink:
                return before.ReadLink(path, out string? oldTarget, ref none) == now.ReadLink(path, out string? newTarget, ref none) && oldTarget == newTarget;
            case FileKind.Regular:
                return old.Size == current.Size && SameBytes(before, now, path);
            default:
                return true;
        }
    }

    private static bool SameBytes(Volume before, Volume now, string path)
    {
        LinkStop none = default;
        if (before.Open(path, OpenMode.Read | OpenMode.NoFollow, 0, default, default, out IFileHandle? left, ref none) != FileError.None)
        {
            return false;
        }

        using (left)
        {
            if (now.Open(path, OpenMode.Read | OpenMode.NoFollow, 0, default, default, out IFileHandle? right, ref none) != FileError.None)
            {
                return false;
            }

            using (right)
            {
                return SameBytes(left!, right!);
            }
        }
    }

    private static bool SameBytes(IFileHandle left, IFileHandle right)
    {
        const int size = 64 * 1024;
        byte[] buffers = ArrayPool<byte>.Shared.Rent(2 * size);
        try
        {
            while (true)
            {
                int first = Fill(left, buffers.AsSpan(0, size));
                int second = Fill(right, buffers.AsSpan(size, size));
                if (first != second || !buffers.AsSpan(0, first).SequenceEqual(buffers.AsSpan(size, second)))
                {
                    return false;
                }

                if (first == 0)
                {
                    return true;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffers);
        }
    }

    private static int Fill(IFileHandle file, Span<byte> buffer)
    {
        int total = 0;
        for (int count; total < buffer.Length && (count = file.Read(buffer[total..])) > 0; total += count)
        {
        }

        return total;
    }
}
