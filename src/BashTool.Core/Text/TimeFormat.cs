using System.Text;

namespace BashTool.Core.Text;

/// <summary>strftime in the C locale with the extensions of GNU date: padding flags, widths, <c>%N</c>, <c>%:z</c>, <c>%q</c>.</summary>
public static class TimeFormat
{
    /// <summary>What <c>date</c> prints without a format.</summary>
    public const string Default = "%a %b %e %H:%M:%S %Z %Y";

    private static readonly string[] WeekDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    public static string WeekDayName(int weekDay) => WeekDays[weekDay];

    /// <summary>The name of a month, 1 to 12.</summary>
    public static string MonthName(int month) => Months[month - 1];

    public static string Format(string format, in BrokenDownTime time)
    {
        var result = new StringBuilder(64);
        Append(result, format, time);
        return result.ToString();
    }

    public static void Append(StringBuilder result, ReadOnlySpan<char> format, in BrokenDownTime time) =>
        Append(result, format, time, upper: false, yearPad: '\0', yearWidth: -1);

    private static void Append(StringBuilder result, ReadOnlySpan<char> format, in BrokenDownTime time, bool upper, char yearPad, int yearWidth)
    {
        while (!format.IsEmpty)
        {
            int percent = format.IndexOf('%');
            if (percent < 0)
            {
                result.Append(format);
                return;
            }

            result.Append(format[..percent]);
            format = format[percent..];
            var conversion = new Conversion { Upper = upper, YearPad = yearPad, YearWidth = yearWidth };
            int length = conversion.Read(format);
            if (!conversion.Known || !Convert(result, conversion, time))
            {
                // Not a conversion: it stands for itself, and a percent sign at its end starts anew.
                if (length > 1 && format[length - 1] == '%')
                {
                    length--;
                }

                Pad(result, format[..length], conversion.Width, conversion.Pad);
            }

            format = format[length..];
        }
    }

    private static bool Convert(StringBuilder result, in Conversion c, in BrokenDownTime t)
    {
        bool e = c.Modifier == 'E', o = c.Modifier == 'O', modified = e || o;
        switch (c.Letter)
        {
            case '%':
                return !c.Decorated && Literal(result, "%", c);
            case 'n':
                return Literal(result, "\n", c);
            case 't':
                return Literal(result, "\t", c);
            case 'a':
                return !modified && Name(result, WeekDays[t.WeekDay].AsSpan(0, 3), c);
            case 'A':
                return !modified && Name(result, WeekDays[t.WeekDay], c);
            case 'b' or 'h':
                return !e && Name(result, Months[t.Month - 1].AsSpan(0, 3), c);
            case 'B':
                return !e && Name(result, Months[t.Month - 1], c);
            case 'c':
                return !o && Composite(result, "%a %b %e %H:%M:%S %Y", c, t);
            case 'C':
            {
                bool negative = t.Year < 0;
                long century = (t.Year - 1900 - (t.Year is >= 0 and < 1900 ? 99 : 0)) / 100 + 19;
                return YearNumber(result, 2, negative, negative ? -century : century, c);
            }

            case 'D':
                return !modified && Composite(result, "%m/%d/%y", c, t);
            case 'd':
                return !e && Number(result, 2, t.Day, c);
            case 'e':
                return !e && Number(result, 2, t.Day, c, '_');
            case 'F':
                return !modified && FullDate(result, c, t);
            case 'g':
            case 'G':
            case 'V':
                return !e && IsoWeek(result, c, t);
            case 'H':
                return !e && Number(result, 2, t.Hour, c);
            case 'I':
                return !e && Number(result, 2, TwelveHours(t.Hour), c);
            case 'k':
                return !e && Number(result, 2, t.Hour, c, '_');
            case 'l':
                return !e && Number(result, 2, TwelveHours(t.Hour), c, '_');
            case 'j':
                return !e && Number(result, 3, t.YearDay + 1, c);
            case 'M':
                return !e && Number(result, 2, t.Minute, c);
            case 'm':
                return !e && Number(result, 2, t.Month, c);
            case 'N':
                return !e && Nanoseconds(result, c, t.Nanoseconds);
            case 'P':
                return Text(result, t.Hour < 12 ? "am" : "pm", c, upper: false, lower: true);
            case 'p':
                return Text(result, t.Hour < 12 ? "AM" : "PM", c, !c.ChangeCase && c.Upper, c.ChangeCase);
            case 'q':
                return !modified && Number(result, 1, ((t.Month - 1) / 3) + 1, c);
            case 'R':
                return Composite(result, "%H:%M", c, t);
            case 'r':
                return Composite(result, "%I:%M:%S %p", c, t);
            case 'S':
                return !e && Number(result, 2, t.Second, c);
            case 's':
                return Number(result, 1, t.UnixSeconds, c);
            case 'T':
                return Composite(result, "%H:%M:%S", c, t);
            case 'U':
                return !e && Number(result, 2, (t.YearDay - t.WeekDay + 7) / 7, c);
            case 'u':
                return Number(result, 1, t.WeekDay == 0 ? 7 : t.WeekDay, c);
            case 'W':
                return !e && Number(result, 2, (t.YearDay - ((t.WeekDay + 6) % 7) + 7) / 7, c);
            case 'w':
                return !e && Number(result, 1, t.WeekDay, c);
            case 'X':
                return !o && Composite(result, "%H:%M:%S", c, t);
            case 'x':
                return !o && Composite(result, "%m/%d/%y", c, t);
            case 'Y':
                return !o && YearNumber(result, 4, t.Year < 0, Math.Abs(t.Year), c);
            case 'y':
                return YearNumber(result, 2, false, TwoDigits(t.Year), c);
            case 'Z':
                return Text(result, t.Zone.Abbreviation, c, !c.ChangeCase && c.Upper, c.ChangeCase);
            case 'z':
                return Offset(result, c, t.Zone);
            default:
                return false;
        }
    }

