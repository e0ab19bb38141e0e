namespace BashTool.Core.Files;

/// <summary>How something differs from before.</summary>
public enum DifferenceKind
{
    Added,
    Removed,

    /// <summary>Other content, or something else of that name.</summary>
    Modified,

    /// <summary>The content is the same; mode, owner or time are not.</summary>
    MetadataChanged,
}
