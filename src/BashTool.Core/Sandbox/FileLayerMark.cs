using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A moment of a sandbox's files.</summary>
public sealed class FileLayerMark
{
    internal FileLayerMark(FileLayers owner, int generation, IReadOnlyList<Volume> views)
    {
        Owner = owner;
        Generation = generation;
        Views = views;
    }

    /// <summary>Whether nothing was committed since.</summary>
    public bool IsValid => Owner.Generation == Generation;

    internal FileLayers Owner { get; }

    internal int Generation { get; }

    /// <summary>What each volume looked like.</summary>
    internal IReadOnlyList<Volume> Views { get; }
}
