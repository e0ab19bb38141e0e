namespace BashTool.Core.Files;

/// <summary>A file system that is in memory and nowhere else; <c>/tmp</c> and <c>/dev</c> are for the caller to make.</summary>
public sealed class MemoryFileSystem(TimeProvider? clock = null, long capacity = long.MaxValue)
    : MountedFileSystem(new MemoryVolume(clock, capacity));
