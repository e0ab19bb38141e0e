using static BashTool.Core.Text.DateTokenKind;

namespace BashTool.Core.Text;

/// <summary>
/// Reads dates the way <c>date -d</c> does: absolute and relative items in any order, <c>3 days ago</c>,
/// <c>next friday 10:00</c>, <c>2024-02-29T12:00:00Z</c>, <c>@1700000000</c>, <c>TZ="Europe/Paris" noon</c>.
/// </summary>
public sealed class DateParser
{
    private readonly List<DateToken> tokens;
    private int at;

    private int dates;
    private int days;
    private int times;
    private int zones;
    private int localZones;
    private int daylightMarks;
    private bool relatives;

    private long year;
    private int yearDigits;
    private long month;
    private long day;
    private long hour;
    private long minutes;
    private long seconds;
    private int nanoseconds;
    private int meridian = 24;
    private long dayOrdinal;
    private int dayNumber;
    private int zone;
    private int localDaylight;
    private Relative relative;

    private DateParser(List<DateToken> tokens) => this.tokens = tokens;

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">What relative items count from.</param>
    /// <param name="rules">The local time zone.</param>
    /// <param name="findZone">Finds the zone of a <c>TZ="..."</c> in front.</param>
    /// <param name="result">Seconds since 1970 and nanoseconds.</param>
    public static bool TryParse(
        string text,
        (long Seconds, int Nanoseconds) now,
        TimeZoneRules rules,
        Func<string, TimeZoneRules>? findZone,
        out (long Seconds, int Nanoseconds) result)
    {
        result = default;
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        if (rest.StartsWith("TZ=\"") && !ReadZone(ref rest, ref rules, findZone))
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            rest = "0";
        }

        var local = new BrokenDownTime(now.Seconds, now.Nanoseconds, rules);
        var parser = new DateParser(DateTokens.Read(rest, LocalNames(now.Seconds, rules)))
        {
            year = local.Year,
            month = local.Month,
            day = local.Day,
            hour = local.Hour,
            minutes = local.Minute,
            seconds = local.Second,
            nanoseconds = now.Nanoseconds,
        };
        try
        {
            return parser.Parse(local, rules, out result);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool ReadZone(ref ReadOnlySpan<char> text, ref TimeZoneRules rules, Func<string, TimeZoneRules>? findZone)
    {
        var name = new System.Text.StringBuilder();
        for (int i = 4; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                rules = findZone?.Invoke(name.ToString()) ?? rules;
                text = text[(i + 1)..].TrimStart(" \t\n\v\f\r");
                return true;
            }

            if (text[i] == '\\' && (++i == text.Length || text[i] is not ('\\' or '"')))
            {
                break;
            }

            name.Append(text[i]);
        }

        return false;
    }

    // The zone's names now and in the other half of the year.
    private static List<ZoneOffset> LocalNames(long now, TimeZoneRules rules)
    {
        var names = new List<ZoneOffset> { rules.At(now) };
        for (int quarter = 1; quarter <= 3; quarter++)
        {
            ZoneOffset other = rules.At(now + (quarter * 90 * 86400L));
            if (other.IsDaylight != names[0].IsDaylight)
            {
                names.Add(other);
                break;
            }
        }

        return names;
    }

    private DateToken Current => tokens[at];

    private DateToken Next => tokens[Math.Min(at + 1, tokens.Count - 1)];

    private DateToken AfterNext => tokens[Math.Min(at + 2, tokens.Count - 1)];

    private bool Parse(in BrokenDownTime now, TimeZoneRules rules, out (long Seconds, int Nanoseconds) result)
    {
        result = default;
        if (IsCharacter(Current, '@'))
        {
            at++;
            result = (Current.Value, Current.Nanoseconds);
            return Current.Kind is Unsigned or Signed or UnsignedDecimal or SignedDecimal && Next.Kind == End;
        }

        while (Current.Kind != End)
        {
            if (!Item())
            {
                return false;
            }
        }

        return times <= 1 && dates <= 1 && days <= 1 && daylightMarks <= 1 && localZones + zones <= 1 && Compute(now, rules, out result);
    }

    private static bool IsCharacter(DateToken token, char c) => token.Kind == Character && token.Value == c;

