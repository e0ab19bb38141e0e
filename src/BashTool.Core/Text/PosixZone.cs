namespace BashTool.Core.Text;

/// <summary>A time zone as a POSIX TZ value describes it: two names, two offsets, and the rules of changing.</summary>
internal sealed class PosixZone : TimeZoneRules
{
    private ZoneOffset standard;
    private ZoneOffset? daylight;
    private Rule start;
    private Rule end;

    public static PosixZone? Parse(string text)
    {
        var zone = new PosixZone();
        int at = 0;
        if (!ReadName(text, ref at, out string name) || !ReadOffset(text, ref at, 24, out int offset))
        {
            return null;
        }

        zone.standard = new ZoneOffset(-offset, false, name);
        if (at == text.Length)
        {
            return zone;
        }

        if (!ReadName(text, ref at, out name))
        {
            return at == text.Length ? zone : null;
        }

        int daylightOffset = -offset + 3600;
        if (at < text.Length && text[at] != ',')
        {
            if (!ReadOffset(text, ref at, 24, out int given))
            {
                return null;
            }

            daylightOffset = -given;
        }

        zone.daylight = new ZoneOffset(daylightOffset, true, name);
        if (at == text.Length)
        {
            // What glibc takes where the rules are left out.
            zone.start = new Rule(RuleKind.Week, 3, 2, 0, 7200);
            zone.end = new Rule(RuleKind.Week, 11, 1, 0, 7200);
            return zone;
        }

        return ReadRule(text, ref at, out zone.start) && ReadRule(text, ref at, out zone.end) && at == text.Length ? zone : null;
    }

    /// <summary>The name at the start of a TZ value that is no rule: what glibc prints for a zone it does not know.</summary>
    public static string LeadingName(string text)
    {
        int at = 0;
        return ReadName(text, ref at, out string name) ? name : "";
    }

    public override ZoneOffset At(long unixSeconds)
    {
        if (daylight is not { } summer)
        {
            return standard;
        }

        long year = BrokenDownTime.YearOf(unixSeconds + standard.Seconds);
        if (year < 1970)
        {
            // glibc knows no rules before.
            return standard;
        }

        long from = start.In(year) - standard.Seconds;
        long to = end.In(year) - summer.Seconds;
        bool inSummer = from < to ? unixSeconds >= from && unixSeconds < to : unixSeconds >= from || unixSeconds < to;
        return inSummer ? summer : standard;
    }

    private static bool ReadName(string text, ref int at, out string name)
    {
        int from = at;
        if (at < text.Length && text[at] == '<')
        {
            int close = text.IndexOf('>', at);
            name = close < 0 ? "" : text[(at + 1)..close];
            at = close + 1;
            return close >= 0 && name.Length >= 3;
        }

        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        name = text[from..at];
        return name.Length >= 3;
    }

    private static bool ReadOffset(string text, ref int at, int mostHours, out int seconds)
    {
        int sign = 1;
        if (at < text.Length && text[at] is '+' or '-')
        {
            sign = text[at++] == '-' ? -1 : 1;
        }

        seconds = 0;
        int unit = 3600;
        for (int part = 0; part < 3; part++)
        {
            int from = at;
            int value = 0;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && at - from < 3)
            {
                value = (value * 10) + text[at++] - '0';
            }

            if (at == from || value > (part == 0 ? mostHours : 59))
            {
                return false;
            }

            seconds += value * unit;
            unit /= 60;
            if (at >= text.Length || text[at] != ':')
            {
                break;
            }

            at++;
        }

        seconds *= sign;
        return true;
    }

    private static bool ReadRule(string text, ref int at, out Rule rule)
    {
        rule = default;
        if (at >= text.Length || text[at++] != ',' || at >= text.Length)
        {
            return false;
        }

        RuleKind kind;
        int a, b = 0, c = 0;
        if (text[at] == 'M')
        {
            at++;
            kind = RuleKind.Week;
            if (!ReadNumber(text, ref at, out a) || !Skip(text, ref at, '.') || !ReadNumber(text, ref at, out b)
                || !Skip(text, ref at, '.') || !ReadNumber(text, ref at, out c) || a is < 1 or > 12 || b is < 1 or > 5 || c > 6)
            {
                return false;
            }
        }
        else
        {
            kind = text[at] == 'J' ? RuleKind.JulianWithoutLeapDay : RuleKind.DayOfYear;
            at += text[at] == 'J' ? 1 : 0;
            if (!ReadNumber(text, ref at, out a) || a > 365)
            {
                return false;
            }
        }

        int time = 7200;
        if (at < text.Length && text[at] == '/')
        {
            at++;
            if (!ReadOffset(text, ref at, 167, out time))
            {
                return false;
            }
        }

        rule = new Rule(kind, a, b, c, time);
        return true;
    }

    private static bool Skip(string text, ref int at, char expected) => at < text.Length && text[at++] == expected;

    private static bool ReadNumber(string text, ref int at, out int value)
    {
        int from = at;
        value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - from < 4)
        {
            value = (value * 10) + text[at++] - '0';
        }

        return at > from;
    }

    private enum RuleKind
    {
        Week,
        JulianWithoutLeapDay,
        DayOfYear,
    }

    private readonly record struct Rule(RuleKind Kind, int A, int B, int C, int Time)
    {
        /// <summary>The wall clock time of the change in a year, as seconds since 1970.</summary>
        public long In(long year)
        {
            long day;
            switch (Kind)
            {
                case RuleKind.JulianWithoutLeapDay:
                    day = BrokenDownTime.DaysFromCivil(year, 1, 1) + A - 1 + (A >= 60 && BrokenDownTime.IsLeapYear(year) ? 1 : 0);
                    break;
                case RuleKind.DayOfYear:
                    day = BrokenDownTime.DaysFromCivil(year, 1, 1) + A;
                    break;
                default:
                    long first = BrokenDownTime.DaysFromCivil(year, A, 1);
                    int weekDay = BrokenDownTime.WeekDayOf(first);
                    day = first + ((C - weekDay + 7) % 7) + ((B - 1) * 7);
                    if (day >= first + BrokenDownTime.DaysInMonth(year, A))
                    {
                        day -= 7;
                    }

                    break;
            }

            return (day * 86400) + Time;
        }
    }
}
