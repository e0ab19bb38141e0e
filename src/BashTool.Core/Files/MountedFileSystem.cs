using System.Diagnostics.CodeAnalysis;

namespace BashTool.Core.Files;

/// <summary>
/// The mount table: volumes at virtual paths, the longest prefix first. Symbolic links and <c>..</c> are resolved in
/// virtual space and enter the table again, so that nothing leads out of it.
/// </summary>
public partial class MountedFileSystem : IFileSystem
{
    private Mount[] mounts;
    private readonly Mount[] fallbacks;
    private readonly AccessDenial? outside;

    /// <param name="mounts">One of them at the root. The order does not matter.</param>
    /// <param name="outside">What to say of paths that only the root mount could have, where that is a mere frame.</param>
    public MountedFileSystem(IEnumerable<Mount> mounts, AccessDenial? outside = null)
    {
        var rows = new List<Mount>(mounts);
        fallbacks = [.. rows.FindAll(static mount => mount.IsFallback)];
        rows.RemoveAll(static mount => mount.IsFallback);
        rows.Sort(static (left, right) => right.Prefix.Length.CompareTo(left.Prefix.Length));
        this.mounts = [.. rows];
        this.outside = outside;
        if (this.mounts.Length == 0 || !this.mounts[^1].At.IsRoot)
        {
            throw new ArgumentException("nothing is mounted at /", nameof(mounts));
        }
    }

    /// <summary>A file system that is one volume.</summary>
    public MountedFileSystem(Volume volume)
        : this([new Mount(VirtualPath.Root, volume)])
    {
    }

    /// <summary>The rows of the table, the longest prefix first.</summary>
    public IReadOnlyList<Mount> Mounts => mounts;

    /// <summary>Makes the mount of a path that no row but the root's covers, as that of a share of the network; null for the most.</summary>
    internal Func<string, Mount?>? MountOnDemand { get; init; }

    internal Mount RootMount => mounts[^1];

    internal Mount Find(string text)
    {
        Mount[] rows = mounts;
        for (int i = 0; i < rows.Length - 1; i++)
        {
            if (rows[i].Covers(text))
            {
                return rows[i];
            }
        }

        return MountOnDemand?.Invoke(text) is { } made ? Add(made) : rows[^1];
    }

    // Rows are added in a table of their own, so that nobody who reads the old one is disturbed.
    private Mount Add(Mount mount)
    {
        while (true)
        {
            Mount[] before = mounts;
            if (Array.Find(before, row => row.At == mount.At) is { } there)
            {
                return there;
            }

            var rows = new List<Mount>(before) { mount };
            rows.Sort(static (left, right) => right.Prefix.Length.CompareTo(left.Prefix.Length));
            if (Interlocked.CompareExchange(ref mounts, [.. rows], before) == before)
            {
                return mount;
            }
        }
    }

    /// <summary>Whether what no mount covers is refused as outside.</summary>
    internal bool HasOutside => outside is not null;

    internal FileError Probe(Mount mount, string text, out FileKind kind, ref LinkStop link, bool followLast = true)
    {
        FileError error = mount.Volume.Probe(mount.PathInVolume(text), followLast, out kind, ref link);
        if (error == FileError.ENOENT)
        {
            if (HasMountBelow(text))
            {
                kind = FileKind.Directory;
                return FileError.None;
            }

            if (Fallback(text) is { } second)
            {
                return second.Volume.Probe(second.PathInVolume(text), followLast, out kind, ref link);
            }
        }

        return error;
    }

