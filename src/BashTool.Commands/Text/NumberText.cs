using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>Numbers in text, compared without loss whatever their length.</summary>
internal static class NumberText
{
    // Six decimals and a whole part below this fit the coarse value.
    private const ulong Scale = 1_000_000;
    private const ulong Most = (1UL << 61) - 1;

    /// <summary>Compares two numbers of the form <c>[blanks][-]digits[.digits]</c>; what has no digits is 0.</summary>
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Split(a, out bool aNegative, out ReadOnlySpan<byte> aWhole, out ReadOnlySpan<byte> aFraction);
        Split(b, out bool bNegative, out ReadOnlySpan<byte> bWhole, out ReadOnlySpan<byte> bFraction);
        if (aNegative != bNegative)
        {
            return aNegative ? -1 : 1;
        }

        int difference = aWhole.Length - bWhole.Length;
        if (difference == 0)
        {
            difference = aWhole.SequenceCompareTo(bWhole);
        }

        if (difference == 0)
        {
            difference = aFraction.SequenceCompareTo(bFraction);
        }

        return aNegative ? -difference : difference;
    }

    /// <summary>
    /// A value in the order of the numbers; equal values mean equal numbers where <see cref="IsExact"/>, otherwise nothing.
    /// </summary>
    public static ulong Coarse(ReadOnlySpan<byte> text)
    {
        Split(text, out bool negative, out ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> fraction);
        ulong value = 0;
        if (whole.Length > 12)
        {
            value = Most;
        }
        else
        {
            foreach (byte digit in whole)
            {
                value = (value * 10) + (ulong)(digit - '0');
            }

            ulong decimals = 0;
            for (int i = 0; i < 6; i++)
            {
                decimals = (decimals * 10) + (i < fraction.Length ? (ulong)(fraction[i] - '0') : 0);
            }

            value = (((value * Scale) + decimals) << 1) | (fraction.Length > 6 ? 1UL : 0);
        }

        return negative ? (1UL << 62) - value : (1UL << 62) + value;
    }

    /// <summary>True if the coarse value is the number.</summary>
    public static bool IsExact(ulong coarse)
    {
        long value = (long)(coarse - (1UL << 62));
        ulong magnitude = (ulong)Math.Abs(value);
        return (magnitude & 1) == 0 && magnitude < Most;
    }

    /// <summary>The power of a size suffix behind the number (<c>K</c> is 1), negative for negative numbers, 0 without one.</summary>
    public static int UnitOrder(ReadOnlySpan<byte> text)
    {
        int at = SkipBlanks(text);
        bool negative = at < text.Length && text[at] == '-';
        at += negative ? 1 : 0;
        bool nonZero = false;
        bool point = false;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                nonZero |= c != '0';
            }
            else if (c == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        if (!nonZero || at >= text.Length)
        {
            return 0;
        }

        int order = text[at] == 'k' ? 1 : "KMGTPEZY".IndexOf((char)text[at], StringComparison.Ordinal) + 1;
        return negative ? -order : order;
    }

    /// <summary>Reads the longest prefix that is a floating-point number, as strtod(3); false if there is none.</summary>
    public static bool TryReadDouble(ReadOnlySpan<byte> text, out double value, out int length)
    {
        value = 0;
        length = 0;
        int at = 0;
        while (at < text.Length && (text[at] == ' ' || text[at] is >= 9 and <= 13))
        {
            at++;
        }

        int start = at;
        bool negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            at++;
        }

        ReadOnlySpan<byte> rest = text[at..];
        if (StartsWithIgnoringCase(rest, "inf"u8))
        {
            length = at + (StartsWithIgnoringCase(rest, "infinity"u8) ? 8 : 3);
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (StartsWithIgnoringCase(rest, "nan"u8))
        {
            length = at + 3;
            value = double.NaN;
            if (rest.Length > 3 && rest[3] == '(')
            {
                int close = 4;
                while (close < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[close]) || rest[close] == '_'))
                {
                    close++;
                }

                length += close < rest.Length && rest[close] == ')' ? close - 2 : 0;
            }

            return true;
        }

        if (StartsWithIgnoringCase(rest, "0x"u8) && TryReadHexadecimal(rest[2..], out double hexadecimal, out int used))
        {
            value = negative ? -hexadecimal : hexadecimal;
            length = at + 2 + used;
            return true;
        }

        int digits = 0;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
            digits++;
        }

        if (at < text.Length && text[at] == '.')
        {
            int point = at++;
            while (at < text.Length && char.IsAsciiDigit((char)text[at]))
            {
                at++;
                digits++;
            }

            if (digits == 0)
            {
                at = point;
            }
        }

        if (digits == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            int exponent = at + 1;
            if (exponent < text.Length && text[exponent] is (byte)'-' or (byte)'+')
            {
                exponent++;
            }

            if (exponent < text.Length && char.IsAsciiDigit((char)text[exponent]))
            {
                while (exponent < text.Length && char.IsAsciiDigit((char)text[exponent]))
                {
                    exponent++;
                }

                at = exponent;
            }
        }

        length = at;
        ReadOnlySpan<byte> number = text[start..at];
        if (number[0] == '+')
        {
            number = number[1..];
        }

        if (!Utf8Parser.TryParse(number, out value, out int parsed) || parsed != number.Length)
        {
            _ = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        return true;
    }

    private static bool TryReadHexadecimal(ReadOnlySpan<byte> text, out double value, out int length)
    {
        value = 0;
        int at = 0;
        int digits = 0;
        int power = 0;
        bool point = false;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiHexDigit((char)text[at]))
            {
                digits++;
                value = (value * 16) + Convert.ToInt32(((char)text[at]).ToString(), 16);
                power -= point ? 4 : 0;
            }
            else if (text[at] == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        length = at;
        if (digits == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is (byte)'p' or (byte)'P')
        {
            int exponent = at + 1;
            bool negative = exponent < text.Length && text[exponent] == '-';
            if (exponent < text.Length && text[exponent] is (byte)'-' or (byte)'+')
            {
                exponent++;
            }

            if (Utf8Parser.TryParse(text[exponent..], out uint shift, out int used))
            {
                power += negative ? -(int)Math.Min(shift, 100000) : (int)Math.Min(shift, 100000);
                length = exponent + used;
            }
        }

        value = Math.ScaleB(value, power);
        return true;
    }

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);

    private static int SkipBlanks(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n')
        {
            at++;
        }

        return at;
    }

    private static void Split(ReadOnlySpan<byte> text, out bool negative, out ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> fraction)
    {
        int at = SkipBlanks(text);
        negative = at < text.Length && text[at] == '-';
        at += negative ? 1 : 0;
        while (at < text.Length && text[at] == '0')
        {
            at++;
        }

        int start = at;
        while (at < text.Length && (uint)(text[at] - '0') < 10)
        {
            at++;
        }

        whole = text[start..at];
        fraction = default;
        if (at < text.Length && text[at] == '.')
        {
            start = ++at;
            int end = start;
            for (; at < text.Length && (uint)(text[at] - '0') < 10; at++)
            {
                end = text[at] == '0' ? end : at + 1;
            }

            fraction = text[start..end];
        }

        negative &= !whole.IsEmpty || !fraction.IsEmpty;
    }
}
