namespace BashTool.Commands.Files;

/// <summary>What a line of <c>du</c> shows.</summary>
/// <param name="Path">The path as it was reached.</param>
/// <param name="Size">Bytes: those taken on the device, or the apparent ones where they were asked for.</param>
/// <param name="Files">How many files and directories were counted.</param>
/// <param name="IsTotal">The line of <c>-c</c>.</param>
/// <param name="FullName">The path on the host; null where it has none.</param>
public sealed record DiskUsageEntry(string Path, long Size, long Files, bool IsTotal, string? FullName);