    private static bool IsUnit(DateTokenKind kind) => kind is YearUnit or MonthUnit or DayUnit or HourUnit or MinuteUnit or SecondUnit;

    private bool Item()
    {
        switch (Current.Kind)
        {
            case Unsigned:
                return UnsignedItem();
            case Signed when IsUnit(Next.Kind):
            case Ordinal when IsUnit(Next.Kind):
                at++;
                return RelativeUnit(tokens[at - 1].Value, 0);
            case SignedDecimal or UnsignedDecimal when Next.Kind == SecondUnit:
                at++;
                return RelativeUnit(tokens[at - 1].Value, tokens[at - 1].Nanoseconds);
            case YearUnit or MonthUnit or DayUnit or HourUnit or MinuteUnit or SecondUnit:
                return RelativeUnit(1, 0);
            case DayShift:
                relative.Days = checked(relative.Days + Current.Value);
                relatives = true;
                at++;
                return true;
            case Ordinal when Next.Kind == Day:
                dayOrdinal = Current.Value;
                dayNumber = (int)Next.Value;
                days++;
                at += 2;
                return true;
            case Day:
                dayOrdinal = 0;
                dayNumber = (int)Current.Value;
                days++;
                at += IsCharacter(Next, ',') ? 2 : 1;
                return true;
            case Month:
                return MonthItem();
            case LocalZone:
                localDaylight = (int)Current.Value;
                localZones++;
                at++;
                if (Current.Kind == DaylightMark)
                {
                    localDaylight = 1;
                    daylightMarks++;
                    at++;
                }

                return true;
            case Zone or DaylightZone or LetterT:
                return ZoneItem();
            default:
                return false;
        }
    }

    private bool UnsignedItem()
    {
        DateToken number = Current;
        switch (Next.Kind)
        {
            case Character when IsCharacter(Next, ':'):
            case Meridian:
                return Time();
            case Character when IsCharacter(Next, '/'):
                return SlashDate();
            case Month:
                day = number.Value;
                month = Next.Value;
                dates++;
                at += 2;
                if (Current.Kind is Unsigned or Signed)
                {
                    SetYear(Current, negate: Current.Kind == Signed);
                    at++;
                }

                return true;
            case Day:
                dayOrdinal = number.Value;
                dayNumber = (int)Next.Value;
                days++;
                at += 2;
                return true;
            case Signed when AfterNext.Kind == Signed:
                SetYear(number, negate: false);
                month = -Next.Value;
                day = -AfterNext.Value;
                dates++;
                at += 3;
                if (Current.Kind == LetterT)
                {
                    at++;
                    return Current.Kind == Unsigned && (IsCharacter(Next, ':') || Next.Kind == Signed) && Time(meridianAllowed: false);
                }

                return true;
            case Signed when IsUnit(AfterNext.Kind):
                DigitsToDateOrTime(number);
                at += 2;
                return RelativeUnit(tokens[at - 1].Value, 0, agoAllowed: false);
            case Signed:
                return Time();
            default:
                if (IsUnit(Next.Kind))
                {
                    at++;
                    return RelativeUnit(number.Value, 0);
                }

                DigitsToDateOrTime(number);
                at++;
                return true;
        }
    }

    private bool RelativeUnit(long count, int nanos, bool agoAllowed = true)
    {
        DateToken unit = Current;
        at++;
        int factor = 1;
        if (agoAllowed && Current.Kind == Ago)
        {
            factor = (int)Current.Value;
            at++;
        }

        checked
        {
            long amount = count * factor;
            switch (unit.Kind)
            {
                case YearUnit:
                    relative.Years += amount;
                    break;
                case MonthUnit:
                    relative.Months += amount;
                    break;
                case DayUnit:
                    relative.Days += amount * unit.Value;
                    break;
                case HourUnit:
                    relative.Hours += amount;
                    break;
                case MinuteUnit:
                    relative.Minutes += amount;
                    break;
                default:
                    relative.Seconds += amount;
                    relative.Nanoseconds += (long)nanos * factor;
                    break;
            }
        }

        relatives = true;
        return true;
    }

