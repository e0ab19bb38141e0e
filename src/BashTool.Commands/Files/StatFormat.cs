using System.Globalization;
using System.Text;

namespace BashTool.Commands.Files;

/// <summary>The formats of <c>stat -c</c> and <c>--printf</c>.</summary>
internal sealed class StatFormat(CommandContext context, bool escapes)
{
    public const string Terse = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o";
    public const string TerseFileSystem = "%n %i %l %t %s %S %b %f %a %c %d";

    public const string VerboseFileSystem =
        "  File: \"%n\"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\nBlocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n";

    private readonly StringBuilder result = new();
    private readonly TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
    private bool failed;

    private delegate bool Directive(string flags, int precision, char modifier, char letter);

    /// <summary>True while the default format is used: it shows names as they are.</summary>
    public bool PlainNames { get; set; }

    public static string Verbose(FileKind kind)
    {
        string device = kind is FileKind.CharacterDevice or FileKind.BlockDevice
            ? "Device: %Hd,%Ld\tInode: %-10i  Links: %-5h Device type: %Hr,%Lr\n"
            : "Device: %Hd,%Ld\tInode: %-10i  Links: %h\n";
        return "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n" + device
            + "Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n";
    }

    /// <summary>Prints a file; false if something could not be told.</summary>
    public bool Print(string format, bool newline, string name, VirtualPath path, FileMetadata file)
    {
        failed = false;
        Expand(format, (flags, precision, modifier, letter) => File(flags, precision, modifier, letter, name, path, file));
        Emit(newline, ShowsObjects ? () => FileEntry.Of(context, name, path, file) : null);
        return !failed;
    }

    /// <summary>Whether the format is the command's own, so that the lines stand for objects.</summary>
    public bool ShowsObjects { get; init; }

    /// <summary>Prints a file system.</summary>
    public bool Print(string format, bool newline, string name, FileSystemStatistics system)
    {
        failed = false;
        Expand(format, (flags, precision, _, letter) => FileSystem(flags, precision, letter, name, system));
        Emit(newline, ShowsObjects ? () => FileSystemUsage.Of(system) : null);
        return !failed;
    }

    private void Emit(bool newline, Func<object>? shown = null)
    {
        if (newline && !escapes)
        {
            result.Append('\n');
        }

        if (shown is not null && context.Output.WantsObjects)
        {
            context.Output.WriteShowing(shown(), result.ToString());
        }
        else
        {
            context.Output.Write(result.ToString());
        }

        result.Clear();
    }

    private void Expand(string format, Directive directive)
    {
        for (int i = 0; i < format.Length; i++)
        {
            char c = format[i];
            if (c == '%')
            {
                int start = i++;
                while (i < format.Length && "'-+ #0I".Contains(format[i]))
                {
                    i++;
                }

                while (i < format.Length && char.IsAsciiDigit(format[i]))
                {
                    i++;
                }

                int precision = -1;
                if (i < format.Length && format[i] == '.')
                {
                    precision = 0;
                    int digits = ++i;
                    while (i < format.Length && char.IsAsciiDigit(format[i]))
                    {
                        precision = Math.Min(1000, (precision * 10) + format[i++] - '0');
                    }

                    precision = i == digits ? -2 : precision;
                }

                string flags = format[(start + 1)..i];
                int point = flags.IndexOf('.');
                flags = point < 0 ? flags : flags[..point];
                char modifier = '\0';
                if (i + 1 < format.Length && format[i] is 'H' or 'L' && format[i + 1] is 'd' or 'r')
                {
                    modifier = format[i++];
                }

                if (i >= format.Length || format[i] == '%')
                {
                    if (i - start > 1)
                    {
                        throw new CommandException($"{LocaleQuoting.Quote(format[start..Math.Min(i + 1, format.Length)])}: invalid directive");
                    }

                    result.Append('%');
                    continue;
                }

                if (!directive(flags, precision, modifier, format[i]))
                {
                    result.Append('?');
                }
            }
            else if (c == '\\' && escapes)
            {
                i = Escape(format, i);
            }
            else
            {
                result.Append(c);
            }
        }
    }

