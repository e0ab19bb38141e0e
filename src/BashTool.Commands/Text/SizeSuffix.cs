namespace BashTool.Commands.Text;

/// <summary>What reading a number with a size suffix came to.</summary>
internal enum SizeReading
{
    Ok,
    Invalid,
    TooLarge,
}

/// <summary>Numbers with size suffixes (<c>10</c>, <c>5k</c>, <c>2MiB</c>, <c>1b</c>), as the GNU tools read them.</summary>
internal static class SizeSuffix
{
    /// <summary>The suffixes of head, tail and split: with <c>b</c> for 512, and <c>B</c> or <c>iB</c> allowed behind.</summary>
    public const string Sizes = "bkKmMGTPEZY0";

    /// <summary>Reads an unsigned number. <paramref name="suffixes"/> are the letters allowed; <c>0</c> among them allows <c>B</c> (powers of 1000) and <c>iB</c>.</summary>
    public static SizeReading TryRead(ReadOnlySpan<char> text, string suffixes, out ulong value)
    {
        value = 0;
        text = text.TrimStart(" \t\n\v\f\r");
        if (text.StartsWith('+'))
        {
            text = text[1..];
        }

        int digits = 0;
        bool tooLarge = false;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            ulong digit = (ulong)(text[digits] - '0');
            if (value > (ulong.MaxValue - digit) / 10)
            {
                tooLarge = true;
                value = ulong.MaxValue;
            }
            else if (!tooLarge)
            {
                value = (value * 10) + digit;
            }

            digits++;
        }

        ReadOnlySpan<char> suffix = text[digits..];
        if (digits == 0)
        {
            if (suffix.IsEmpty || !suffixes.Contains(suffix[0], StringComparison.Ordinal) || suffix[0] == '0')
            {
                return SizeReading.Invalid;
            }

            value = 1;
        }

        if (suffix.IsEmpty)
        {
            return tooLarge ? SizeReading.TooLarge : SizeReading.Ok;
        }

        if (!suffixes.Contains(suffix[0], StringComparison.Ordinal))
        {
            return SizeReading.Invalid;
        }

        ulong unit = 1024;
        int length = 1;
        if (suffixes.Contains('0', StringComparison.Ordinal) && "kKMGTPEZYm".Contains(suffix[0], StringComparison.Ordinal) && suffix.Length > 1)
        {
            if (suffix[1] is 'B' or 'D')
            {
                unit = 1000;
                length = 2;
            }
            else if (suffix[1] == 'i' && suffix.Length > 2 && suffix[2] == 'B')
            {
                length = 3;
            }
        }

        if (length != suffix.Length)
        {
            return SizeReading.Invalid;
        }

        (ulong factor, int power) = suffix[0] switch
        {
            'b' => (512UL, 1),
            'B' => (1024UL, 1),
            'c' => (1UL, 0),
            'w' => (2UL, 1),
            'k' or 'K' => (unit, 1),
            'm' or 'M' => (unit, 2),
            'g' or 'G' => (unit, 3),
            't' or 'T' => (unit, 4),
            'P' => (unit, 5),
            'E' => (unit, 6),
            'Z' => (unit, 7),
            'Y' => (unit, 8),
            _ => (1UL, 0),
        };
        for (; power > 0; power--)
        {
            if (value > ulong.MaxValue / factor)
            {
                value = ulong.MaxValue;
                tooLarge = true;
                break;
            }

            value *= factor;
        }

        return tooLarge ? SizeReading.TooLarge : SizeReading.Ok;
    }

    /// <summary>Reads digits of a base (0: as C writes numbers), then a suffix.</summary>
    public static bool TryReadBase(string text, int numberBase, string suffixes, out ulong value, out SizeReading reading, out bool badSuffix)
    {
        value = 0;
        reading = SizeReading.Invalid;
        badSuffix = false;
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        rest = rest.StartsWith('+') ? rest[1..] : rest;
        if (numberBase is 0 or 16 && rest.Length > 2 && rest[0] == '0' && rest[1] is 'x' or 'X' && char.IsAsciiHexDigit(rest[2]))
        {
            numberBase = 16;
            rest = rest[2..];
        }
        else if (numberBase == 0)
        {
            numberBase = rest.StartsWith('0') ? 8 : 10;
        }

        int count = 0;
        bool tooLarge = false;
        while (count < rest.Length && char.IsAsciiHexDigit(rest[count]) && Convert.ToInt32(rest[count].ToString(), 16) is var digit && digit < numberBase)
        {
            tooLarge |= value > (ulong.MaxValue - (ulong)digit) / (ulong)numberBase;
            value = (value * (ulong)numberBase) + (ulong)digit;
            count++;
        }

        if (count == 0)
        {
            return false;
        }

        SizeReading suffix = TryRead(string.Concat("1", rest[count..]), suffixes, out ulong factor);
        if (suffix == SizeReading.Invalid)
        {
            badSuffix = true;
            return false;
        }

        tooLarge |= suffix == SizeReading.TooLarge || value > ulong.MaxValue / factor;
        value *= factor;
        reading = tooLarge ? SizeReading.TooLarge : SizeReading.Ok;
        return !tooLarge;
    }

    /// <summary>Reads a number that an option needs.</summary>
    /// <exception cref="CommandException">It is not a number, or too large: <c>invalid number of lines: ‘x’</c>.</exception>
    public static ulong Read(string text, string suffixes, string complaint) => TryRead(text, suffixes, out ulong value) switch
    {
        SizeReading.Ok => value,
        SizeReading.TooLarge => throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}: Value too large for defined data type"),
        _ => throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}"),
    };
}
