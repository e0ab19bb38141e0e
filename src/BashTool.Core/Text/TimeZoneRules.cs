using System.Buffers.Binary;

namespace BashTool.Core.Text;

/// <summary>What a clock on the wall adds to UTC at some moment, and what it calls that.</summary>
public readonly record struct ZoneOffset(int Seconds, bool IsDaylight, string Abbreviation);

/// <summary>
/// The rules of a time zone with the abbreviations that <c>%Z</c> prints (a <see cref="TimeZoneInfo"/> has none): from
/// a compiled zoneinfo file, from a POSIX TZ value, or from a TimeZoneInfo where the machine has nothing better.
/// </summary>
public abstract class TimeZoneRules
{
    public static TimeZoneRules Utc { get; } = new FixedZone(new ZoneOffset(0, false, "UTC"));

    /// <summary>The offset that is in force at a moment.</summary>
    public abstract ZoneOffset At(long unixSeconds);

    /// <summary>Reads a POSIX TZ value such as <c>EST5EDT,M3.2.0,M11.1.0</c>; null where it is none.</summary>
    public static TimeZoneRules? FromPosix(string text) => PosixZone.Parse(text);

    /// <summary>Reads a compiled zoneinfo file (TZif); null where it is none.</summary>
    public static TimeZoneRules? FromTzif(ReadOnlySpan<byte> file) => TzifZone.Read(file);

    /// <summary>The rules of a TimeZoneInfo, with abbreviations guessed from its names.</summary>
    public static TimeZoneRules From(TimeZoneInfo zone) => new SystemZone(zone);

    /// <summary>A zone without daylight saving time.</summary>
    public static TimeZoneRules Fixed(int seconds, string abbreviation) => new FixedZone(new ZoneOffset(seconds, false, abbreviation));

    /// <summary>
    /// The moment at which the wall clock shows <paramref name="localSeconds"/> (seconds since 1970 as if it were UTC), as
    /// mktime(3) finds it: <paramref name="isDaylight"/> is tm_isdst, negative where nobody knows. False where the clock never showed that.
    /// </summary>
    public bool TryToUnix(long localSeconds, int isDaylight, out long unixSeconds)
    {
        ZoneOffset offset = At(localSeconds);
        long first = localSeconds - offset.Seconds;
        ZoneOffset check = At(first);
        bool exists = check.Seconds == offset.Seconds;
        if (!exists)
        {
            long second = localSeconds - check.Seconds;
            ZoneOffset again = At(second);
            exists = again.Seconds == check.Seconds;

            // In a gap the clock reads as if it had not been put forward.
            first = exists ? second : Math.Max(first, second);
            check = exists ? again : At(first);
        }

        unixSeconds = first;
        if (isDaylight < 0 || check.IsDaylight == isDaylight > 0)
        {
            return exists;
        }

        // Somebody insists on the other kind of time: look for its offset in the year around.
        const long step = 7 * 86400;
        for (long distance = step; distance < 400 * 86400L; distance += step)
        {
            for (int sign = -1; sign <= 1; sign += 2)
            {
                ZoneOffset other = At(first + (sign * distance));
                if (other.IsDaylight == isDaylight > 0)
                {
                    unixSeconds = localSeconds - other.Seconds;
                    return At(unixSeconds).IsDaylight == other.IsDaylight;
                }
            }
        }

        return exists;
    }

    private sealed class FixedZone(ZoneOffset offset) : TimeZoneRules
    {
        public override ZoneOffset At(long unixSeconds) => offset;
    }

    private sealed class SystemZone(TimeZoneInfo zone) : TimeZoneRules
    {
        private static readonly Dictionary<string, (string Standard, string Daylight)> Known = new(StringComparer.Ordinal)
        {
            ["UTC"] = ("UTC", "UTC"),
            ["Coordinated Universal Time"] = ("UTC", "UTC"),
            ["GMT Standard Time"] = ("GMT", "BST"),
            ["Greenwich Standard Time"] = ("GMT", "GMT"),
            ["W. Europe Standard Time"] = ("CET", "CEST"),
            ["Central Europe Standard Time"] = ("CET", "CEST"),
            ["Central European Standard Time"] = ("CET", "CEST"),
            ["Romance Standard Time"] = ("CET", "CEST"),
            ["E. Europe Standard Time"] = ("EET", "EEST"),
            ["FLE Standard Time"] = ("EET", "EEST"),
            ["GTB Standard Time"] = ("EET", "EEST"),
            ["Russian Standard Time"] = ("MSK", "MSD"),
            ["Eastern Standard Time"] = ("EST", "EDT"),
            ["US Eastern Standard Time"] = ("EST", "EDT"),
            ["Central Standard Time"] = ("CST", "CDT"),
            ["Mountain Standard Time"] = ("MST", "MDT"),
            ["US Mountain Standard Time"] = ("MST", "MST"),
            ["Pacific Standard Time"] = ("PST", "PDT"),
            ["Alaskan Standard Time"] = ("AKST", "AKDT"),
            ["Hawaiian Standard Time"] = ("HST", "HST"),
            ["Atlantic Standard Time"] = ("AST", "ADT"),
            ["India Standard Time"] = ("IST", "IST"),
            ["China Standard Time"] = ("CST", "CST"),
            ["Tokyo Standard Time"] = ("JST", "JST"),
            ["Korea Standard Time"] = ("KST", "KST"),
            ["AUS Eastern Standard Time"] = ("AEST", "AEDT"),
            ["E. Australia Standard Time"] = ("AEST", "AEST"),
            ["New Zealand Standard Time"] = ("NZST", "NZDT"),
            ["South Africa Standard Time"] = ("SAST", "SAST"),
            ["Israel Standard Time"] = ("IST", "IDT"),
        };