    private int Escape(string format, int at)
    {
        if (++at == format.Length)
        {
            context.Complain("warning: backslash at end of format");
            result.Append('\\');
            return at;
        }

        char c = format[at];
        switch (c)
        {
            case >= '0' and <= '7':
            {
                int value = 0, digits = 0;
                for (; digits < 3 && at < format.Length && format[at] is >= '0' and <= '7'; digits++)
                {
                    value = (value * 8) + format[at++] - '0';
                }

                AppendByte(value);
                return at - 1;
            }

            case 'x' when at + 1 < format.Length && char.IsAsciiHexDigit(format[at + 1]):
            {
                int value = 0;
                at++;
                for (int digits = 0; digits < 2 && at < format.Length && char.IsAsciiHexDigit(format[at]); digits++)
                {
                    value = (value * 16) + Convert.ToInt32(format[at++].ToString(), 16);
                }

                AppendByte(value);
                return at - 1;
            }

            default:
                int known = "abefnrtv\"\\".IndexOf(c);
                if (known < 0)
                {
                    context.Complain($"warning: unrecognized escape '\\{c}'");
                    result.Append(c);
                }
                else
                {
                    result.Append("\a\b\e\f\n\r\t\v\"\\"[known]);
                }

                return at;
        }
    }

    private void AppendByte(int value)
    {
        value &= 0xFF;
        result.Append(value < 0x80 ? (char)value : EscapedUtf8.Escape((byte)value));
    }

    private bool File(string flags, int precision, char modifier, char letter, string name, VirtualPath path, in FileMetadata file)
    {
        switch (letter)
        {
            case 'n':
                return Text(flags, precision, name);
            case 'N':
                return Text(flags, precision, QuotedName(name, path, file));
            case 'd':
                return Unsigned(flags, precision, modifier == 'H' ? DeviceNumber.Major(file.Device) : modifier == 'L' ? DeviceNumber.Minor(file.Device) : file.Device);
            case 'D':
                return Hex(flags, precision, file.Device);
            case 'i':
                return Unsigned(flags, precision, file.Inode);
            case 'a':
                return Octal(flags, precision, file.Permissions & 0xFFF);
            case 'A':
                return Text(flags, precision, ModeText.Of(file.Kind, file.Permissions));
            case 'f':
                return Hex(flags, precision, (ulong)file.Mode);
            case 'F':
                return Text(flags, precision, ModeText.KindName(file));
            case 'h':
                return Unsigned(flags, precision, (ulong)file.LinkCount);
            case 'u':
                return Unsigned(flags, precision, file.UserId);
            case 'U':
                return Text(flags, precision, context.System.FindUser(file.UserId)?.Name ?? "UNKNOWN");
            case 'g':
                return Unsigned(flags, precision, file.GroupId);
            case 'G':
                return Text(flags, precision, context.System.FindGroup(file.GroupId)?.Name ?? "UNKNOWN");
            case 'm':
                return Text(flags, precision, MountPoint(path, file.IsSymbolicLink));
            case 's':
                return Signed(flags, precision, file.Size);
            case 'r':
                return Unsigned(flags, precision, modifier == 'H' ? DeviceNumber.Major(file.DeviceType) : modifier == 'L' ? DeviceNumber.Minor(file.DeviceType) : file.DeviceType);
            case 'R':
                return Hex(flags, precision, file.DeviceType);
            case 't':
                return Hex(flags, precision, DeviceNumber.Major(file.DeviceType));
            case 'T':
                return Hex(flags, precision, DeviceNumber.Minor(file.DeviceType));
            case 'B':
                return Unsigned(flags, precision, 512);
            case 'b':
                return Unsigned(flags, precision, (ulong)file.Blocks);
            case 'o':
                return Unsigned(flags, precision, (ulong)file.BlockSize);
            case 'w':
                return file.BirthTime is { } birth ? Time(flags, precision, birth) : Text(flags, precision, "-");
            case 'W':
                return Seconds(flags, precision, file.BirthTime ?? default);
            case 'x':
                return Time(flags, precision, file.AccessTime);
            case 'X':
                return Seconds(flags, precision, file.AccessTime);
            case 'y':
                return Time(flags, precision, file.ModifyTime);
            case 'Y':
                return Seconds(flags, precision, file.ModifyTime);
            case 'z':
                return Time(flags, precision, file.ChangeTime);
            case 'Z':
                return Seconds(flags, precision, file.ChangeTime);
            case 'C':
                context.Complain($"failed to get security context of {GnuQuoting.Always(name)}: No data available");
                failed = true;
                return Text(flags, precision, "?");
            default:
                return false;
        }
    }

    private bool FileSystem(string flags, int precision, char letter, string name, in FileSystemStatistics system)
    {
        switch (letter)
        {
            case 'n':
                return Text(flags, precision, name);
            case 'i':
                return Hex(flags, precision, FileSystemKind.Identifier(system));
            case 'l':
                return Unsigned(flags, precision, 255);
            case 't':
                return Hex(flags, precision, FileSystemKind.Magic(system.Type));
            case 'T':
                return Text(flags, precision, FileSystemKind.Name(system.Type));
            case 'b':
                return Signed(flags, precision, system.TotalBlocks);
            case 'f':
                return Signed(flags, precision, system.FreeBlocks);
            case 'a':
                return Signed(flags, precision, system.AvailableBlocks);
            case 's' or 'S':
                return Unsigned(flags, precision, (ulong)system.BlockSize);
            case 'c':
                return Unsigned(flags, precision, (ulong)system.TotalInodes);
            case 'd':
                return Signed(flags, precision, system.FreeInodes);
            default:
                return false;
        }
    }

