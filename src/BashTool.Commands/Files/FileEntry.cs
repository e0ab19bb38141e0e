namespace BashTool.Commands.Files;

/// <summary>The file that a line of <c>ls</c> or <c>find</c> shows.</summary>
public sealed record FileEntry(
    string Name,
    string Path,
    string Type,
    long Size,
    string Mode,
    string Owner,
    string Group,
    DateTimeOffset LastWriteTime,
    string? LinkTarget)
{
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
            target);
    }
}
