using System.Globalization;
using System.Text;

namespace BashTool.Commands.Files;

internal sealed partial class LsListing
{
    private const int MinimumColumn = 3;

    private readonly Dictionary<uint, string> userNames = [];
    private readonly Dictionary<uint, string> groupNames = [];
    private readonly StringBuilder line = new();
    private TimeZoneRules zone = TimeZoneRules.Utc;
    private UnixTime now;
    private UnixTime halfYearAgo;
    private bool alignsQuotes;
    private bool someQuoted;
    private bool usedColor;
    private int unknownTimeWidth = -1;

    // Widths of the columns of the directory being printed.
    private int inodeWidth;
    private int blocksWidth;
    private int linksWidth;
    private int ownerWidth;
    private int groupWidth;
    private int authorWidth;
    private int sizeWidth;
    private int majorWidth;
    private int minorWidth;

    private void InitializePrinting()
    {
        bool fitsColumns = options.Format is LsFormat.Columns or LsFormat.Across && options.LineLength != 0;
        alignsQuotes = (options.Format == LsFormat.Long || fitsColumns) && options.Quoting is QuotingStyle.Shell or QuotingStyle.ShellEscape;
        if (options.Format == LsFormat.Long)
        {
            zone = context.System.ZoneRules(context.Environment.Get("TZ"));
            now = UnixTime.From(context.Clock.GetUtcNow());
            halfYearAgo = new UnixTime(now.Seconds - (31556952 / 2), now.Nanoseconds);
        }
    }

    private void FinishPrinting()
    {
        if (usedColor && options.Colors is { } colors && !(colors[LsColor.Left] == "\e[" && colors[LsColor.Right] == "m"))
        {
            RestoreColor();
        }
    }

    private void PrintHeading(PendingDirectory directory)
    {
        line.Clear();
        string shown = NameQuoting.Quote(directory.Shown, options.Quoting, ":");
        if (options.HidesControls && options.Quoting is QuotingStyle.Literal or QuotingStyle.Shell or QuotingStyle.ShellAlways)
        {
            shown = NameQuoting.HideUnprintable(shown);
        }

        if (options.Hyperlinks)
        {
            AppendHyperlink(directory.Path, shown);
        }
        else
        {
            line.Append(shown);
        }

        line.Append(":\n");
        context.Output.NextLineShows(LineObjects.Decoration);
        Emit();
    }

    private void Emit()
    {
        foreach (ReadOnlyMemory<char> chunk in line.GetChunks())
        {
            // A pair of surrogates must not be cut in two.
            if (chunk.Length == line.Length)
            {
                context.Output.Write(chunk.Span);
                line.Clear();
                return;
            }
        }

        context.Output.Write(line.ToString());
        line.Clear();
    }

    private void Quote(LsEntry entry)
    {
        if (entry.Quoted is not null)
        {
            return;
        }

        string quoted = NameQuoting.Quote(entry.Name, options.Quoting, options.Quoting == QuotingStyle.Escape ? " " : "");
        entry.HasQuotes = alignsQuotes && quoted.Length > 0 && quoted[0] is '\'' or '"' && (quoted.Length != entry.Name.Length || !ReferenceEquals(quoted, entry.Name));
        if (options.HidesControls && options.Quoting is QuotingStyle.Literal or QuotingStyle.Shell or QuotingStyle.ShellAlways)
        {
            quoted = NameQuoting.HideUnprintable(quoted);
        }

        entry.Quoted = quoted;
        entry.QuotedWidth = NameQuoting.Width(quoted);
    }

    private int Width(LsEntry entry)
    {
        Quote(entry);
        return entry.QuotedWidth + (alignsQuotes && someQuoted && !entry.HasQuotes ? 1 : 0);
    }

