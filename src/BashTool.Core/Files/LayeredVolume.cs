namespace BashTool.Core.Files;

/// <summary>A volume under layers that can be frozen, dropped and shared: each is an overlay over the one before. The ground is changed by a commit alone.</summary>
internal sealed class LayeredVolume : Volume
{
    private volatile OverlayVolume current;

    public LayeredVolume(Volume ground, Volume? from = null)
    {
        Ground = ground;
        current = NewLayer(from ?? ground);
    }

    /// <summary>What is underneath all layers.</summary>
    public Volume Ground { get; }

    /// <summary>What it looks like now; not to be kept, as it goes on changing.</summary>
    public Volume Current => current;

    public override string Source => Ground.Source;

    public override StringComparison NameComparison => Ground.NameComparison;

    /// <summary>Ends the layer: what it looks like now stays as it is, changes go to a new one.</summary>
    public Volume Freeze()
    {
        OverlayVolume frozen = current;
        current = NewLayer(frozen);
        return frozen;
    }

    /// <summary>Goes back to a frozen view, or to the ground.</summary>
    public void Return(Volume view) => current = NewLayer(view);

    /// <summary>The paths that may look different from what an earlier view shows.</summary>
    public HashSet<string> TouchedSince(Volume view)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (Volume layer = current; layer is OverlayVolume overlay && !ReferenceEquals(layer, view); layer = overlay.Lower)
        {
            overlay.AddTouched(paths);
        }

        return paths;
    }

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
        => current.Probe(path, followLast, out kind, ref link);

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
        => current.Stat(path, followLast, out metadata, ref link);

    public override FileError Open(ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link)
        => current.Open(path, mode, permissions, name, cancellation, out handle, ref link);

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
        => current.List(path, out entries, ref link);

    public override FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
        => current.CreateDirectory(path, permissions, ref link);

    public override FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link)
        => current.RemoveDirectory(path, ref link);

    public override FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link)
        => current.RemoveFile(path, ref link);

    public override FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link)
        => current.Rename(oldPath, newPath, replace, ref link);

    public override FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link)
        => current.CreateHardLink(existing, path, followLast, ref link);

    public override FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link)
        => current.CreateSymbolicLink(target, path, ref link);

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
        => current.ReadLink(path, out target, ref link);

    public override FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link)
        => current.SetMode(path, permissions, followLast, ref link);

    public override FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link)
        => current.SetTimes(path, access, modify, followLast, ref link);

    public override FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link)
        => current.SetOwner(path, userId, groupId, followLast, ref link);

    public override FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link)
        => current.CreateFifo(path, permissions, ref link);

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
        => current.Access(path, rights, ref link);

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
        => current.GetStatistics(path, out statistics, ref link);

    public override void Sync() => Ground.Sync();

    private static OverlayVolume NewLayer(Volume below)
    {
        // The files are the user's own, whatever bits they have.
        LinkStop none = default;
        return below.Stat("", false, out FileMetadata metadata, ref none) == FileError.None
            ? new OverlayVolume(below, new MemoryVolume { UserId = metadata.UserId, GroupId = metadata.GroupId })
            : new OverlayVolume(below, new MemoryVolume());
    }
}
