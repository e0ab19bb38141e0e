namespace BashTool.Commands.Find;

/// <summary>A file that <c>find</c> has come to. Its metadata is asked for only when a test wants it.</summary>
internal sealed class FindEntry
{
    private readonly CommandContext context;
    private readonly FindEntry? parent;
    private readonly FileKind kind;
    private readonly bool follow;
    private string? path;
    private string? name;
    private VirtualPath location;
    private FileMetadata metadata;
    private bool hasMetadata;

    /// <summary>A starting point.</summary>
    public FindEntry(CommandContext context, string operand, bool follow)
    {
        this.context = context;
        this.follow = follow;
        path = StartingPoint = operand;
        location = context.Resolve(operand);
    }

    /// <summary>An entry of a directory. Its paths are put together when somebody asks for them.</summary>
    public FindEntry(FindEntry parent, string name, FileKind kind, bool follow)
    {
        context = parent.context;
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.follow = follow;
        StartingPoint = parent.StartingPoint;
        Depth = parent.Depth + 1;
    }

    /// <summary>The path as it is printed: the starting point and what follows.</summary>
    public string Path => path ??= parent!.Path.EndsWith('/') ? parent.Path + name : string.Concat(parent.Path, "/", name);

    /// <summary>The operand it was found under.</summary>
    public string StartingPoint { get; }

    /// <summary>0 for a starting point.</summary>
    public int Depth { get; }

    public VirtualPath Location => location.IsEmpty && parent is not null ? location = parent.Location.Combine(name!) : location;

    /// <summary>Set by <c>-prune</c>: its entries are not looked at.</summary>
    public bool IsPruned { get; set; }

    /// <summary>Why the metadata could not be had; None if it could.</summary>
    public FileError Error { get; private set; }

    /// <summary>The kind, from the directory where that is enough.</summary>
    public FileKind Kind => hasMetadata || kind == FileKind.Unknown || (follow && kind == FileKind.SymbolicLink) ? Metadata.Kind : kind;

    /// <summary>The last part of the path; of a starting point with its trailing slashes taken off.</summary>
    public string Name => name ??= LastPart(Path);

    public ref readonly FileMetadata Metadata
    {
        get
        {
            if (!hasMetadata)
            {
                hasMetadata = true;
                Error = context.Files.TryStat(Location, follow, out metadata);
                if (Error is not (FileError.None or FileError.ELOOP) && follow)
                {
                    // A link that leads nowhere is the link itself.
                    FileError own = context.Files.TryStat(Location, followLinks: false, out metadata);
                    Error = own == FileError.None ? FileError.None : Error;
                }
            }

            return ref metadata;
        }
    }

    private static string LastPart(string path)
    {
        ReadOnlySpan<char> trimmed = path.AsSpan().TrimEnd('/');
        return trimmed.IsEmpty ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..].ToString();
    }
}
