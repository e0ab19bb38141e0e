namespace BashTool.Core.Files;

/// <summary>
/// Copy on write: what is read comes from the upper volume and, where that has nothing, from the lower; every change goes
/// to the upper. The lower is never touched. What was removed from the lower is remembered here, for as long as this lives.
/// </summary>
public sealed partial class OverlayVolume(Volume lower, Volume upper) : Volume
{
    private readonly Lock gate = new();

    // Paths of the lower that are gone, with everything below them, whatever the upper has there now.
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);

    public override string Source => "overlay";

    public override FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link)
    {
        FileError error = upper.Probe(path, followLast, out kind, ref link);
        return error == FileError.ENOENT && !IsHidden(path) ? lower.Probe(path, followLast, out kind, ref link) : error;
    }

    public override FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link)
    {
        FileError error = upper.Stat(path, followLast, out metadata, ref link);
        return error == FileError.ENOENT && !IsHidden(path) ? lower.Stat(path, followLast, out metadata, ref link) : error;
    }

    public override FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link)
    {
        FileError error = upper.ReadLink(path, out target, ref link);
        return error == FileError.ENOENT && !IsHidden(path) ? lower.ReadLink(path, out target, ref link) : error;
    }

    public override FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link)
    {
        FileError error = upper.Access(path, rights, ref link);
        return error == FileError.ENOENT && !IsHidden(path) ? lower.Access(path, rights, ref link) : error;
    }

    public override FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link)
    {
        FileError error = Probe(path, true, out _, ref link);
        statistics = default;
        LinkStop none = default;
        return error == FileError.None ? upper.GetStatistics("", out statistics, ref none) : error;
    }

    public override FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link)
    {
        FileError error = upper.List(path, out entries, ref link);
        if (error is not (FileError.None or FileError.ENOENT) || IsHidden(path))
        {
            return error;
        }

        LinkStop lowerLink = default;
        FileError lowerError = lower.List(path, out IEnumerable<DirectoryEntry>? below, ref lowerLink);
        if (error == FileError.ENOENT && lowerError != FileError.None)
        {
            link = lowerLink;
            return lowerError;
        }

        entries = lowerError != FileError.None ? entries
            : error == FileError.ENOENT && hidden.Count == 0 ? below
            : Merge(entries ?? [], below!, path.ToString());
        return FileError.None;
    }

    private List<DirectoryEntry> Merge(IEnumerable<DirectoryEntry> above, IEnumerable<DirectoryEntry> below, string path)
    {
        var result = new List<DirectoryEntry>(above);
        var names = new HashSet<string>(result.Count, StringComparer.Ordinal);
        foreach (DirectoryEntry entry in result)
        {
            names.Add(entry.Name);
        }

        lock (gate)
        {
            foreach (DirectoryEntry entry in below)
            {
                if (!names.Contains(entry.Name) && !hidden.Contains(Join(path, entry.Name)))
                {
                    result.Add(entry);
                }
            }
        }

        return result;
    }

    private static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";

    private bool IsHidden(ReadOnlySpan<char> path)
    {
        lock (gate)
        {
            if (hidden.Count == 0)
            {
                return false;
            }

            HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = hidden.GetAlternateLookup<ReadOnlySpan<char>>();
            for (int i = 0; i <= path.Length; i++)
            {
                if ((i == path.Length || path[i] == '/') && lookup.Contains(path[..i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private void Hide(string path)
    {
        lock (gate)
        {
            hidden.Add(path);
        }
    }

    /// <summary>Whether the lower has something there that is not gone.</summary>
    private bool ShowsLower(ReadOnlySpan<char> path)
    {
        LinkStop none = default;
        return !IsHidden(path) && lower.Probe(path, false, out _, ref none) == FileError.None;
    }

    public override void Sync() => upper.Sync();
}
