namespace BashTool.Core.Files;

/// <summary>A moment as files carry it: seconds since 1970 and nanoseconds within the second.</summary>
public readonly record struct UnixTime(long Seconds, int Nanoseconds) : IComparable<UnixTime>
{
    /// <summary>In SetTimes: the file system's own clock, at that moment.</summary>
    public static UnixTime FileSystemNow { get; } = new(0, 0x3fffffff);

    public bool IsFileSystemNow => Nanoseconds == 0x3fffffff;

    public static UnixTime From(DateTimeOffset time)
    {
        long ticks = time.UtcTicks - DateTime.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        return new UnixTime(seconds, (int)(rest * 100));
    }

    /// <summary>The same moment to 100 ns; clamped to the years 1 to 9999.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        long seconds = Math.Clamp(Seconds, -62135596800, 253402300799);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(seconds == Seconds ? Nanoseconds / 100 : 0);
    }

    public int CompareTo(UnixTime other)
    {
        int bySeconds = Seconds.CompareTo(other.Seconds);
        return bySeconds != 0 ? bySeconds : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    public static bool operator <(UnixTime left, UnixTime right) => left.CompareTo(right) < 0;

    public static bool operator >(UnixTime left, UnixTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(UnixTime left, UnixTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UnixTime left, UnixTime right) => left.CompareTo(right) >= 0;
}
