using System.Globalization;

namespace BashTool.Commands.Find;

/// <summary>The format of <c>-printf</c>: text, backslash escapes and directives, taken apart once.</summary>
internal sealed class FindFormat
{
    private readonly FindRun run;
    private readonly List<Action<FindEntry, ByteWriter>> pieces = [];
    private readonly TimeZoneRules zone;
    private bool stops;

    public FindFormat(FindRun run, string format)
    {
        this.run = run;
        zone = run.Context.System.ZoneRules(run.Context.Environment.Get("TZ"));
        Parse(format);
    }

    public void Write(FindEntry entry, ByteWriter output)
    {
        foreach (Action<FindEntry, ByteWriter> piece in pieces)
        {
            piece(entry, output);
        }

        if (stops)
        {
            output.FlushThrough();
        }
    }

    private void Parse(string format)
    {
        var text = new global::System.Text.StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\' && i + 1 < format.Length)
            {
                i++;
                if (format[i] == 'c')
                {
                    stops = true;
                    break;
                }

                if (format[i] is >= '0' and <= '7')
                {
                    int value = 0;
                    int digits = 0;
                    for (; digits < 3 && i < format.Length && format[i] is >= '0' and <= '7'; digits++)
                    {
                        value = (value * 8) + format[i++] - '0';
                    }

                    i--;
                    text.Append(EscapedUtf8.Decode([(byte)value]));
                    continue;
                }

                int known = "abfnrtv\\".IndexOf(format[i], StringComparison.Ordinal);
                if (known >= 0)
                {
                    text.Append("\a\b\f\n\r\t\v\\"[known]);
                }
                else
                {
                    run.Context.Complain($"warning: unrecognized escape `\\{format[i]}'");
                    text.Append('\\').Append(format[i]);
                }

                continue;
            }

            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text.Append('%');
                i++;
                continue;
            }