        public override ZoneOffset At(long unixSeconds)
        {
            const long first = -62135596800, last = 253402300799;
            DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unixSeconds, first + 86400, last - 86400));
            int seconds = (int)zone.GetUtcOffset(moment).TotalSeconds;
            bool daylight = zone.IsDaylightSavingTime(moment);
            return new ZoneOffset(seconds, daylight, Abbreviation(daylight, seconds));
        }

        private string Abbreviation(bool daylight, int seconds)
        {
            if (Known.TryGetValue(zone.Id, out (string Standard, string Daylight) pair) || Known.TryGetValue(zone.StandardName, out pair))
            {
                return daylight ? pair.Daylight : pair.Standard;
            }

            string name = daylight ? zone.DaylightName : zone.StandardName;
            if (name.Length is >= 3 and <= 6 && !name.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            {
                return name;
            }

            int minutes = Math.Abs(seconds) / 60;
            return (seconds < 0 ? "-" : "+") + (minutes % 60 == 0 ? $"{minutes / 60:00}" : $"{minutes / 60:00}{minutes % 60:00}");
        }
    }

    private sealed class TzifZone(long[] moments, byte[] kinds, ZoneOffset[] types, TimeZoneRules? footer) : TimeZoneRules
    {
        public static TimeZoneRules? Read(ReadOnlySpan<byte> file)
        {
            if (file.Length < 44 || !file.StartsWith("TZif"u8))
            {
                return null;
            }

            int version = file[4];
            int size = 4;
            if (version >= (byte)'2')
            {
                Counts old = Counts.Read(file);
                int skip = 44 + old.DataLength(4);
                if (file.Length < skip + 44)
                {
                    return null;
                }

                file = file[skip..];
                size = 8;
            }

            Counts counts = Counts.Read(file);
            if (file.Length < 44 + counts.DataLength(size) || counts.Types == 0)
            {
                return null;
            }

            ReadOnlySpan<byte> data = file[44..];
            var moments = new long[counts.Times];
            for (int i = 0; i < moments.Length; i++)
            {
                ReadOnlySpan<byte> at = data[(i * size)..];
                moments[i] = size == 8 ? BinaryPrimitives.ReadInt64BigEndian(at) : BinaryPrimitives.ReadInt32BigEndian(at);
            }

            data = data[(counts.Times * size)..];
            byte[] kinds = data[..counts.Times].ToArray();
            data = data[counts.Times..];
            ReadOnlySpan<byte> names = data[(counts.Types * 6)..];
            var types = new ZoneOffset[counts.Types];
            for (int i = 0; i < types.Length; i++)
            {
                ReadOnlySpan<byte> type = data[(i * 6)..];
                ReadOnlySpan<byte> name = names[type[5]..counts.Characters];
                int end = name.IndexOf((byte)0);
                types[i] = new ZoneOffset(
                    BinaryPrimitives.ReadInt32BigEndian(type), type[4] != 0, EscapedUtf8.Decode(end < 0 ? name : name[..end]));
            }

            foreach (byte kind in kinds)
            {
                if (kind >= types.Length)
                {
                    return null;
                }
            }

            TimeZoneRules? footer = null;
            if (size == 8)
            {
                ReadOnlySpan<byte> rest = file[(44 + counts.DataLength(8))..].Trim((byte)'\n');
                footer = rest.IsEmpty ? null : PosixZone.Parse(EscapedUtf8.Decode(rest));
            }

            return new TzifZone(moments, kinds, types, footer);
        }

        public override ZoneOffset At(long unixSeconds)
        {
            if (moments.Length == 0 || unixSeconds >= moments[^1])
            {
                return footer?.At(unixSeconds) ?? (kinds.Length > 0 ? types[kinds[^1]] : types[0]);
            }

            int at = Array.BinarySearch(moments, unixSeconds);
            at = at < 0 ? ~at - 1 : at;
            return at < 0 ? types[0] : types[kinds[at]];
        }

        private readonly record struct Counts(int UtcFlags, int StandardFlags, int Leaps, int Times, int Types, int Characters)
        {
            public static Counts Read(ReadOnlySpan<byte> header) => new(
                BinaryPrimitives.ReadInt32BigEndian(header[20..]),
                BinaryPrimitives.ReadInt32BigEndian(header[24..]),
                BinaryPrimitives.ReadInt32BigEndian(header[28..]),
                BinaryPrimitives.ReadInt32BigEndian(header[32..]),
                BinaryPrimitives.ReadInt32BigEndian(header[36..]),
                BinaryPrimitives.ReadInt32BigEndian(header[40..]));

            public int DataLength(int size) =>
                (Times * size) + Times + (Types * 6) + Characters + (Leaps * (size + 4)) + StandardFlags + UtcFlags;
        }
    }
}