    private string QuotedName(string name, VirtualPath path, in FileMetadata file)
    {
        QuotingStyle style = PlainNames ? QuotingStyle.Literal : context.Environment.Get("QUOTING_STYLE") switch
        {
            "literal" => QuotingStyle.Literal,
            "shell" => QuotingStyle.Shell,
            "shell-always" => QuotingStyle.ShellAlways,
            "shell-escape" => QuotingStyle.ShellEscape,
            "c" => QuotingStyle.C,
            "escape" => QuotingStyle.Escape,
            "locale" or "clocale" => QuotingStyle.Locale,
            _ => QuotingStyle.ShellEscapeAlways,
        };
        string quoted = NameQuoting.Quote(name, style);
        if (file.IsSymbolicLink)
        {
            try
            {
                return $"{quoted} -> {NameQuoting.Quote(context.Files.ReadLink(path), style)}";
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot read symbolic link {GnuQuoting.Always(name)}: {problem.Description}");
                failed = true;
            }
        }

        return quoted;
    }

    private string MountPoint(VirtualPath path, bool isLink)
    {
        try
        {
            return context.Files.GetStatistics(isLink ? path.WithoutTrailingSlash.Parent : path).MountPoint.Text;
        }
        catch (FileSystemException)
        {
            failed = true;
            return "?";
        }
    }

    private bool Time(string flags, int precision, UnixTime time) =>
        Text(flags, precision, TimeFormat.Format("%Y-%m-%d %H:%M:%S.%N %z", new BrokenDownTime(time.Seconds, time.Nanoseconds, zone)));

    private bool Seconds(string flags, int precision, UnixTime time)
    {
        if (precision == -1)
        {
            return Signed(flags, -1, time.Seconds);
        }

        int places = precision == -2 ? 9 : precision;
        if (places == 0)
        {
            return Signed(flags, -1, time.Seconds);
        }

        string fraction = time.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture);
        fraction = places <= 9 ? fraction[..places] : fraction.PadRight(places, '0');
        return Pad(flags, time.Seconds.ToString(CultureInfo.InvariantCulture) + "." + fraction, numeric: true);
    }

    private bool Text(string flags, int precision, string text) =>
        Pad(flags, precision >= 0 && precision < text.Length ? text[..precision] : precision == -2 ? "" : text, numeric: false);

    private bool Signed(string flags, int precision, long value)
    {
        string sign = value < 0 ? "-" : flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";
        return Number(flags, precision, sign, (value < 0 ? (ulong)-value : (ulong)value).ToString(CultureInfo.InvariantCulture));
    }

    private bool Unsigned(string flags, int precision, ulong value) => Number(flags, precision, "", value.ToString(CultureInfo.InvariantCulture));

    private bool Hex(string flags, int precision, ulong value) =>
        Number(flags, precision, flags.Contains('#') && value != 0 ? "0x" : "", value.ToString("x", CultureInfo.InvariantCulture));

    private bool Octal(string flags, int precision, int value)
    {
        string digits = Convert.ToString(value, 8);
        return Number(flags, precision, "", flags.Contains('#') && value != 0 ? "0" + digits : digits);
    }

    private bool Number(string flags, int precision, string prefix, string digits)
    {
        if (precision > digits.Length)
        {
            digits = digits.PadLeft(precision, '0');
        }

        (int width, bool left, bool zero) = Width(flags);
        if (zero && !left && precision < 0 && width > prefix.Length + digits.Length)
        {
            digits = digits.PadLeft(width - prefix.Length, '0');
        }

        return Pad(flags, prefix + digits, numeric: true);
    }

    private bool Pad(string flags, string text, bool numeric)
    {
        (int width, bool left, bool zero) = Width(flags);
        int missing = width - NameQuoting.Width(text);
        if (missing <= 0 || left)
        {
            result.Append(text).Append(' ', Math.Max(0, missing));
        }
        else
        {
            result.Append(zero && numeric && text.Contains('.') ? '0' : ' ', missing).Append(text);
        }

        return true;
    }

    private static (int Width, bool Left, bool Zero) Width(string flags)
    {
        int at = 0;
        bool left = false, zero = false;
        while (at < flags.Length && !(flags[at] is >= '1' and <= '9'))
        {
            left |= flags[at] == '-';
            zero |= flags[at] == '0';
            at++;
        }

        return (int.TryParse(flags.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out int width) ? Math.Min(width, 100_000) : 0, left, zero);
    }
}