    private int FrilledWidth(LsEntry entry)
    {
        int width = Width(entry);
        if (options.ShowsInode)
        {
            width += 1 + (options.Format == LsFormat.Commas ? InodeText(entry).Length : inodeWidth);
        }

        if (options.ShowsBlocks)
        {
            width += 1 + (options.Format == LsFormat.Commas ? BlocksText(entry).Length : blocksWidth);
        }

        if (options.ShowsContext)
        {
            width += 2;
        }

        if (options.Indicator != LsIndicator.None && Indicator(entry.HasStat, entry.Kind, entry.File.Permissions) != '\0')
        {
            width++;
        }

        return width;
    }

    private void PrintEntries()
    {
        if (entries.Count == 0)
        {
            return;
        }

        switch (options.Format)
        {
            case LsFormat.Long:
                foreach (LsEntry entry in entries)
                {
                    SetNormalColor();
                    PrintLong(entry);
                    EndLine(entry);
                }

                break;
            case LsFormat.OneColumn:
                foreach (LsEntry entry in entries)
                {
                    PrintFrilled(entry, 0);
                    EndLine(entry);
                }

                break;
            case LsFormat.Commas:
                PrintSeparated(',');
                break;
            case LsFormat.Columns when options.LineLength == 0:
            case LsFormat.Across when options.LineLength == 0:
                PrintSeparated(' ');
                break;
            default:
                PrintColumns();
                break;
        }
    }

    private void EndLine(LsEntry entry)
    {
        if (context.Output.WantsObjects && entry.HasStat)
        {
            context.Output.NextLineShows(FileEntry.Of(context, entry.Name, entry.Path, entry.File));
        }

        line.Append(options.EndOfLine);
        Emit();
    }

    private void Measure()
    {
        inodeWidth = blocksWidth = linksWidth = ownerWidth = groupWidth = authorWidth = sizeWidth = majorWidth = minorWidth = 0;
        someQuoted = false;
        foreach (LsEntry entry in entries)
        {
            if (alignsQuotes)
            {
                Quote(entry);
                someQuoted |= entry.HasQuotes;
            }

            if (options.ShowsInode)
            {
                inodeWidth = Math.Max(inodeWidth, InodeText(entry).Length);
            }

            if (options.ShowsBlocks)
            {
                blocksWidth = Math.Max(blocksWidth, BlocksText(entry).Length);
            }

            if (options.Format != LsFormat.Long)
            {
                continue;
            }

            if (!entry.HasStat)
            {
                linksWidth = Math.Max(linksWidth, 1);
                ownerWidth = Math.Max(ownerWidth, 1);
                groupWidth = Math.Max(groupWidth, 1);
                authorWidth = Math.Max(authorWidth, 1);
                sizeWidth = Math.Max(sizeWidth, 1);
                continue;
            }

            FileMetadata file = entry.File;
            linksWidth = Math.Max(linksWidth, Digits(file.LinkCount));
            if (options.ShowsOwner)
            {
                ownerWidth = Math.Max(ownerWidth, NameQuoting.Width(UserName(file.UserId)));
            }

            if (options.ShowsGroup)
            {
                groupWidth = Math.Max(groupWidth, NameQuoting.Width(GroupName(file.GroupId)));
            }

            if (options.ShowsAuthor)
            {
                authorWidth = Math.Max(authorWidth, NameQuoting.Width(UserName(file.UserId)));
            }

            if (file.Kind is FileKind.CharacterDevice or FileKind.BlockDevice)
            {
                majorWidth = Math.Max(majorWidth, DeviceNumber.Major(file.DeviceType).ToString().Length);
                minorWidth = Math.Max(minorWidth, DeviceNumber.Minor(file.DeviceType).ToString().Length);
                sizeWidth = Math.Max(sizeWidth, majorWidth + 2 + minorWidth);
            }
            else
            {
                sizeWidth = Math.Max(sizeWidth, SizeText(file.Size).Length);
            }
        }
    }

    private string SizeText(long size) => options.FileSize is { AutoScale: false, BlockSize: 1, Suffix: false }
        ? size.ToString(CultureInfo.InvariantCulture)
        : options.FileSize.Format((ulong)Math.Max(0, size));

    private static int Digits(long value) => value.ToString(CultureInfo.InvariantCulture).Length;

