using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>The layers over the files of a sandbox in which changes stay until they are committed or discarded.</summary>
public sealed class FileLayers
{
    private readonly List<LayeredVolume> volumes = [];
    private List<Mount> mounts = [];

    internal FileLayers()
    {
    }

    /// <summary>How often it was committed.</summary>
    internal int Generation { get; private set; }

    /// <summary>Puts layers over the volumes of mounts that the host has; rows that share a volume share the layers.</summary>
    internal static FileLayers Over(List<Mount> rows)
    {
        var layers = new FileLayers();
        var made = new Dictionary<Volume, LayeredVolume>();
        for (int i = 0; i < rows.Count; i++)
        {
            Mount row = rows[i];
            if (row.Volume.HostRoot is null)
            {
                continue;
            }

            if (!made.TryGetValue(row.Volume, out LayeredVolume? layered))
            {
                made[row.Volume] = layered = new LayeredVolume(row.Volume);
                layers.volumes.Add(layered);
            }

            rows[i] = new Mount(row.At, layered, row.Directory, row.WriteDenial, row.IsFallback);
        }

        layers.mounts = rows;
        return layers;
    }

    /// <summary>The same files for another sandbox: what is there now is shared, later changes are not.</summary>
    internal FileLayers Fork(List<Mount> rows)
    {
        var copy = new FileLayers { Generation = Generation };
        var made = new Dictionary<Volume, LayeredVolume>();
        foreach (LayeredVolume volume in volumes)
        {
            made[volume] = new LayeredVolume(volume.Ground, volume.Freeze());
            copy.volumes.Add(made[volume]);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            if (made.TryGetValue(rows[i].Volume, out LayeredVolume? layered))
            {
                rows[i] = new Mount(rows[i].At, layered, rows[i].Directory, rows[i].WriteDenial, rows[i].IsFallback);
            }
        }

        copy.mounts = rows;
        return copy;
    }

    /// <summary>Remembers this moment. Nothing is copied.</summary>
    public FileLayerMark Mark() => new(this, Generation, volumes.ConvertAll(static volume => volume.Freeze()));

    /// <summary>Goes back to a moment; null: to the last commit or the start.</summary>
    /// <exception cref="InvalidOperationException">It is of before a commit, or of another sandbox.</exception>
    public void Return(FileLayerMark? mark)
    {
        IReadOnlyList<Volume> views = Views(mark);
        for (int i = 0; i < volumes.Count; i++)
        {
            volumes[i].Return(views[i]);
        }
    }

    /// <summary>What is different from a moment; null: from the last commit or the start. In the order of the paths.</summary>
    public IReadOnlyList<FileDifference> Compare(FileLayerMark? mark = null)
    {
        IReadOnlyList<Volume> views = Views(mark);
        var differences = new List<FileDifference>();
        for (int i = 0; i < volumes.Count; i++)
        {
            foreach ((string path, FileDifference difference) in VolumeComparison.Compare(views[i], volumes[i].Current, volumes[i].TouchedSince(views[i])))
            {
                if (ToVirtual(volumes[i], path) is { } name)
                {
                    differences.Add(difference with { Path = name });
                }
            }
        }

        differences.Sort(static (left, right) => string.CompareOrdinal(left.Path.Text, right.Path.Text));
        return differences;
    }

    /// <summary>Carries the changes out. Moments remembered before cannot be returned to any more.</summary>
    /// <exception cref="FileSystemException">Something could not be done; the layers stay as they were.</exception>
    public void Commit()
    {
        foreach (LayeredVolume volume in volumes)
        {
            VolumeCommit.Apply(volume.Ground, volume.Current, VolumeComparison.Compare(volume.Ground, volume.Current, volume.TouchedSince(volume.Ground)));
        }

        Generation++;
        volumes.ForEach(static volume => volume.Return(volume.Ground));
    }

    private IReadOnlyList<Volume> Views(FileLayerMark? mark)
    {
        if (mark is null)
        {
            return volumes.ConvertAll(static volume => volume.Ground);
        }

        return !ReferenceEquals(mark.Owner, this) ? throw new InvalidOperationException("The snapshot is of another session.")
            : mark.IsValid ? mark.Views
            : throw new InvalidOperationException("The snapshot was taken before a commit.");
    }

    private VirtualPath? ToVirtual(LayeredVolume volume, string path)
    {
        Mount? best = null;
        foreach (Mount mount in mounts)
        {
            bool covers = ReferenceEquals(mount.Volume, volume) && !mount.IsFallback
                && (mount.Directory.Length == 0 || path == mount.Directory || path.StartsWith(mount.Directory + "/", StringComparison.Ordinal));
            if (covers && (best is null || mount.Directory.Length > best.Directory.Length))
            {
                best = mount;
            }
        }

        if (best is null)
        {
            return null;
        }

        string rest = path[best.Directory.Length..].TrimStart('/');
        return rest.Length == 0 ? best.At : best.At.Combine(rest);
    }
}
