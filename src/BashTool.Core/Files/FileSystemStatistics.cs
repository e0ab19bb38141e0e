namespace BashTool.Core.Files;

/// <summary>What <c>df</c> shows of the file system a path is on.</summary>
public readonly record struct FileSystemStatistics(
    string Source,
    string Type,
    VirtualPath MountPoint,
    long BlockSize,
    long TotalBlocks,
    long FreeBlocks,
    long AvailableBlocks,
    long TotalInodes,
    long FreeInodes);
