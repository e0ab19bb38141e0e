using System.Buffers.Text;
using System.Globalization;

namespace BashTool.Commands.Awk;

/// <summary>Numbers as awk reads and writes them.</summary>
internal static class AwkNumber
{
    private const int SmallCount = 1024;

    private static readonly AwkString?[] Small = new AwkString?[SmallCount];

    private static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    public static bool IsSpace(byte b) => b == ' ' || (uint)(b - 9) < 5;

    /// <summary>The number a text begins with, blanks before it aside; 0 without one.</summary>
    public static double Parse(ReadOnlySpan<byte> text, out bool whole, AwkNumberForms forms = AwkNumberForms.Decimal)
    {
        int i = 0;
        while (i < text.Length && IsSpace(text[i]))
        {
            i++;
        }

        int start = i;
        bool negative = false;
        if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
        {
            negative = text[i] == '-';
            i++;
        }

        if (forms == AwkNumberForms.Posix && i < text.Length && text[i] is not ((byte)'.' or (>= (byte)'1' and <= (byte)'9')))
        {
            double like = ParseAsLibrary(text[i..], out int used);
            if (used > 0)
            {
                whole = OnlyBlanks(text[(i + used)..]);
                return negative ? -like : like;
            }
        }

        if (forms == AwkNumberForms.NonDecimal && i + 1 < text.Length && text[i] == '0' && ((text[i + 1] | 0x20) == 'x' || char.IsAsciiDigit((char)text[i + 1])))
        {
            double other = ParseNonDecimal(text[i..], out int used);
            if (used > 0)
            {
                whole = OnlyBlanks(text[(i + used)..]);
                return negative ? -other : other;
            }
        }

        ulong mantissa = 0;
        int digits = 0, dropped = 0, scale = 0, seen = 0;
        for (; i < text.Length && (uint)(text[i] - '0') < 10; i++, seen++)
        {
            if (digits < 18)
            {
                mantissa = (mantissa * 10) + (ulong)(text[i] - '0');
                digits += mantissa != 0 ? 1 : 0;
            }
            else
            {
                dropped++;
            }
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            for (; i < text.Length && (uint)(text[i] - '0') < 10; i++, seen++)
            {
                if (digits < 18)
                {
                    mantissa = (mantissa * 10) + (ulong)(text[i] - '0');
                    digits += mantissa != 0 ? 1 : 0;
                    scale--;
                }
                else
                {
                    dropped++;
                }
            }
        }

        if (seen == 0)
        {
            return ParseSpecial(text[start..], out whole);
        }

        int exponent = 0;
        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            int at = i + 1;
            bool down = false;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            {
                down = text[at++] == '-';
            }

            if (at < text.Length && (uint)(text[at] - '0') < 10)
            {
                for (; at < text.Length && (uint)(text[at] - '0') < 10; at++)
                {
                    exponent = Math.Min(100_000, (exponent * 10) + text[at] - '0');
                }

                exponent = down ? -exponent : exponent;
                i = at;
            }
        }

