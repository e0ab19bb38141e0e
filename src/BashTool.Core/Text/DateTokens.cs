namespace BashTool.Core.Text;

/// <summary>The kinds of word and number in a date as <c>date -d</c> reads it.</summary>
internal enum DateTokenKind
{
    End,
    Invalid,

    /// <summary>Any other character; <see cref="DateToken.Value"/> says which.</summary>
    Character,
    Unsigned,
    Signed,
    UnsignedDecimal,
    SignedDecimal,
    Meridian,
    Month,
    Day,
    Zone,
    DaylightZone,
    LocalZone,
    DaylightMark,
    YearUnit,
    MonthUnit,
    DayUnit,
    HourUnit,
    MinuteUnit,
    SecondUnit,
    Ordinal,
    DayShift,
    Ago,

    /// <summary>The letter T, between date and time or as a military zone.</summary>
    LetterT,
}

/// <summary>A word, number or character of a date, with the number of digits as they decide what a number means.</summary>
internal readonly record struct DateToken(DateTokenKind Kind, long Value = 0, int Digits = 0, bool Negative = false, int Nanoseconds = 0);

/// <summary>Cuts a date into tokens.</summary>
internal static class DateTokens
{
    private const int Hour = 3600;

    private static readonly Dictionary<string, DateToken> MonthsAndDays = Table(
        DateTokenKind.Month,
        [
            ("JANUARY", 1), ("FEBRUARY", 2), ("MARCH", 3), ("APRIL", 4), ("MAY", 5), ("JUNE", 6), ("JULY", 7), ("AUGUST", 8),
            ("SEPTEMBER", 9), ("SEPT", 9), ("OCTOBER", 10), ("NOVEMBER", 11), ("DECEMBER", 12),
        ],
        Table(
            DateTokenKind.Day,
            [
                ("SUNDAY", 0), ("MONDAY", 1), ("TUESDAY", 2), ("TUES", 2), ("WEDNESDAY", 3), ("WEDNES", 3), ("THURSDAY", 4),
                ("THUR", 4), ("THURS", 4), ("FRIDAY", 5), ("SATURDAY", 6),
            ]));

    private static readonly Dictionary<string, DateToken> Zones = Table(
        DateTokenKind.Zone,
        [
            ("GMT", 0), ("UT", 0), ("UTC", 0), ("WET", 0), ("ART", -3 * Hour), ("BRT", -3 * Hour), ("NST", -(3 * Hour) - 1800),
            ("AST", -4 * Hour), ("CLT", -4 * Hour), ("EST", -5 * Hour), ("CST", -6 * Hour), ("MST", -7 * Hour), ("PST", -8 * Hour),
            ("AKST", -9 * Hour), ("HST", -10 * Hour), ("HAST", -10 * Hour), ("SST", -12 * Hour), ("WAT", Hour), ("CET", Hour),
            ("MET", Hour), ("MEZ", Hour), ("EET", 2 * Hour), ("CAT", 2 * Hour), ("SAST", 2 * Hour), ("EAT", 3 * Hour), ("MSK", 3 * Hour),
            ("IST", (5 * Hour) + 1800), ("SGT", 8 * Hour), ("KST", 9 * Hour), ("JST", 9 * Hour), ("GST", 10 * Hour), ("NZST", 12 * Hour),
        ],
        Table(
            DateTokenKind.DaylightZone,
            [
                ("WEST", 0), ("BST", 0), ("BRST", -3 * Hour), ("NDT", -(3 * Hour) - 1800), ("ADT", -4 * Hour), ("CLST", -4 * Hour),
                ("EDT", -5 * Hour), ("CDT", -6 * Hour), ("MDT", -7 * Hour), ("PDT", -8 * Hour), ("AKDT", -9 * Hour), ("HADT", -10 * Hour),
                ("CEST", Hour), ("MEST", Hour), ("MESZ", Hour), ("EEST", 2 * Hour), ("MSD", 3 * Hour), ("NZDT", 12 * Hour),
            ]));