    private static string InodeText(LsEntry entry) => entry.Inode == 0 && !entry.HasStat ? "?" : entry.Inode.ToString(CultureInfo.InvariantCulture);

    private string BlocksText(LsEntry entry) => entry.HasStat ? options.BlockSize.Format((ulong)entry.File.Blocks, 512) : "?";

    private string UserName(uint id)
    {
        if (!userNames.TryGetValue(id, out string? name))
        {
            name = options.NumericIds ? id.ToString(CultureInfo.InvariantCulture) : context.System.FindUser(id)?.Name ?? id.ToString(CultureInfo.InvariantCulture);
            userNames.Add(id, name);
        }

        return name;
    }

    private string GroupName(uint id)
    {
        if (!groupNames.TryGetValue(id, out string? name))
        {
            name = options.NumericIds ? id.ToString(CultureInfo.InvariantCulture) : context.System.FindGroup(id)?.Name ?? id.ToString(CultureInfo.InvariantCulture);
            groupNames.Add(id, name);
        }

        return name;
    }

    private void PrintLong(LsEntry entry)
    {
        if (options.ShowsInode)
        {
            line.Append(InodeText(entry).PadLeft(inodeWidth)).Append(' ');
        }

        if (options.ShowsBlocks)
        {
            line.Append(BlocksText(entry).PadLeft(blocksWidth)).Append(' ');
        }

        FileMetadata file = entry.File;
        if (entry.HasStat)
        {
            line.Append(ModeText.Of(file.Kind, file.Permissions));
        }
        else
        {
            line.Append(ModeText.TypeLetter(entry.Kind)).Append('?', 9);
        }

        line.Append(' ').Append((entry.HasStat ? file.LinkCount.ToString(CultureInfo.InvariantCulture) : "?").PadLeft(linksWidth)).Append(' ');
        if (options.ShowsOwner)
        {
            AppendOwner(entry.HasStat ? UserName(file.UserId) : "?", ownerWidth, entry.HasStat);
        }

        if (options.ShowsGroup)
        {
            AppendOwner(entry.HasStat ? GroupName(file.GroupId) : "?", groupWidth, entry.HasStat);
        }

        if (options.ShowsAuthor)
        {
            AppendOwner(entry.HasStat ? UserName(file.UserId) : "?", authorWidth, entry.HasStat);
        }

        if (options.ShowsContext)
        {
            line.Append("? ");
        }

        // ls writes what it has so far when it comes to owners, and counts its columns from there.
        int counted = options.ShowsOwner || options.ShowsGroup || options.ShowsAuthor || options.ShowsContext ? line.Length : 0;
        if (entry.HasStat && file.Kind is FileKind.CharacterDevice or FileKind.BlockDevice)
        {
            int blanks = sizeWidth - (majorWidth + 2 + minorWidth);
            line.Append(DeviceNumber.Major(file.DeviceType).ToString().PadLeft(majorWidth + Math.Max(0, blanks))).Append(", ");
            line.Append(DeviceNumber.Minor(file.DeviceType).ToString().PadLeft(minorWidth)).Append(' ');
        }
        else
        {
            line.Append((entry.HasStat ? SizeText(file.Size) : "?").PadLeft(sizeWidth)).Append(' ');
        }

        AppendTime(entry);
        int start = line.Length - counted;
        PrintName(entry, false, start);
        if (entry.Kind == FileKind.SymbolicLink)
        {
            if (entry.LinkTarget is not null)
            {
                line.Append(" -> ");
                PrintName(entry, true, start + entry.QuotedWidth + 4);
                if (options.Indicator != LsIndicator.None)
                {
                    AppendIndicator(true, entry.TargetKind, entry.TargetPermissions);
                }
            }
        }
        else if (options.Indicator != LsIndicator.None)
        {
            AppendIndicator(entry.HasStat, entry.Kind, file.Permissions);
        }
    }

