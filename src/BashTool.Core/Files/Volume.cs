namespace BashTool.Core.Files;

/// <summary>
/// A tree of files that can be mounted. Paths are relative to its root, without leading or trailing slash and without
/// <c>.</c> and <c>..</c>; empty is the root. No operation follows a symbolic link: where one has to be followed, it
/// returns <see cref="LinkMet"/> and says where in <see cref="LinkStop"/>.
/// </summary>
public abstract class Volume
{
    /// <summary>Not an error: a link has to be followed first.</summary>
    public const FileError LinkMet = (FileError)(-1);

    /// <summary>A name for the whole, for <c>df</c>.</summary>
    public virtual string Source => "bashtool";

    /// <summary>Where the host has the root; null where it has it nowhere.</summary>
    public virtual HostPath? HostRoot => null;

    /// <summary>Whether Stat and the reading operations let the host follow links (everything is readable anyway).</summary>
    public virtual bool FollowsLinksItself => false;

    /// <summary>How names compare here, as far as the mount table has to know.</summary>
    public virtual StringComparison NameComparison => StringComparison.Ordinal;

    /// <summary>What is there; never follows a link, whatever <see cref="FollowsLinksItself"/> says.</summary>
    public abstract FileError Probe(ReadOnlySpan<char> path, bool followLast, out FileKind kind, ref LinkStop link);

    public abstract FileError Stat(ReadOnlySpan<char> path, bool followLast, out FileMetadata metadata, ref LinkStop link);

    public abstract FileError Open(
        ReadOnlySpan<char> path, OpenMode mode, int permissions, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle, ref LinkStop link);

    public abstract FileError List(ReadOnlySpan<char> path, out IEnumerable<DirectoryEntry>? entries, ref LinkStop link);

    public abstract FileError CreateDirectory(ReadOnlySpan<char> path, int permissions, ref LinkStop link);

    public abstract FileError RemoveDirectory(ReadOnlySpan<char> path, ref LinkStop link);

    public abstract FileError RemoveFile(ReadOnlySpan<char> path, ref LinkStop link);

    public abstract FileError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, bool replace, ref LinkStop link);

    public abstract FileError CreateHardLink(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLast, ref LinkStop link);

    public abstract FileError CreateSymbolicLink(string target, ReadOnlySpan<char> path, ref LinkStop link);

    public abstract FileError ReadLink(ReadOnlySpan<char> path, out string? target, ref LinkStop link);

    public abstract FileError SetMode(ReadOnlySpan<char> path, int permissions, bool followLast, ref LinkStop link);

    public abstract FileError SetTimes(ReadOnlySpan<char> path, UnixTime? access, UnixTime? modify, bool followLast, ref LinkStop link);

    public abstract FileError SetOwner(ReadOnlySpan<char> path, uint? userId, uint? groupId, bool followLast, ref LinkStop link);

    public abstract FileError CreateFifo(ReadOnlySpan<char> path, int permissions, ref LinkStop link);

    public abstract FileError Access(ReadOnlySpan<char> path, FileAccessRights rights, ref LinkStop link);

    public abstract FileError GetStatistics(ReadOnlySpan<char> path, out FileSystemStatistics statistics, ref LinkStop link);

    public virtual void Sync()
    {
    }

    /// <summary>Lets go of the host's directory; the volume is not used after.</summary>
    public virtual void Close()
    {
    }
}
