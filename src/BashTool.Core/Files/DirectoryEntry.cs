namespace BashTool.Core.Files;

/// <summary>
/// One entry of a directory, as reading the directory gives it. Everything else is a Stat of
/// <c>directory.Combine(entry.Name)</c>, made only by who needs it.
/// </summary>
public readonly record struct DirectoryEntry(string Name, FileKind Kind, ulong Inode);
