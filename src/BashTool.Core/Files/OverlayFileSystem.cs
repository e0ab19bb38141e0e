namespace BashTool.Core.Files;

/// <summary>A file system whose changes go to a volume of their own; what is below stays as it is.</summary>
/// <param name="lower">What is seen first.</param>
/// <param name="upper">Where changes go; null: to memory.</param>
public sealed class OverlayFileSystem(Volume lower, Volume? upper = null)
    : MountedFileSystem(new OverlayVolume(lower, upper ?? new MemoryVolume()));