    private void AppendOwner(string name, int width, bool isName)
    {
        // Numbers stand right, names left.
        bool number = options.NumericIds || (isName && name.Length > 0 && char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExceptInRange('0', '9'));
        int pad = Math.Max(0, width - NameQuoting.Width(name));
        if (number && isName)
        {
            line.Append(' ', pad).Append(name).Append(' ');
        }
        else
        {
            line.Append(name).Append(' ', pad).Append(' ');
        }
    }

    private void AppendTime(LsEntry entry)
    {
        FileMetadata file = entry.File;
        UnixTime? time = !entry.HasStat ? null : options.Time switch
        {
            LsTime.Access => file.AccessTime,
            LsTime.Change => file.ChangeTime,
            LsTime.Birth => file.BirthTime,
            _ => file.ModifyTime,
        };
        if (time is not { } moment)
        {
            if (unknownTimeWidth < 0)
            {
                var epoch = new BrokenDownTime(0, 0, zone);
                unknownTimeWidth = TimeFormat.Format(options.OldFormat, epoch).Length;
            }

            line.Append(' ', Math.Max(0, unknownTimeWidth - 1)).Append("? ");
            return;
        }

        if (moment > now)
        {
            now = UnixTime.From(context.Clock.GetUtcNow());
            halfYearAgo = new UnixTime(now.Seconds - (31556952 / 2), now.Nanoseconds);
        }

        bool recent = moment > halfYearAgo && moment <= now;
        TimeFormat.Append(line, recent ? options.RecentFormat : options.OldFormat, new BrokenDownTime(moment.Seconds, moment.Nanoseconds, zone));
        line.Append(' ');
    }

    private void PrintFrilled(LsEntry entry, int startColumn)
    {
        SetNormalColor();
        if (options.ShowsInode)
        {
            line.Append(InodeText(entry).PadLeft(options.Format == LsFormat.Commas ? 0 : inodeWidth)).Append(' ');
        }

        if (options.ShowsBlocks)
        {
            line.Append(BlocksText(entry).PadLeft(options.Format == LsFormat.Commas ? 0 : blocksWidth)).Append(' ');
        }

        if (options.ShowsContext)
        {
            line.Append("? ");
        }

        PrintName(entry, false, startColumn);
        if (options.Indicator != LsIndicator.None)
        {
            AppendIndicator(entry.HasStat, entry.Kind, entry.File.Permissions);
        }
    }

    private void PrintName(LsEntry entry, bool target, int startColumn)
    {
        string shown;
        int width;
        bool pad = false;
        if (target)
        {
            shown = NameQuoting.Quote(entry.LinkTarget!, options.Quoting, options.Quoting == QuotingStyle.Escape ? " " : "");
            shown = options.HidesControls && options.Quoting is QuotingStyle.Literal or QuotingStyle.Shell or QuotingStyle.ShellAlways ? NameQuoting.HideUnprintable(shown) : shown;
            width = shown.Length;
        }
        else
        {
            Quote(entry);
            shown = entry.Quoted!;
            pad = alignsQuotes && someQuoted && !entry.HasQuotes;
            width = shown.Length;
        }

        bool colored = options.Colors is not null && StartColor(entry, target);
        if (pad)
        {
            line.Append(' ');
        }

        if (options.Hyperlinks)
        {
            AppendHyperlink(entry.Path, shown);
        }
        else
        {
            line.Append(shown);
        }

        if (colored)
        {
            EndColor();
            if (options.LineLength > 0 && width > 0 && startColumn / options.LineLength != (startColumn + width - 1) / options.LineLength)
            {
                line.Append(options.Colors![LsColor.ClearToEnd]);
            }
        }
    }

    private void AppendHyperlink(VirtualPath path, string shown)
    {
        string absolute;
        try
        {
            absolute = context.Files.RealPath(path, RealPathMode.AnyMayBeMissing).Text;
        }
        catch (FileSystemException)
        {
            line.Append(shown);
            return;
        }

        line.Append("\e]8;;file://");
        AppendUri(context.System.HostName);
        AppendUri(absolute);
        line.Append('\a').Append(shown).Append("\e]8;;\a");
    }