            Flush(text);
            i = Directive(format, i);
        }

        Flush(text);
    }

    private void Flush(global::System.Text.StringBuilder text)
    {
        if (text.Length > 0)
        {
            byte[] bytes = EscapedUtf8.Encode(text.ToString());
            pieces.Add((_, output) => output.Write(bytes));
            text.Clear();
        }
    }

    private int Directive(string format, int start)
    {
        int i = start + 1;
        bool left = false;
        bool zero = false;
        bool plus = false;
        for (; i < format.Length && format[i] is '-' or '0' or '+' or ' ' or '#'; i++)
        {
            left |= format[i] == '-';
            zero |= format[i] == '0';
            plus |= format[i] == '#';
        }

        int width = 0;
        for (; i < format.Length && char.IsAsciiDigit(format[i]); i++)
        {
            width = (width * 10) + format[i] - '0';
        }

        int precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            precision = 0;
            for (i++; i < format.Length && char.IsAsciiDigit(format[i]); i++)
            {
                precision = (precision * 10) + format[i] - '0';
            }
        }

        if (i >= format.Length)
        {
            throw new CommandException($"error: {(start + 1 == format.Length ? "% at end of format string" : $"unrecognized format directive `{format[start..]}'")}");
        }

        char letter = format[i];
        char time = '\0';
        if (letter is 'A' or 'B' or 'C' or 'T')
        {
            if (i + 1 >= format.Length)
            {
                throw new CommandException($"error: %{letter} at end of format string");
            }

            time = format[++i];
        }

        Func<FindEntry, string>? value = Value(letter, time, plus);
        if (value is null)
        {
            run.Context.Complain($"warning: unrecognized format directive `%{letter}'");
            string raw = format[start..(i + 1)];
            pieces.Add((_, output) => output.Write(raw));
            return i;
        }

        // As in the real one only depth and permissions are numbers to printf.
        bool number = letter is 'd' or 'm';
        pieces.Add((entry, output) =>
        {
            string text = value(entry);
            if (precision >= 0)
            {
                text = number ? text.PadLeft(precision, '0') : text.Length > precision ? text[..precision] : text;
            }

            output.Write(left ? text.PadRight(width) : zero && number ? text.PadLeft(width, '0') : text.PadLeft(width));
        });
        return i;
    }

    private Func<FindEntry, string>? Value(char letter, char time, bool plus)
    {
        CommandContext context = run.Context;
        return letter switch
        {
            'p' => static e => e.Path,
            'P' => static e => e.Path.Length > e.StartingPoint.Length ? e.Path[e.StartingPoint.Length..].TrimStart('/') : "",
            'H' => static e => e.StartingPoint,
            'f' => static e => e.Depth == 0 && e.Path.Length > 1 && e.Path.EndsWith('/') ? e.Name + (e.Path.Length > 1 ? "/" : "") : e.Name,
            'h' => DirectoryOf,
            'd' => static e => e.Depth.ToString(CultureInfo.InvariantCulture),
            'D' => static e => e.Metadata.Device.ToString(CultureInfo.InvariantCulture),
            'F' => e => FindRun.FileSystemType(context, e),
            'g' => e => context.System.FindGroup(e.Metadata.GroupId)?.Name ?? e.Metadata.GroupId.ToString(CultureInfo.InvariantCulture),
            'G' => static e => e.Metadata.GroupId.ToString(CultureInfo.InvariantCulture),
            'u' => e => context.System.FindUser(e.Metadata.UserId)?.Name ?? e.Metadata.UserId.ToString(CultureInfo.InvariantCulture),
            'U' => static e => e.Metadata.UserId.ToString(CultureInfo.InvariantCulture),
            'i' => static e => e.Metadata.Inode.ToString(CultureInfo.InvariantCulture),
            'k' => static e => ((e.Metadata.Blocks + 1) / 2).ToString(CultureInfo.InvariantCulture),
            'b' => static e => e.Metadata.Blocks.ToString(CultureInfo.InvariantCulture),
            'l' => e => e.Kind == FileKind.SymbolicLink ? context.Files.ReadLink(e.Location) : "",
            'm' => e => (plus ? "0" : "") + Convert.ToString(e.Metadata.Permissions, 8),
            'M' => static e => Files.ModeText.Of(e.Metadata.Kind, e.Metadata.Permissions),
            'n' => static e => e.Metadata.LinkCount.ToString(CultureInfo.InvariantCulture),
            's' => static e => e.Metadata.Size.ToString(CultureInfo.InvariantCulture),
            'S' => static e => (e.Metadata.Size == 0 ? 1 : 512.0 * e.Metadata.Blocks / e.Metadata.Size).ToString("G6", CultureInfo.InvariantCulture),
            'y' => static e => TypeLetter(e.Kind),
            'Y' => e => context.Files.TryStat(e.Location, followLinks: true, out FileMetadata target) switch
            {
                FileError.None => TypeLetter(target.Kind),
                FileError.ENOENT or FileError.ENOTDIR => "N",
                FileError.ELOOP => "L",
                _ => "?",
            },
            'Z' => static _ => "",
            't' => e => Time(e.Metadata.ModifyTime, '\0'),
            'a' => e => Time(e.Metadata.AccessTime, '\0'),
            'c' => e => Time(e.Metadata.ChangeTime, '\0'),
            'T' => e => Time(e.Metadata.ModifyTime, time),
            'A' => e => Time(e.Metadata.AccessTime, time),
            'C' => e => Time(e.Metadata.ChangeTime, time),
            'B' => e => e.Metadata.BirthTime is { } birth ? Time(birth, time) : "",
            _ => null,
        };
    }

    private static string DirectoryOf(FindEntry entry)
    {
        ReadOnlySpan<char> trimmed = entry.Path.AsSpan().TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash < 0 ? (trimmed.IsEmpty ? "" : trimmed.Length < entry.Path.Length ? trimmed.ToString() : ".") : trimmed[..slash].ToString();
    }

    private static string TypeLetter(FileKind kind) => kind switch
    {
        FileKind.Regular => "f",
        FileKind.Directory => "d",
        FileKind.SymbolicLink => "l",
        FileKind.Fifo => "p",
        FileKind.Socket => "s",
        FileKind.BlockDevice => "b",
        FileKind.CharacterDevice => "c",
        _ => "U",
    };

    private string Time(UnixTime time, char format)
    {
        var moment = new BrokenDownTime(time.Seconds, time.Nanoseconds, zone);
        string fraction = $".{time.Nanoseconds:D9}0";
        return format switch
        {
            '\0' => TimeFormat.Format("%a %b %e %H:%M:%S", moment) + fraction + TimeFormat.Format(" %Y", moment),
            '@' => time.Seconds.ToString(CultureInfo.InvariantCulture) + fraction,
            'S' => TimeFormat.Format("%S", moment) + fraction,
            'T' or 'X' => TimeFormat.Format("%H:%M:%S", moment) + fraction,
            '+' => TimeFormat.Format("%Y-%m-%d+%H:%M:%S", moment) + fraction,
            _ => TimeFormat.Format("%" + format, moment),
        };
    }
}