        whole = i == text.Length || OnlyBlanks(text[i..]);
        scale += exponent;
        double value;
        if (dropped == 0 && mantissa <= 1UL << 53 && scale is >= -22 and <= 22)
        {
            value = scale < 0 ? mantissa / Powers[-scale] : mantissa * Powers[scale];
        }
        else if (mantissa == 0 && dropped == 0)
        {
            value = 0;
        }
        else
        {
            return double.Parse(text[start..i], NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return negative ? -value : value;
    }

    /// <summary>A number of the source or of <c>strtonum</c>: hexadecimal, octal or decimal; the length used.</summary>
    public static double ParseNonDecimal(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (text.Length < 2 || text[0] != '0')
        {
            return 0;
        }

        double value = 0;
        if ((text[1] | 0x20) == 'x')
        {
            int i = 2;
            for (; i < text.Length && char.IsAsciiHexDigit((char)text[i]); i++)
            {
                value = (value * 16) + Convert.ToInt32(((char)text[i]).ToString(), 16);
            }

            used = i > 2 ? i : 1;
            return value;
        }

        int at = 1;
        for (; at < text.Length && (uint)(text[at] - '0') < 10; at++)
        {
            if (text[at] >= '8')
            {
                return 0;
            }

            value = (value * 8) + text[at] - '0';
        }

        if (at < text.Length && (text[at] == '.' || (text[at] | 0x20) == 'e'))
        {
            return 0;
        }

        used = at;
        return value;
    }

    public static bool IsInteger(double value) => Math.Floor(value) == value && Math.Abs(value) < 9.2e18;

    /// <summary>An integral number as text; the caller has checked with <see cref="IsInteger"/>.</summary>
    public static AwkString IntegerText(long value)
    {
        if ((ulong)value < SmallCount)
        {
            return Small[value] ??= Make(value);
        }

        return Make(value);

        static AwkString Make(long value)
        {
            Span<byte> digits = stackalloc byte[24];
            Utf8Formatter.TryFormat(value, digits, out int written);
            return new AwkString(digits[..written].ToArray(), written);
        }
    }

    /// <summary>What is neither finite.</summary>
    public static string Special(double value) =>
        (BitConverter.DoubleToInt64Bits(value) < 0 ? "-" : "+") + (double.IsNaN(value) ? "nan" : "inf");

    /// <summary>The value of a canonical 32-bit integer: no sign but a minus, no zeros before it.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> key, out int value)
    {
        value = 0;
        if (key.Length is 0 or > 11)
        {
            return false;
        }

        int first = key[0];
        if ((uint)(first - '0') < 10)
        {
            if (first == '0')
            {
                return key.Length == 1;
            }

            long number = 0;
            foreach (byte b in key)
            {
                uint digit = (uint)(b - '0');
                if (digit > 9)
                {
                    return false;
                }

                number = (number * 10) + digit;
            }

            value = (int)number;
            return number <= int.MaxValue;
        }

        if (first != '-' || key.Length < 2 || key[1] == '0')
        {
            return false;
        }

        long negative = 0;
        foreach (byte b in key[1..])
        {
            uint digit = (uint)(b - '0');
            if (digit > 9)
            {
                return false;
            }

            negative = (negative * 10) + digit;
        }

        value = (int)-negative;
        return negative <= -(long)int.MinValue;
    }

    private static bool OnlyBlanks(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (!IsSpace(b))
            {
                return false;
            }
        }

        return true;
    }

    // Infinity, not-a-number and hexadecimal, without the sign; nothing used where it is none of them.
    private static double ParseAsLibrary(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (StartsWith(text, "inf"u8))
        {
            used = StartsWith(text, "infinity"u8) ? 8 : 3;
            return double.PositiveInfinity;
        }

        if (StartsWith(text, "nan"u8))
        {
            used = 3;
            return BitConverter.Int64BitsToDouble(0x7FF8000000000000);
        }

        if (text.Length < 3 || text[0] != '0' || (text[1] | 0x20) != 'x')
        {
            return 0;
        }

        double value = 0;
        int scale = 0;
        bool point = false;
        bool any = false;
        int i = 2;
        for (; i < text.Length; i++)
        {
            if (text[i] == '.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiHexDigit((char)text[i]))
            {
                break;
            }

            any = true;
            value = (value * 16) + (text[i] <= '9' ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
            scale -= point ? 4 : 0;
        }

        if (!any)
        {
            return 0;
        }

        used = i;
        if (i + 1 < text.Length && (text[i] | 0x20) == 'p')
        {
            int at = i + 1;
            bool down = text[at] == '-';
            at += text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            int power = 0;
            int start = at;
            for (; at < text.Length && (uint)(text[at] - '0') < 10; at++)
            {
                power = Math.Min(100_000, (power * 10) + text[at] - '0');
            }

            if (at > start)
            {
                used = at;
                scale += down ? -power : power;
            }
        }

        return Math.ScaleB(value, scale);

        static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
        {
            if (text.Length < word.Length)
            {
                return false;
            }

            for (int i = 0; i < word.Length; i++)
            {
                if ((text[i] | 0x20) != word[i])
                {
                    return false;
                }
            }

            return true;
        }
    }

    // Only with a sign: a word of the input is no number.
    private static double ParseSpecial(ReadOnlySpan<byte> text, out bool whole)
    {
        whole = false;
        if (text.Length < 4 || text[0] is not ((byte)'+' or (byte)'-') || (text.Length > 4 && char.IsAsciiLetterOrDigit((char)text[4])))
        {
            return 0;
        }

        Span<byte> word = [(byte)(text[1] | 0x20), (byte)(text[2] | 0x20), (byte)(text[3] | 0x20)];
        bool negative = text[0] == '-';
        if (word.SequenceEqual("inf"u8))
        {
            whole = OnlyBlanks(text[4..]);
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (word.SequenceEqual("nan"u8))
        {
            whole = OnlyBlanks(text[4..]);
            return BitConverter.Int64BitsToDouble(negative ? unchecked((long)0xFFF8000000000000) : 0x7FF8000000000000);
        }

        return 0;
    }
}