    private void AppendUri(string text)
    {
        foreach (byte value in EscapedUtf8.Encode(text))
        {
            char c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || c is '~' or '-' or '.' or '_' or '/')
            {
                line.Append(c);
            }
            else
            {
                line.Append('%').Append(value.ToString("x2", CultureInfo.InvariantCulture));
            }
        }
    }

    private char Indicator(bool hasStat, FileKind kind, int permissions)
    {
        if (kind == FileKind.Regular)
        {
            return options.Indicator == LsIndicator.Classify && hasStat && (permissions & 0x49) != 0 ? '*' : '\0';
        }

        if (kind == FileKind.Directory)
        {
            return '/';
        }

        return options.Indicator == LsIndicator.Slash ? '\0' : kind switch
        {
            FileKind.SymbolicLink => '@',
            FileKind.Fifo => '|',
            FileKind.Socket => '=',
            _ => '\0',
        };
    }

    private void AppendIndicator(bool hasStat, FileKind kind, int permissions)
    {
        char indicator = Indicator(hasStat, kind, permissions);
        if (indicator != '\0')
        {
            line.Append(indicator);
        }
    }

    private void PrintSeparated(char separator)
    {
        int at = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            int width = options.LineLength == 0 ? 0 : FrilledWidth(entries[i]);
            if (i > 0)
            {
                line.Append(separator);
                if (options.LineLength == 0 || at + width + 2 < options.LineLength)
                {
                    at += 2;
                    line.Append(' ');
                }
                else
                {
                    at = 0;
                    line.Append(options.EndOfLine);
                    Emit();
                }
            }

            PrintFrilled(entries[i], at);
            at += width;
        }

        line.Append(options.EndOfLine);
        Emit();
    }

    private void PrintColumns()
    {
        int count = entries.Count;
        if (count == 0)
        {
            return;
        }

        bool down = options.Format == LsFormat.Columns;
        int[] widths = new int[count];
        for (int i = 0; i < count; i++)
        {
            widths[i] = FrilledWidth(entries[i]);
        }

        int most = (options.LineLength / MinimumColumn) + (options.LineLength % MinimumColumn != 0 ? 1 : 0);
        int columns = Math.Clamp(most, 1, count);
        int[] columnWidths;
        while (!Fits(widths, columns, down, out columnWidths) && columns > 1)
        {
            columns--;
        }

        int rows = (count / columns) + (count % columns != 0 ? 1 : 0);
        for (int row = 0; row < rows; row++)
        {
            int at = 0;
            for (int column = 0; column < columns; column++)
            {
                int index = down ? row + (column * rows) : (row * columns) + column;
                if (index >= count)
                {
                    break;
                }

                PrintFrilled(entries[index], at);
                int next = down ? index + rows : index + 1;
                if (next >= count || (!down && column == columns - 1))
                {
                    break;
                }

                Indent(at + widths[index], at + columnWidths[column]);
                at += columnWidths[column];
            }

            line.Append(options.EndOfLine);
            Emit();
        }
    }

    private bool Fits(int[] widths, int columns, bool down, out int[] columnWidths)
    {
        columnWidths = new int[columns];
        Array.Fill(columnWidths, MinimumColumn);
        int total = columns * MinimumColumn;
        int rows = (widths.Length + columns - 1) / columns;
        for (int i = 0; i < widths.Length; i++)
        {
            int column = down ? i / rows : i % columns;
            int needed = widths[i] + (column == columns - 1 ? 0 : 2);
            if (columnWidths[column] < needed)
            {
                total += needed - columnWidths[column];
                columnWidths[column] = needed;
                if (total >= options.LineLength)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void Indent(int from, int to)
    {
        while (from < to)
        {
            if (options.TabSize != 0 && to / options.TabSize > (from + 1) / options.TabSize)
            {
                line.Append('\t');
                from += options.TabSize - (from % options.TabSize);
            }
            else
            {
                line.Append(' ');
                from++;
            }
        }
    }
}