    private static int TwelveHours(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static long TwoDigits(long year)
    {
        long two = (year - 1900) % 100;
        return two >= 0 ? two : year < 0 ? -two : two + 100;
    }

    private static bool IsoWeek(StringBuilder result, in Conversion c, in BrokenDownTime t)
    {
        int adjust = 0;
        int days = IsoDays(t.YearDay, t.WeekDay);
        if (days < 0)
        {
            adjust = -1;
            days = IsoDays(t.YearDay + (BrokenDownTime.IsLeapYear(t.Year - 1) ? 366 : 365), t.WeekDay);
        }
        else
        {
            int next = IsoDays(t.YearDay - (BrokenDownTime.IsLeapYear(t.Year) ? 366 : 365), t.WeekDay);
            if (next >= 0)
            {
                adjust = 1;
                days = next;
            }
        }

        long year = t.Year + adjust;
        return c.Letter switch
        {
            'g' => YearNumber(result, 2, false, TwoDigits(year), c),
            'G' => YearNumber(result, 4, year < 0, Math.Abs(year), c),
            _ => Number(result, 2, (days / 7) + 1, c),
        };
    }

    // Days since the Monday of the year's first ISO week; negative before it.
    private static int IsoDays(int yearDay, int weekDay)
    {
        const int bigEnough = 3 * 7;
        return yearDay - ((yearDay - weekDay + 4 + bigEnough) % 7) + 4 - 1;
    }

    private static bool FullDate(StringBuilder result, in Conversion c, in BrokenDownTime t)
    {
        char pad = c.Pad;
        int width = Math.Max(0, c.Width - 6);
        if (pad == '\0' && c.Width < 0)
        {
            pad = '+';
            width = 4;
        }

        int start = result.Length;
        Append(result, "%Y-%m-%d", t, c.Upper, pad, width);
        PadBehind(result, start, c.Width, c.Pad);
        return true;
    }

    private static bool Composite(StringBuilder result, string format, in Conversion c, in BrokenDownTime t)
    {
        int start = result.Length;
        Append(result, format, t, c.Upper, c.Pad, -1);
        PadBehind(result, start, c.Width, c.Pad);
        return true;
    }

    private static bool Offset(StringBuilder result, in Conversion c, in ZoneOffset zone)
    {
        int seconds = Math.Abs(zone.Seconds);
        bool negative = zone.Seconds < 0 || (zone.Seconds == 0 && zone.Abbreviation.StartsWith('-'));
        int hours = seconds / 3600, minutes = seconds / 60 % 60;
        seconds %= 60;
        int colons = c.Colons;
        if (colons == 3)
        {
            colons = seconds != 0 ? 2 : minutes != 0 ? 1 : -1;
        }

        switch (colons)
        {
            case -1:
                Signed(result, hours.ToString("00"), 3, negative, true, c);
                return true;
            case 0:
                Signed(result, ((hours * 100) + minutes).ToString(c.Pad is '_' or '-' ? "0" : "0000"), 5, negative, true, c);
                return true;
            case 1:
                Signed(result, $"{hours.ToString(c.Pad is '_' or '-' ? "0" : "00")}:{minutes:00}", 6, negative, true, c);
                return true;
            case 2:
                Signed(result, $"{hours.ToString(c.Pad is '_' or '-' ? "0" : "00")}:{minutes:00}:{seconds:00}", 9, negative, true, c);
                return true;
            default:
                return false;
        }
    }

    private static bool Nanoseconds(StringBuilder result, in Conversion c, int nanoseconds)
    {
        int width = c.Width <= 0 ? 9 : c.Width;
        int digits = 9;
        bool trims = c.Width > 0 || c.Pad != '-';
        while (trims && (width < digits || (digits > 1 && nanoseconds % 10 == 0)))
        {
            digits--;
            nanoseconds /= 10;
        }

        Span<char> text = stackalloc char[digits];
        for (int i = digits - 1; i >= 0; i--)
        {
            text[i] = (char)('0' + (nanoseconds % 10));
            nanoseconds /= 10;
        }

        result.Append(text);
        if (c.Pad != '-' && width > digits)
        {
            result.Append(c.Pad == '_' ? ' ' : '0', width - digits);
        }

        return true;
    }

    private static bool YearNumber(StringBuilder result, int digits, bool negative, long value, Conversion c)
    {
        if (c.Pad == '\0')
        {
            c.Pad = c.YearPad;
        }

        if (c.Width < 0)
        {
            c.Width = c.YearWidth;
        }

        bool sign = c.Pad == '+' && ((digits == 2 ? 99 : 9999) < value || digits < c.Width);
        Signed(result, value.ToString(), digits, negative, sign, c);
        return true;
    }

    private static bool Number(StringBuilder result, int digits, long value, Conversion c, char pad = '\0')
    {
        if (c.Pad == '\0')
        {
            c.Pad = pad;
        }

        Signed(result, value < 0 ? ((ulong)-value).ToString() : value.ToString(), digits, value < 0, false, c);
        return true;
    }

    private static void Signed(StringBuilder result, ReadOnlySpan<char> digitsText, int digits, bool negative, bool alwaysSign, in Conversion c)
    {
        char pad = c.Pad == '\0' ? '0' : c.Pad;
        int width = c.Width < 0 ? digits : c.Width;
        char sign = negative ? '-' : alwaysSign ? '+' : '\0';
        int shortage = width - (sign == '\0' ? 0 : 1) - digitsText.Length;
        int padding = pad == '-' || shortage <= 0 ? 0 : shortage;
        if (pad == '_')
        {
            result.Append(' ', padding);
        }

        if (sign != '\0')
        {
            result.Append(sign);
        }

        if (pad != '_')
        {
            result.Append('0', padding);
        }

        result.Append(digitsText);
    }

    private static bool Name(StringBuilder result, ReadOnlySpan<char> text, in Conversion c) =>
        Text(result, text, c, c.Upper || c.ChangeCase, lower: false);

    private static bool Literal(StringBuilder result, string text, in Conversion c) => Text(result, text, c, upper: false, lower: false);

    private static bool Text(StringBuilder result, ReadOnlySpan<char> text, in Conversion c, bool upper, bool lower)
    {
        Span<char> changed = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        if (lower)
        {
            text.ToLowerInvariant(changed);
        }
        else if (upper)
        {
            text.ToUpperInvariant(changed);
        }
        else
        {
            text.CopyTo(changed);
        }

        Pad(result, changed, c.Width, c.Pad);
        return true;
    }

    private static void Pad(StringBuilder result, ReadOnlySpan<char> text, int width, char pad)
    {
        if (pad != '-' && width > text.Length)
        {
            result.Append(pad is '0' or '+' ? '0' : ' ', width - text.Length);
        }

        result.Append(text);
    }

    private static void PadBehind(StringBuilder result, int start, int width, char pad)
    {
        int missing = width - (result.Length - start);
        if (pad != '-' && missing > 0)
        {
            result.Insert(start, new string(pad is '0' or '+' ? '0' : ' ', missing));
        }
    }

    /// <summary>What stands between a percent sign and its letter.</summary>
    private struct Conversion
    {
        public char Letter;
        public char Pad;
        public char Modifier;
        public int Width;
        public int Colons;
        public bool Upper;
        public bool ChangeCase;
        public bool Decorated;
        public bool Known;
        public char YearPad;
        public int YearWidth;

        /// <summary>Reads a conversion and answers how long its text is.</summary>
        public int Read(ReadOnlySpan<char> text)
        {
            int at = 1;
            for (; at < text.Length; at++)
            {
                switch (text[at])
                {
                    case '_' or '-' or '+' or '0':
                        Pad = text[at];
                        continue;
                    case '^':
                        Upper = true;
                        continue;
                    case '#':
                        ChangeCase = true;
                        continue;
                }

                break;
            }

            Width = -1;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                Width = (int)Math.Min(100_000, (Math.Max(0, Width) * 10L) + text[at++] - '0');
            }

            if (at < text.Length && text[at] is 'E' or 'O')
            {
                Modifier = text[at++];
            }

            Decorated = at > 1;
            int colons = at;
            while (colons < text.Length && text[colons] == ':')
            {
                colons++;
            }

            if (colons > at && colons < text.Length && text[colons] == 'z')
            {
                Colons = colons - at;
                at = colons;
            }

            if (at >= text.Length)
            {
                return at;
            }

            Letter = text[at];
            Known = true;
            return at + 1;
        }
    }
}