    private static readonly Dictionary<string, DateToken> Units = new(StringComparer.Ordinal)
    {
        ["YEAR"] = new(DateTokenKind.YearUnit, 1),
        ["MONTH"] = new(DateTokenKind.MonthUnit, 1),
        ["FORTNIGHT"] = new(DateTokenKind.DayUnit, 14),
        ["WEEK"] = new(DateTokenKind.DayUnit, 7),
        ["DAY"] = new(DateTokenKind.DayUnit, 1),
        ["HOUR"] = new(DateTokenKind.HourUnit, 1),
        ["MINUTE"] = new(DateTokenKind.MinuteUnit, 1),
        ["MIN"] = new(DateTokenKind.MinuteUnit, 1),
        ["SECOND"] = new(DateTokenKind.SecondUnit, 1),
        ["SEC"] = new(DateTokenKind.SecondUnit, 1),
    };

    private static readonly Dictionary<string, DateToken> Relatives = Table(
        DateTokenKind.Ordinal,
        [
            ("LAST", -1), ("THIS", 0), ("NEXT", 1), ("FIRST", 1), ("THIRD", 3), ("FOURTH", 4), ("FIFTH", 5), ("SIXTH", 6),
            ("SEVENTH", 7), ("EIGHTH", 8), ("NINTH", 9), ("TENTH", 10), ("ELEVENTH", 11), ("TWELFTH", 12),
        ],
        Table(
            DateTokenKind.DayShift,
            [("TOMORROW", 1), ("YESTERDAY", -1), ("TODAY", 0), ("NOW", 0)],
            Table(DateTokenKind.Ago, [("AGO", -1), ("HENCE", 1)])));

    /// <summary>All tokens, the last one <see cref="DateTokenKind.End"/>.</summary>
    /// <param name="localNames">What the local zone is called in winter and summer.</param>
    public static List<DateToken> Read(ReadOnlySpan<char> text, IReadOnlyList<ZoneOffset> localNames)
    {
        var tokens = new List<DateToken>();
        int at = 0;
        while (true)
        {
            while (at < text.Length && IsSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new DateToken(DateTokenKind.End));
                return tokens;
            }

            char c = text[at];
            if (char.IsAsciiDigit(c) || c is '-' or '+')
            {
                ReadNumber(text, ref at, tokens);
            }
            else if (char.IsAsciiLetter(c))
            {
                int from = at;
                while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '.'))
                {
                    at++;
                }