    public FileError TryStat(VirtualPath path, bool followLinks, out FileMetadata metadata)
    {
        metadata = default;
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            bool follow = followLinks || walk.MustBeDirectory;
            error = walk.Volume.Stat(walk.Path, follow, out metadata, ref walk.Link);
            if (error == FileError.ENOENT)
            {
                if (HasMountBelow(walk.Text))
                {
                    metadata = FrameDirectory();
                    error = FileError.None;
                }
                else if (Fallback(walk.Text) is { } second)
                {
                    error = second.Volume.Stat(second.PathInVolume(walk.Text), follow, out metadata, ref walk.Link);
                }
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        return error == FileError.None && walk.MustBeDirectory && !metadata.IsDirectory ? FileError.ENOTDIR : error;
    }

    public FileMetadata? Stat(VirtualPath path, bool followLinks = true)
    {
        FileError error = TryStat(path, followLinks, out FileMetadata metadata);
        return error switch
        {
            FileError.None => metadata,
            FileError.ENOENT or FileError.ENOTDIR => null,
            _ => throw new FileSystemException(error, path.Text),
        };
    }

    public IFileHandle Open(VirtualPath path, OpenMode mode, int permissions = 0x1B6, CancellationToken cancellation = default)
    {
        FileError error = Open(path, mode, permissions, cancellation, out IFileHandle? handle, out AccessDenial? denial);
        return error == FileError.None ? handle! : throw Failure(error, path, denial);
    }

    public FileError TryOpen(VirtualPath path, OpenMode mode, int permissions, out IFileHandle? handle)
        => Open(path, mode, permissions, default, out handle, out _);

    private FileError Open(
        VirtualPath path, OpenMode mode, int permissions, CancellationToken cancellation, out IFileHandle? handle, out AccessDenial? denial)
    {
        handle = null;
        const OpenMode changes = OpenMode.Write | OpenMode.Append | OpenMode.Create | OpenMode.CreateNew | OpenMode.Truncate;
        var walk = new PathWalk(this, path, out FileError error);
        while (error == FileError.None)
        {
            bool creates = (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0;
            if (walk.MustBeDirectory && creates)
            {
                // A name with a slash at its end makes no file; what is wrong before it is told first.
                error = Probe(walk.Mount, walk.Text, out _, ref walk.Link, followLast: true) is var probed and not FileError.None
                    && walk.Text.LastIndexOf('/') is > 0 and var slash
                    && Probe(walk.Mount, walk.Text[..slash], out _, ref walk.Link, followLast: true) != FileError.None ? probed : FileError.EISDIR;
                break;
            }

            OpenMode wanted = walk.MustBeDirectory ? (mode | OpenMode.Directory) & ~OpenMode.NoFollow : mode;
            error = (mode & changes) == 0 ? FileError.None : RefuseOpen(ref walk, mode);
            if (error == FileError.None)
            {
                error = walk.Volume.Open(walk.Path, wanted, permissions, path, cancellation, out handle, ref walk.Link);
                if (error == FileError.ENOENT && Fallback(walk.Text) is { } second)
                {
                    error = second.Volume.Open(second.PathInVolume(walk.Text), wanted, permissions, path, cancellation, out handle, ref walk.Link);
                }
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        denial = walk.Denial;
        if (error == FileError.ENOENT && denial is null && outside is not null && ReferenceEquals(walk.Mount, RootMount))
        {
            denial = outside;
        }

        return error;
    }

    private FileError RefuseOpen(ref PathWalk walk, OpenMode mode)
    {
        if (walk.Mount.WriteDenial is null)
        {
            return FileError.None;
        }

        bool creates = (mode & (OpenMode.Create | OpenMode.CreateNew)) != 0;
        bool follow = (mode & (OpenMode.NoFollow | OpenMode.CreateNew)) == 0;
        FileError error = Probe(walk.Mount, walk.Text, out FileKind kind, ref walk.Link, follow);
        return error switch
        {
            FileError.None when (mode & OpenMode.CreateNew) != 0 => FileError.EEXIST,
            FileError.None when kind == FileKind.Directory => FileError.EISDIR,
            FileError.None => walk.Refuse(),
            FileError.ENOENT when creates => walk.RefuseMissing(),
            _ => error,
        };
    }

    public IEnumerable<DirectoryEntry> List(VirtualPath directory)
    {
        IEnumerable<DirectoryEntry>? entries = null;
        Mount? second = null;
        var walk = new PathWalk(this, directory, out FileError error);
        while (error == FileError.None)
        {
            error = walk.Volume.List(walk.Path, out entries, ref walk.Link);
            if (error is FileError.None or FileError.ENOENT)
            {
                second = Fallback(walk.Text);
                if (error == FileError.ENOENT && (second is not null || HasMountBelow(walk.Text)))
                {
                    error = FileError.None;
                    entries = [];
                }
            }

            if (!walk.Again(ref error))
            {
                break;
            }
        }

        if (error != FileError.None)
        {
            throw Failure(error, directory, error == FileError.ENOENT && ReferenceEquals(walk.Mount, RootMount) ? outside : null);
        }

        List<DirectoryEntry>? additions = null;
        AddMountPoints(walk.Text, ref additions);
        if (second is not null)
        {
            LinkStop none = default;
            if (second.Volume.List(second.PathInVolume(walk.Text), out IEnumerable<DirectoryEntry>? more, ref none) == FileError.None)
            {
                (additions ??= []).AddRange(more!);
            }
        }

        return additions is null ? entries! : Merge(entries!, additions);
    }

    private static IEnumerable<DirectoryEntry> Merge(IEnumerable<DirectoryEntry> entries, List<DirectoryEntry> additions)
    {
        var left = new Dictionary<string, DirectoryEntry>(StringComparer.Ordinal);
        foreach (DirectoryEntry addition in additions)
        {
            left.TryAdd(addition.Name, addition);
        }

        foreach (DirectoryEntry entry in entries)
        {
            left.Remove(entry.Name);
            yield return entry;
        }

        foreach (DirectoryEntry addition in additions)
        {
            if (left.Remove(addition.Name))
            {
                yield return addition;
            }
        }
    }

    private void AddMountPoints(string directory, ref List<DirectoryEntry>? additions)
    {
        string prefix = directory == "/" ? "/" : directory + "/";
        foreach (Mount mount in mounts)
        {
            string at = mount.At.Text;
            if (at.Length <= prefix.Length || !at.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            int end = at.IndexOf('/', prefix.Length);
            FileKind kind = FileKind.Directory;
            if (end < 0)
            {
                LinkStop none = default;
                if (mount.Volume.Probe(mount.PathInVolume(at), false, out kind, ref none) != FileError.None)
                {
                    continue;
                }
            }

            (additions ??= []).Add(new DirectoryEntry(end < 0 ? at[prefix.Length..] : at[prefix.Length..end], kind, 0));
        }
    }

    private Mount? Fallback(string text)
    {
        foreach (Mount mount in fallbacks)
        {
            if (mount.Covers(text))
            {
                return mount;
            }
        }

        return null;
    }

    private bool HasMountBelow(string text)
    {
        foreach (Mount mount in mounts)
        {
            string at = mount.At.Text;
            if (at.Length > text.Length && at.StartsWith(text, StringComparison.Ordinal) && (text == "/" || at[text.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOrHoldsMountPoint(string text)
    {
        foreach (Mount mount in mounts)
        {
            if (mount.At.Text == text)
            {
                return true;
            }
        }

        return HasMountBelow(text);
    }

    private static FileMetadata FrameDirectory() => new()
    {
        Kind = FileKind.Directory,
        Permissions = 0x1ED,
        LinkCount = 2,
        BlockSize = 4096,
        Size = 4096,
    };

    private static FileSystemException Failure(FileError error, VirtualPath path, AccessDenial? denial)
        => denial is null ? new FileSystemException(error, path.Text) : new SandboxDeniedException(error, path.Text, denial);

    private static void Check(FileError error, VirtualPath path, AccessDenial? denial)
    {
        if (error != FileError.None)
        {
            Throw(error, path, denial);
        }
    }

    [DoesNotReturn]
    private static void Throw(FileError error, VirtualPath path, AccessDenial? denial) => throw Failure(error, path, denial);
}