    private bool MonthItem()
    {
        month = Current.Value;
        dates++;
        if (Next.Kind == Unsigned)
        {
            day = Next.Value;
            at += 2;
            if (IsCharacter(Current, ','))
            {
                at++;
                if (Current.Kind != Unsigned)
                {
                    return false;
                }

                SetYear(Current, negate: false);
                at++;
            }

            return true;
        }

        if (Next.Kind == Signed && AfterNext.Kind == Signed)
        {
            day = -Next.Value;
            SetYear(AfterNext, negate: true);
            at += 3;
            return true;
        }

        return false;
    }

    private bool SlashDate()
    {
        DateToken first = Current;
        at += 2;
        DateToken second = Current;
        if (second.Kind != Unsigned)
        {
            return false;
        }

        dates++;
        at++;
        if (!IsCharacter(Current, '/'))
        {
            month = first.Value;
            day = second.Value;
            return true;
        }

        at++;
        if (Current.Kind != Unsigned)
        {
            return false;
        }

        if (first.Digits >= 4)
        {
            SetYear(first, negate: false);
            month = second.Value;
            day = Current.Value;
        }
        else
        {
            month = first.Value;
            day = second.Value;
            SetYear(Current, negate: false);
        }

        at++;
        return true;
    }

    private bool ZoneItem()
    {
        DateToken token = Current;
        zones++;
        at++;
        zone = token.Kind switch
        {
            LetterT => -7 * 3600,
            DaylightZone => (int)token.Value + 3600,
            _ => (int)token.Value,
        };
        if (token.Kind == Zone && Current.Kind == DaylightMark)
        {
            zone += 3600;
            at++;
        }
        else if (token.Kind != DaylightZone && Current.Kind == Signed)
        {
            if (IsUnit(Next.Kind))
            {
                at++;
                return RelativeUnit(tokens[at - 1].Value, 0, agoAllowed: false);
            }

            int own = zone;
            if (token.Kind == LetterT || !ZoneOffsetItem())
            {
                return false;
            }

            zone += own;
        }

        return true;
    }

    // +hh, +hhmm or +hh:mm
    private bool ZoneOffsetItem()
    {
        DateToken offset = Current;
        at++;
        long value = offset.Value;
        long total;
        if (IsCharacter(Current, ':'))
        {
            if (Next.Kind != Unsigned)
            {
                return false;
            }

            total = checked((value * 60) + (offset.Negative ? -Next.Value : Next.Value));
            at += 2;
        }
        else
        {
            value = offset.Digits <= 2 ? checked(value * 100) : value;
            total = (value / 100 * 60) + (value % 100);
        }

        if (Math.Abs(total) > 24 * 60)
        {
            return false;
        }

        zone = (int)total * 60;
        return true;
    }

    private bool Time(bool meridianAllowed = true)
    {
        times++;
        hour = Current.Value;
        minutes = 0;
        seconds = 0;
        nanoseconds = 0;
        meridian = 24;
        at++;
        if (IsCharacter(Current, ':'))
        {
            if (Next.Kind != Unsigned)
            {
                return false;
            }

            minutes = Next.Value;
            at += 2;
            if (IsCharacter(Current, ':'))
            {
                if (Next.Kind is not (Unsigned or UnsignedDecimal))
                {
                    return false;
                }

                seconds = Next.Value;
                nanoseconds = Next.Nanoseconds;
                at += 2;
            }
        }

        if (meridianAllowed && Current.Kind == Meridian)
        {
            meridian = (int)Current.Value;
            at++;
            return true;
        }

        if (Current.Kind == Signed)
        {
            zones++;
            return ZoneOffsetItem();
        }

        return true;
    }

    private void SetYear(DateToken token, bool negate)
    {
        year = negate ? checked(-token.Value) : token.Value;
        yearDigits = token.Digits;
        if (yearDigits == 2 && year >= 0)
        {
            year += year < 69 ? 2000 : 1900;
        }
    }

