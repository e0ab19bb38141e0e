namespace BashTool.Core.Files;

/// <summary>
/// The way of one virtual path through the mount table. It is walked in a loop: an operation is tried on the volume; as
/// long as that meets a link, the link's text goes into the path and the loop goes on with the mount that is there now.
/// </summary>
internal ref struct PathWalk
{
    /// <summary>As many links as Linux follows.</summary>
    private const int MaximumLinks = 40;

    private readonly MountedFileSystem files;
    private int linksFollowed;

    public PathWalk(MountedFileSystem files, VirtualPath path, out FileError error)
    {
        this.files = files;
        Text = path.Text;
        Mount = files.RootMount;
        error = Enter();
    }

    /// <summary>The path as it stands, without trailing slash.</summary>
    public string Text { get; private set; }

    public Mount Mount { get; private set; }

    /// <summary>Whether a trailing slash asked for a directory.</summary>
    public bool MustBeDirectory { get; private set; }

    public LinkStop Link;

    /// <summary>Why the sandbox refused, when it did.</summary>
    public AccessDenial? Denial { get; set; }

    public readonly Volume Volume => Mount.Volume;

    public readonly ReadOnlySpan<char> Path => Mount.PathInVolume(Text);

    public readonly VirtualPath VirtualPath => VirtualPath.Parse(Text);

    /// <summary>After an operation: whether it met a link that could be followed, and has to be tried again.</summary>
    public bool Again(ref FileError error)
    {
        if (error != Volume.LinkMet)
        {
            return false;
        }

        error = Follow();
        return error == FileError.None;
    }

    /// <summary>Whether the mount refuses to change what is named; finds links without touching anything.</summary>
    public FileError RefuseChange(bool followLast)
    {
        if (Mount.WriteDenial is null)
        {
            return FileError.None;
        }

        FileError error = files.Probe(Mount, Text, out _, ref Link, followLast);
        return error == FileError.None ? Refuse() : error;
    }

    /// <summary>Whether the mount refuses to make something new of that name.</summary>
    public FileError RefuseCreation(bool followLast = false)
    {
        if (Mount.WriteDenial is null)
        {
            return FileError.None;
        }

        FileError error = files.Probe(Mount, Text, out _, ref Link, followLast);
        return error switch
        {
            FileError.None => FileError.EEXIST,
            FileError.ENOENT => RefuseMissing(),
            _ => error,
        };
    }

    /// <summary>Refuses to make what is not there; where its directory is not there either, that is the reason.</summary>
    public FileError RefuseMissing()
    {
        int slash = Text.LastIndexOf('/');
        LinkStop none = default;
        return slash > 0 && !files.HasOutside && files.Probe(files.Find(Text[..slash]), Text[..slash], out _, ref none) is FileError.ENOENT
            ? FileError.ENOENT
            : Refuse();
    }

    public FileError Refuse()
    {
        Denial = Mount.WriteDenial;
        return Denial!.Error;
    }

    /// <summary>Follows the link that the volume met.</summary>
    public FileError Follow()
    {
        FileError error = Splice(Text, Mount, out string? text);
        if (error != FileError.None)
        {
            return error;
        }

        Text = text!;
        return Enter();
    }

    private FileError Enter()
    {
        if (Text.Length == 0)
        {
            return FileError.ENOENT;
        }

        if (Text.Length > 1 && Text[^1] == '/')
        {
            MustBeDirectory = true;
            Text = Text.TrimEnd('/');
            if (Text.Length == 0)
            {
                Text = "/";
            }
        }

        int at = IndexOfParent(Text);
        if (at >= 0)
        {
            FileError error = ResolveParents(at);
            if (error != FileError.None)
            {
                return error;
            }
        }

        Mount = files.Find(Text);
        return FileError.None;
    }

    // What is before ".." is resolved to a directory without links; then ".." is its parent in the text.
    private FileError ResolveParents(int at)
    {
        if (at + 3 == Text.Length)
        {
            MustBeDirectory = true;
        }

        while (at >= 0)
        {
            string before = at == 0 ? "/" : Text[..at];
            string after = Text[(at + 3)..];
            Mount mount = files.Find(before);
            FileError error = files.Probe(mount, before, out FileKind kind, ref Link);
            if (error == Volume.LinkMet)
            {
                error = Splice(before, mount, out string? text);
                if (error != FileError.None)
                {
                    return error;
                }

                Text = VirtualPath.Parse(text + "/.." + after).Text;
            }
            else if (error != FileError.None)
            {
                return error;
            }
            else if (kind != FileKind.Directory)
            {
                return FileError.ENOTDIR;
            }
            else
            {
                int slash = before.LastIndexOf('/');
                string parent = before[..slash];
                Text = parent.Length + after.Length == 0 ? "/" : parent + after;
            }

            at = IndexOfParent(Text);
        }

        if (Text.Length > 1 && Text[^1] == '/')
        {
            Text = Text.TrimEnd('/');
        }

        return FileError.None;
    }

    private FileError Splice(string text, Mount mount, out string? result)
    {
        result = null;
        string target = Link.Target ?? "";
        Link.Target = null;
        if (++linksFollowed > MaximumLinks)
        {
            return FileError.ELOOP;
        }

        if (target.Length == 0)
        {
            return FileError.ENOENT;
        }

        // Positions are in the volume's path; the virtual path ends in the same characters.
        int shift = text.Length - mount.PathInVolume(text).Length;
        int start = Link.Start + shift, end = Link.End + shift;
        if (start < 1 || end > text.Length)
        {
            // A link in the part of the volume's path that is not visible: the mounted directory itself was exchanged.
            return FileError.ENOENT;
        }

        string rest = text[end..];
        string head = target[0] == '/' ? target : string.Concat(text.AsSpan(0, start), target);
        result = VirtualPath.Parse(head + rest).Text;
        return FileError.None;
    }

    private static int IndexOfParent(string text)
    {
        int at = 0;
        while ((at = text.IndexOf("/..", at, StringComparison.Ordinal)) >= 0)
        {
            int end = at + 3;
            if (end == text.Length || text[end] == '/')
            {
                return at;
            }

            at = end;
        }

        return -1;
    }
}
