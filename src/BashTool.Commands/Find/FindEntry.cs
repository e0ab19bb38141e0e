namespace BashTool.Commands.Find;

/// <summary>A file that <c>find</c> has come to. Its metadata is asked for only when a test wants it.</summary>
internal sealed class FindEntry(CommandContext context, string path, string startingPoint, int depth, FileKind kind, bool follow)
{
    private FileMetadata metadata;
    private bool hasMetadata;

    /// <summary>The path as it is printed: the starting point and what follows.</summary>
    public string Path { get; } = path;

    /// <summary>The operand it was found under.</summary>
    public string StartingPoint { get; } = startingPoint;

    /// <summary>0 for a starting point.</summary>
    public int Depth { get; } = depth;

    public VirtualPath Location { get; } = context.Resolve(path);

    /// <summary>Set by <c>-prune</c>: its entries are not looked at.</summary>
    public bool IsPruned { get; set; }

    /// <summary>Why the metadata could not be had; None if it could.</summary>
    public FileError Error { get; private set; }

    /// <summary>The kind, from the directory where that is enough.</summary>
    public FileKind Kind => hasMetadata || kind == FileKind.Unknown || (follow && kind == FileKind.SymbolicLink) ? Metadata.Kind : kind;

    /// <summary>The last part of the path; of a starting point with its trailing slashes taken off.</summary>
    public string Name
    {
        get
        {
            ReadOnlySpan<char> trimmed = Path.AsSpan().TrimEnd('/');
            return trimmed.IsEmpty ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..].ToString();
        }
    }

    public ref readonly FileMetadata Metadata
    {
        get
        {
            if (!hasMetadata)
            {
                hasMetadata = true;
                Error = context.Files.TryStat(Location, follow, out metadata);
                if (Error != FileError.None && follow)
                {
                    // A link that leads nowhere is the link itself.
                    FileError own = context.Files.TryStat(Location, followLinks: false, out metadata);
                    Error = own == FileError.None ? FileError.None : Error;
                }
            }

            return ref metadata;
        }
    }
}
