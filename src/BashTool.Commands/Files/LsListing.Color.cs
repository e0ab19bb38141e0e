namespace BashTool.Commands.Files;

internal sealed partial class LsListing
{
    private void SetNormalColor()
    {
        if (options.Colors is { } colors && colors.IsColored(LsColor.Normal))
        {
            Put(colors[LsColor.Left]);
            Put(colors[LsColor.Normal]);
            Put(colors[LsColor.Right]);
        }
    }

    private void RestoreColor()
    {
        LsColors colors = options.Colors!;
        Put(colors[LsColor.Left]);
        Put(colors[LsColor.Right]);
    }

    private void Put(string? sequence)
    {
        if (!usedColor)
        {
            usedColor = true;
            EndColor();
        }

        line.Append(sequence);
    }

    private void EndColor()
    {
        LsColors colors = options.Colors!;
        if (colors[LsColor.End] is { } end)
        {
            Put(end);
        }
        else
        {
            Put(colors[LsColor.Left]);
            Put(colors[LsColor.Reset]);
            Put(colors[LsColor.Right]);
        }
    }

    // True if something has to be ended behind the name.
    private bool StartColor(LsEntry entry, bool target)
    {
        LsColors colors = options.Colors!;
        LsColor type;
        string name = target ? entry.LinkTarget! : entry.Name;
        bool asTarget = target || (colors.LinksAsTarget && entry.LinkOk);
        bool isLink = entry.Kind == FileKind.SymbolicLink;
        FileKind kind = asTarget && isLink ? entry.TargetKind : entry.Kind;
        int permissions = asTarget && isLink ? entry.TargetPermissions : entry.File.Permissions;
        if (target && !entry.LinkOk && colors.IsColored(LsColor.Missing))
        {
            type = LsColor.Missing;
        }
        else
        {
            type = kind switch
            {
                FileKind.Regular => FileColor(colors, entry, permissions),
                FileKind.Directory => DirectoryColor(colors, permissions),
                FileKind.SymbolicLink => LsColor.Link,
                FileKind.Fifo => LsColor.Fifo,
                FileKind.Socket => LsColor.Socket,
                FileKind.BlockDevice => LsColor.BlockDevice,
                FileKind.CharacterDevice => LsColor.CharacterDevice,
                _ => LsColor.Orphan,
            };
        }

        string? sequence = type == LsColor.File ? colors.ForSuffix(name) : null;
        if (type == LsColor.Link && !entry.LinkOk && (colors.LinksAsTarget || colors.IsColored(LsColor.Orphan)))
        {
            type = LsColor.Orphan;
        }

        sequence ??= colors[type];
        if (sequence is null)
        {
            return colors.IsColored(LsColor.Normal);
        }

        if (colors.IsColored(LsColor.Normal))
        {
            RestoreColor();
        }

        Put(colors[LsColor.Left]);
        Put(sequence);
        Put(colors[LsColor.Right]);
        return true;
    }

    private static LsColor FileColor(LsColors colors, LsEntry entry, int permissions) =>
        (permissions & ModeChange.SetUser) != 0 && colors.IsColored(LsColor.SetUser) ? LsColor.SetUser
        : (permissions & ModeChange.SetGroup) != 0 && colors.IsColored(LsColor.SetGroup) ? LsColor.SetGroup
        : (permissions & 0x49) != 0 && colors.IsColored(LsColor.Executable) ? LsColor.Executable
        : entry.File.LinkCount > 1 && colors.IsColored(LsColor.ManyLinks) ? LsColor.ManyLinks
        : LsColor.File;

    private static LsColor DirectoryColor(LsColors colors, int permissions)
    {
        bool sticky = (permissions & ModeChange.Sticky) != 0, writable = (permissions & 2) != 0;
        return sticky && writable && colors.IsColored(LsColor.StickyOtherWritable) ? LsColor.StickyOtherWritable
            : writable && colors.IsColored(LsColor.OtherWritable) ? LsColor.OtherWritable
            : sticky && colors.IsColored(LsColor.Sticky) ? LsColor.Sticky
            : LsColor.Directory;
    }
}
