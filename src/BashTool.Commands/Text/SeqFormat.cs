using System.Globalization;
using System.Numerics;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>A printf format with one floating-point directive, applied to exact decimal numbers.</summary>
internal sealed class SeqFormat(string before, string after, char directive, string flags, int width, int precision)
{
    /// <summary>Reads <c>--format</c>'s value.</summary>
    public static SeqFormat Parse(string format)
    {
        int start = FindDirective(format, 0, out string before);
        if (start < 0)
        {
            throw new CommandException($"format {GnuQuoting.Quote(format)} has no % directive");
        }

        int at = start + 1;
        int flagsStart = at;
        while (at < format.Length && "-+#0 '".Contains(format[at]))
        {
            at++;
        }

        string flags = format[flagsStart..at];
        int width = ReadNumber(format, ref at);
        int precision = -1;
        if (at < format.Length && format[at] == '.')
        {
            at++;
            precision = ReadNumber(format, ref at);
        }

        if (at < format.Length && format[at] == 'L')
        {
            at++;
        }

        if (at >= format.Length)
        {
            throw new CommandException($"format {GnuQuoting.Quote(format)} ends in %");
        }

        char directive = format[at];
        if (!"efgaEFGA".Contains(directive))
        {
            throw new CommandException($"format {GnuQuoting.Quote(format)} has unknown %{directive} directive");
        }

        if (FindDirective(format, at + 1, out string after) >= 0)
        {
            throw new CommandException($"format {GnuQuoting.Quote(format)} has too many % directives");
        }

        return new SeqFormat(before, after, directive, flags, width, precision);
    }

    public string Apply(SeqNumber number)
    {
        bool negative = number.Scale >= 0 ? number.Digits.Sign < 0 || number.IsNegativeZero : double.IsNegative(number.Value);
        string digits = char.ToLowerInvariant(directive) switch
        {
            _ when number.Scale < 0 && !double.IsFinite(number.Value) => double.IsNaN(number.Value) ? "nan" : "inf",
            'f' => Fixed(Exact(number), precision < 0 ? 6 : precision),
            'e' => Exponential(Exact(number), precision < 0 ? 6 : precision, false),
            'g' => General(Exact(number), precision < 0 ? 6 : Math.Max(1, precision)),
            _ => Hexadecimal(number),
        };
        if (char.IsUpper(directive))
        {
            digits = digits.ToUpperInvariant();
        }

        string sign = negative ? "-" : flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";
        int missing = width - digits.Length - sign.Length;
        string padded = missing <= 0 ? sign + digits
            : flags.Contains('-') ? sign + digits + new string(' ', missing)
            : flags.Contains('0') ? sign + new string('0', missing) + digits
            : new string(' ', missing) + sign + digits;
        return before + padded + after;
    }

