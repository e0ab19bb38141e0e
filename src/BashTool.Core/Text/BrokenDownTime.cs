namespace BashTool.Core.Text;

/// <summary>A moment as a calendar and a wall clock show it (struct tm), for any year that fits 64 bits.</summary>
public readonly record struct BrokenDownTime
{
    public const int SecondsPerDay = 86400;

    public BrokenDownTime(long unixSeconds, int nanoseconds, TimeZoneRules zone)
    {
        UnixSeconds = unixSeconds;
        Nanoseconds = nanoseconds;
        Zone = zone.At(unixSeconds);
        long local = unixSeconds + Zone.Seconds;
        long days = FloorDivide(local, SecondsPerDay);
        int rest = (int)(local - (days * SecondsPerDay));
        Hour = rest / 3600;
        Minute = rest / 60 % 60;
        Second = rest % 60;
        (Year, Month, Day) = CivilFromDays(days);
        WeekDay = WeekDayOf(days);
        YearDay = (int)(days - DaysFromCivil(Year, 1, 1));
    }

    public long UnixSeconds { get; }

    public int Nanoseconds { get; }

    public ZoneOffset Zone { get; }

    public long Year { get; }

    /// <summary>1 to 12.</summary>
    public int Month { get; }

    public int Day { get; }

    public int Hour { get; }

    public int Minute { get; }

    public int Second { get; }

    /// <summary>0 is Sunday.</summary>
    public int WeekDay { get; }

    /// <summary>0 is 1 January.</summary>
    public int YearDay { get; }

    public static bool IsLeapYear(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => IsLeapYear(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>0 is Sunday.</summary>
    public static int WeekDayOf(long days)
    {
        int day = (int)((days + 4) % 7);
        return day < 0 ? day + 7 : day;
    }

    /// <summary>Days since 1970-01-01 of a date in the Gregorian calendar, extended both ways. The day may be any number.</summary>
    public static long DaysFromCivil(long year, int month, long day)
    {
        year -= month <= 2 ? 1 : 0;
        long era = FloorDivide(year, 400);
        long yearOfEra = year - (era * 400);
        long dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146097) + dayOfEra - 719468 + day - 1;
    }

    public static (long Year, int Month, int Day) CivilFromDays(long days)
    {
        days += 719468;
        long era = FloorDivide(days, 146097);
        long dayOfEra = days - (era * 146097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int shifted = (int)(((5 * dayOfYear) + 2) / 153);
        int day = (int)(dayOfYear - (((153 * shifted) + 2) / 5)) + 1;
        int month = shifted + (shifted < 10 ? 3 : -9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    internal static long YearOf(long localSeconds) => CivilFromDays(FloorDivide(localSeconds, SecondsPerDay)).Year;

    internal static long FloorDivide(long value, long divisor)
    {
        long quotient = Math.DivRem(value, divisor, out long rest);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
