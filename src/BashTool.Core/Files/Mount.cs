namespace BashTool.Core.Files;

/// <summary>One row of the mount table: this volume, or a directory in it, is seen at that virtual path.</summary>
public sealed class Mount
{
    private readonly StringComparison comparison;

    public Mount(VirtualPath at, Volume volume, string directory = "", AccessDenial? writeDenial = null, bool isFallback = false)
    {
        comparison = volume.NameComparison;
        At = at.WithoutTrailingSlash;
        Volume = volume;
        Directory = directory.Trim('/');
        WriteDenial = writeDenial;
        IsFallback = isFallback;
        Prefix = At.IsRoot ? "/" : At.Text + "/";
        IsIdentity = "/" + Directory == At.Text;
    }

    public VirtualPath At { get; }

    public Volume Volume { get; }

    /// <summary>The directory of the volume that is mounted; empty for its root.</summary>
    public string Directory { get; }

    /// <summary>Why nothing may be written; null where it may.</summary>
    public AccessDenial? WriteDenial { get; }

    /// <summary>Whether it only adds names that the mount underneath has not.</summary>
    public bool IsFallback { get; }

    internal string Prefix { get; }

    /// <summary>Whether virtual paths are the volume's own paths, so that nothing has to be rewritten.</summary>
    internal bool IsIdentity { get; }

    internal bool Covers(string text)
        => text.Length >= Prefix.Length
            ? text.StartsWith(Prefix, comparison)
            : text.Length == Prefix.Length - 1 && Prefix.StartsWith(text, comparison);

    /// <summary>The path inside the volume. The text must be covered.</summary>
    internal ReadOnlySpan<char> PathInVolume(string text)
    {
        if (IsIdentity)
        {
            return text.AsSpan(1);
        }

        ReadOnlySpan<char> rest = text.Length < Prefix.Length ? default : text.AsSpan(Prefix.Length);
        return Directory.Length == 0 ? rest : rest.Length == 0 ? Directory : string.Concat(Directory, "/", rest);
    }
}