    private static int FindDirective(string format, int from, out string literal)
    {
        var text = new StringBuilder();
        for (int i = from; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
            }
            else if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text.Append('%');
                i++;
            }
            else
            {
                literal = text.ToString();
                return i;
            }
        }

        literal = text.ToString();
        return -1;
    }

    private static int ReadNumber(string format, ref int at)
    {
        int value = 0;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            value = Math.Min(100_000, (value * 10) + format[at++] - '0');
        }

        return value;
    }

    // The magnitude as digits and a scale.
    private static (BigInteger Digits, int Scale) Exact(SeqNumber number)
    {
        if (number.Scale >= 0)
        {
            return (BigInteger.Abs(number.Digits), number.Scale);
        }

        // A double is a whole number over a power of two, which is one over a power of ten.
        double value = Math.Abs(number.Value);
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(1, exponent) - 1075;
        return power >= 0 ? (mantissa << power, 0) : (mantissa * BigInteger.Pow(5, -power), -power);
    }

    // Divides by a power of ten, rounding half to even.
    private static BigInteger Shift(BigInteger digits, int by)
    {
        if (by <= 0)
        {
            return digits * BigInteger.Pow(10, -by);
        }

        BigInteger power = BigInteger.Pow(10, by);
        BigInteger result = BigInteger.DivRem(digits, power, out BigInteger rest);
        int comparison = (rest * 2).CompareTo(power);
        return comparison > 0 || (comparison == 0 && !result.IsEven) ? result + 1 : result;
    }

    private string Fixed((BigInteger Digits, int Scale) number, int decimals)
    {
        string digits = Shift(number.Digits, number.Scale - decimals).ToString(CultureInfo.InvariantCulture);
        if (decimals == 0)
        {
            return flags.Contains('#') ? digits + "." : digits;
        }

        digits = digits.PadLeft(decimals + 1, '0');
        return $"{digits.AsSpan(0, digits.Length - decimals)}.{digits.AsSpan(digits.Length - decimals)}";
    }

    private string Exponential((BigInteger Digits, int Scale) number, int decimals, bool trim)
    {
        int exponent = 0;
        string digits = new('0', decimals + 1);
        if (!number.Digits.IsZero)
        {
            int length = number.Digits.ToString(CultureInfo.InvariantCulture).Length;
            exponent = length - 1 - number.Scale;
            digits = Shift(number.Digits, length - 1 - decimals).ToString(CultureInfo.InvariantCulture);
            if (digits.Length > decimals + 1)
            {
                exponent++;
                digits = digits[..^1];
            }
        }

        string fraction = trim ? digits[1..].TrimEnd('0') : digits[1..];
        string point = fraction.Length > 0 || flags.Contains('#') ? "." : "";
        return $"{digits[0]}{point}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private string General((BigInteger Digits, int Scale) number, int significant)
    {
        string exponential = Exponential(number, significant - 1, false);
        int exponent = int.Parse(exponential.AsSpan(exponential.IndexOf('e') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= significant)
        {
            return Exponential(number, significant - 1, !flags.Contains('#'));
        }

        string plain = Fixed(number, significant - 1 - exponent);
        return !flags.Contains('#') && plain.Contains('.') ? plain.TrimEnd('0').TrimEnd('.') : plain;
    }

    // As glibc prints a long double of 64 mantissa bits, the first digit being 8 to f.
    private string Hexadecimal(SeqNumber number)
    {
        (BigInteger digits, int scale) = Exact(number);
        if (digits.IsZero)
        {
            return precision > 0 ? "0x0." + new string('0', precision) + "p+0" : "0x0p+0";
        }

        BigInteger divisor = BigInteger.Pow(10, scale);
        int exponent = (int)(digits.GetBitLength() - divisor.GetBitLength());
        BigInteger mantissa;
        while (true)
        {
            int shift = 63 - exponent;
            BigInteger scaled = shift >= 0 ? digits << shift : digits;
            BigInteger by = shift >= 0 ? divisor : divisor << -shift;
            mantissa = BigInteger.DivRem(scaled, by, out BigInteger rest);
            int comparison = (rest * 2).CompareTo(by);
            if (comparison > 0 || (comparison == 0 && !mantissa.IsEven))
            {
                mantissa += 1;
            }

            long bits = mantissa.GetBitLength();
            if (bits == 64)
            {
                break;
            }

            exponent += bits < 64 ? -1 : 1;
        }

        exponent -= 3;
        if (precision is >= 0 and < 15)
        {
            int drop = 4 * (15 - precision);
            BigInteger half = BigInteger.One << (drop - 1);
            BigInteger kept = mantissa >> drop;
            BigInteger rest = mantissa - (kept << drop);
            if (rest > half || (rest == half && !kept.IsEven))
            {
                kept += 1;
            }

            if (kept.GetBitLength() > 4 * (precision + 1))
            {
                kept >>= 4;
                exponent += 4;
            }

            mantissa = kept << drop;
        }

        string text = ((ulong)mantissa).ToString("x16", CultureInfo.InvariantCulture);
        string fraction = precision < 0 ? text[1..].TrimEnd('0') : text[1..].PadRight(precision, '0')[..precision];
        return $"0x{text[0]}{(fraction.Length > 0 ? "." : "")}{fraction}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }
}
