namespace BashTool.Commands.Files;

/// <summary>The file that a line of <c>ls</c>, <c>find</c> or <c>stat</c> shows.</summary>
/// <param name="Name">The name as it was listed.</param>
/// <param name="Path">The path in the script's world.</param>
/// <param name="FullName">The path on the host; null where it has none.</param>
public sealed record FileEntry(
    string Name,
    string Path,
    string Type,
    long Size,
    string Mode,
    string Owner,
    string Group,
    DateTimeOffset LastWriteTime,
    string? LinkTarget,
    string Permissions,
    long LinkCount,
    ulong Inode,
    string? FullName)
{
    public bool IsDirectory => Type == nameof(FileKind.Directory);

    public override string ToString() => Path;

    internal static FileEntry Of(CommandContext context, string name, VirtualPath path, in FileMetadata file)
    {
        string? target = null;
        if (file.IsSymbolicLink)
        {
            try
            {
                target = context.Files.ReadLink(path);
            }
            catch (FileSystemException)
            {
                // The line shows what it can.
            }
        }

        return new FileEntry(
            name,
            path.Text,
            file.Kind.ToString(),
            file.Size,
            ModeText.Of(file.Kind, file.Permissions),
            context.System.FindUser(file.UserId)?.Name ?? file.UserId.ToString(),
            context.System.FindGroup(file.GroupId)?.Name ?? file.GroupId.ToString(),
            file.ModifyTime.ToDateTimeOffset(),
            target,
            Convert.ToString((int)file.Permissions, 8).PadLeft(4, '0'),
            (long)file.LinkCount,
            file.Inode,
            context.Files.ToHost(path.ResolveLexically())?.Text);
    }
}