                tokens.Add(FindWord(text[from..Math.Min(at, from + 19)].ToString().ToUpperInvariant(), localNames));
            }
            else if (c == '(')
            {
                int depth = 0;
                do
                {
                    depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
                    at++;
                }
                while (depth > 0 && at < text.Length);
                if (depth > 0)
                {
                    tokens.Add(new DateToken(DateTokenKind.End));
                    return tokens;
                }
            }
            else
            {
                tokens.Add(new DateToken(DateTokenKind.Character, c));
                at++;
            }
        }
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static void ReadNumber(ReadOnlySpan<char> text, ref int at, List<DateToken> tokens)
    {
        int sign = 0;
        if (text[at] is '-' or '+')
        {
            sign = text[at] == '-' ? -1 : 1;
            do
            {
                at++;
            }
            while (at < text.Length && IsSpace(text[at]));
            if (at == text.Length || !char.IsAsciiDigit(text[at]))
            {
                return;
            }
        }

        int from = at;
        Int128 value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = Int128.Min((value * 10) + (text[at++] - '0'), (Int128)1 << 100);
        }

        value = sign < 0 ? -value : value;
        if (value < long.MinValue || value > long.MaxValue)
        {
            tokens.Add(new DateToken(DateTokenKind.Invalid));
            return;
        }

        int digits = at - from;
        if (at + 1 >= text.Length || text[at] is not ('.' or ',') || !char.IsAsciiDigit(text[at + 1]))
        {
            tokens.Add(new DateToken(sign == 0 ? DateTokenKind.Unsigned : DateTokenKind.Signed, (long)value, digits, sign < 0));
            return;
        }

        at++;
        int nanoseconds = 0, places = 0;
        bool more = false;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            if (places < 9)
            {
                nanoseconds = (nanoseconds * 10) + text[at] - '0';
                places++;
            }
            else
            {
                more |= text[at] != '0';
            }
        }

        for (; places < 9; places++)
        {
            nanoseconds *= 10;
        }

        long seconds = (long)value;
        if (sign < 0 && (nanoseconds > 0 || more))
        {
            // Towards the past, as everything that is cut off.
            nanoseconds += more ? 1 : 0;
            seconds--;
            nanoseconds = 1_000_000_000 - nanoseconds;
        }

        tokens.Add(new DateToken(
            sign == 0 ? DateTokenKind.UnsignedDecimal : DateTokenKind.SignedDecimal, seconds, digits, sign < 0, nanoseconds));
    }

    private static DateToken FindWord(string word, IReadOnlyList<ZoneOffset> localNames)
    {
        switch (word)
        {
            case "AM" or "A.M.":
                return new DateToken(DateTokenKind.Meridian, 0);
            case "PM" or "P.M.":
                return new DateToken(DateTokenKind.Meridian, 1);
        }

        if (word.Length == 3 || (word.Length == 4 && word[3] == '.'))
        {
            foreach ((string name, DateToken known) in MonthsAndDays)
            {
                if (name.AsSpan(0, 3).SequenceEqual(word.AsSpan(0, 3)))
                {
                    return known;
                }
            }
        }
        else if (MonthsAndDays.TryGetValue(word, out DateToken monthOrDay))
        {
            return monthOrDay;
        }

        if (FindZone(word, localNames, out DateToken token))
        {
            return token;
        }

        if (word == "DST")
        {
            return new DateToken(DateTokenKind.DaylightMark);
        }

        if (Units.TryGetValue(word, out token) || (word.EndsWith('S') && Units.TryGetValue(word[..^1], out token))
            || Relatives.TryGetValue(word, out token))
        {
            return token;
        }

        if (word.Length == 1)
        {
            char letter = word[0];
            return letter switch
            {
                'T' => new DateToken(DateTokenKind.LetterT),
                'Z' => new DateToken(DateTokenKind.Zone, 0),
                >= 'A' and <= 'I' => new DateToken(DateTokenKind.Zone, (letter - 'A' + 1) * Hour),
                >= 'K' and <= 'M' => new DateToken(DateTokenKind.Zone, (letter - 'K' + 10) * Hour),
                >= 'N' and <= 'Y' => new DateToken(DateTokenKind.Zone, -(letter - 'N' + 1) * Hour),
                _ => new DateToken(DateTokenKind.Invalid),
            };
        }

        return word.Contains('.') && FindZone(word.Replace(".", "", StringComparison.Ordinal), localNames, out token)
            ? token
            : new DateToken(DateTokenKind.Invalid);
    }

    private static bool FindZone(string word, IReadOnlyList<ZoneOffset> localNames, out DateToken token)
    {
        if (word is "GMT" or "UT" or "UTC")
        {
            token = Zones[word];
            return true;
        }

        foreach (ZoneOffset local in localNames)
        {
            if (local.Abbreviation == word)
            {
                token = new DateToken(DateTokenKind.LocalZone, local.IsDaylight ? 1 : 0);
                return true;
            }
        }

        return Zones.TryGetValue(word, out token);
    }

    private static Dictionary<string, DateToken> Table(
        DateTokenKind kind, ReadOnlySpan<(string Name, int Value)> rows, Dictionary<string, DateToken>? further = null)
    {
        var table = further ?? new Dictionary<string, DateToken>(StringComparer.Ordinal);
        foreach ((string name, int value) in rows)
        {
            table.Add(name, new DateToken(kind, value));
        }

        return table;
    }
}