    // A bare number is a year, a date or a time of day, by what was seen before and how long it is.
    private void DigitsToDateOrTime(DateToken number)
    {
        if (dates > 0 && yearDigits == 0 && !relatives && (times > 0 || number.Digits > 2))
        {
            SetYear(number, negate: false);
            return;
        }

        if (number.Digits > 4)
        {
            dates++;
            day = number.Value % 100;
            month = number.Value / 100 % 100;
            SetYear(new DateToken(Unsigned, number.Value / 10000, number.Digits - 4), negate: false);
            return;
        }

        times++;
        hour = number.Digits <= 2 ? number.Value : number.Value / 100;
        minutes = number.Digits <= 2 ? 0 : number.Value % 100;
        seconds = 0;
        nanoseconds = 0;
        meridian = 24;
    }

    private bool Compute(in BrokenDownTime now, TimeZoneRules rules, out (long Seconds, int Nanoseconds) result)
    {
        result = default;
        bool absolute = dates + days + times > 0;
        if (times > 0 || (relatives && dates == 0 && days == 0))
        {
            long h = meridian switch
            {
                0 => hour is > 0 and < 12 ? hour : hour == 12 ? 0 : -1,
                1 => hour is > 0 and < 12 ? hour + 12 : hour == 12 ? 12 : -1,
                _ => hour is >= 0 and < 24 ? hour : -1,
            };
            if (h < 0)
            {
                return false;
            }

            hour = h;
        }
        else
        {
            hour = minutes = seconds = 0;
            nanoseconds = 0;
        }

        int daylight = localZones > 0 ? localDaylight : absolute ? -1 : now.Zone.IsDaylight ? 1 : 0;
        if (month is < 1 or > 12 || day < 1 || Math.Abs(year) > int.MaxValue + 1900L || day > BrokenDownTime.DaysInMonth(year, (int)month)
            || minutes > 59 || seconds > 59)
        {
            return false;
        }

        long ofDay = (hour * 3600) + (minutes * 60) + seconds;
        long date = BrokenDownTime.DaysFromCivil(year, (int)month, day);
        bool exists = rules.TryToUnix((date * 86400) + ofDay, daylight, out long start);
        if (!exists && zones == 0)
        {
            return false;
        }

        if (zones == 0)
        {
            // The clock as it shows the moment that was found.
            var shown = new BrokenDownTime(start, 0, rules);
            if (localZones > 0 && (shown.Zone.IsDaylight ? 1 : 0) != localDaylight)
            {
                return false;
            }
        }

        if (days > 0 && dates == 0)
        {
            int weekDay = BrokenDownTime.WeekDayOf(date);
            date = checked(date + ((dayNumber - weekDay + 7) % 7) + (7 * (dayOrdinal - (dayOrdinal > 0 && weekDay != dayNumber ? 1 : 0))));
            daylight = -1;
            rules.TryToUnix(checked((date * 86400) + ofDay), daylight, out start);
        }

        if (relative.Years != 0 || relative.Months != 0 || relative.Days != 0)
        {
            (long y, int m, int d) = BrokenDownTime.CivilFromDays(date);
            checked
            {
                y += relative.Years;
                long months = m - 1 + relative.Months;
                y += BrokenDownTime.FloorDivide(months, 12);
                m = (int)(months - (BrokenDownTime.FloorDivide(months, 12) * 12)) + 1;
                if (Math.Abs(y) > int.MaxValue + 1900L)
                {
                    return false;
                }

                date = BrokenDownTime.DaysFromCivil(y, m, d + relative.Days);
                if (Math.Abs(BrokenDownTime.CivilFromDays(date).Year) > int.MaxValue + 1900L)
                {
                    return false;
                }

                rules.TryToUnix((date * 86400) + ofDay, daylight, out start);
            }
        }

        if (zones > 0)
        {
            start = checked((date * 86400) + ofDay - zone);
        }

        checked
        {
            long nanos = nanoseconds + relative.Nanoseconds;
            long carry = BrokenDownTime.FloorDivide(nanos, 1_000_000_000);
            start += carry + (relative.Hours * 3600) + (relative.Minutes * 60) + relative.Seconds;
            result = (start, (int)(nanos - (carry * 1_000_000_000)));
        }

        return true;
    }

    private struct Relative
    {
        public long Years;
        public long Months;
        public long Days;
        public long Hours;
        public long Minutes;
        public long Seconds;
        public long Nanoseconds;
    }
}
