using System.Globalization;
using System.Numerics;

namespace BashTool.Core.Text;

/// <summary>
/// The x87 extended precision that printf(1), seq and their like calculate with (C's long double on x86-64):
/// <c>(-1)^Negative * Mantissa * 2^Exponent</c>. Reads and prints as glibc does.
/// </summary>
public readonly struct LongDouble
{
    private const int LowestExponent = -16445;
    private const int HighestExponent = 16383 - 63;
    private const int MostDigits = 20000;

    private LongDouble(bool negative, ulong mantissa, int exponent, bool special = false)
    {
        IsNegative = negative;
        Mantissa = mantissa;
        Exponent = exponent;
        IsSpecial = special;
    }

    public bool IsNegative { get; }

    /// <summary>With its highest bit set, but for zero and the smallest numbers.</summary>
    public ulong Mantissa { get; }

    public int Exponent { get; }

    /// <summary>Infinite or not a number.</summary>
    public bool IsSpecial { get; }

    public bool IsNaN => IsSpecial && Mantissa != 0;

    public bool IsInfinite => IsSpecial && Mantissa == 0;

    public bool IsZero => !IsSpecial && Mantissa == 0;

    public static LongDouble From(long value) =>
        Normalize(value < 0, value < 0 ? (ulong)-value : (ulong)value, 0);

    /// <summary>The number that the ten bytes of an x87 register stand for.</summary>
    public static LongDouble FromRegister(ushort signAndExponent, ulong mantissa)
    {
        bool negative = (signAndExponent & 0x8000) != 0;
        int exponent = signAndExponent & 0x7FFF;
        bool normal = mantissa >> 63 != 0;
        return exponent == 0x7FFF && mantissa == 1UL << 63 ? new LongDouble(negative, 0, 0, special: true)
            : exponent == 0x7FFF || (exponent != 0 && !normal) ? new LongDouble(negative, 1, 0, special: true)
            : new LongDouble(negative, mantissa, mantissa == 0 ? 0 : Math.Max(exponent, 1) - 16383 - 63);
    }

    /// <summary>Reads a number as strtold(3): blanks, sign, decimal or hexadecimal digits, <c>inf</c>, <c>nan</c>.</summary>
    /// <param name="length">How many characters belong to it; 0 if it is none.</param>
    /// <param name="outOfRange">It is too large, or too small to be told from zero.</param>
    public static LongDouble Parse(ReadOnlySpan<char> text, out int length, out bool outOfRange)
    {
        outOfRange = false;
        length = 0;
        int at = 0;
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\v' or '\f' or '\r')
        {
            at++;
        }

        bool negative = false;
        if (at < text.Length && text[at] is '+' or '-')
        {
            negative = text[at++] == '-';
        }

        ReadOnlySpan<char> rest = text[at..];
        if (rest.StartsWith("inf", StringComparison.OrdinalIgnoreCase))
        {
            length = at + (rest.StartsWith("infinity", StringComparison.OrdinalIgnoreCase) ? 8 : 3);
            return new LongDouble(negative, 0, 0, special: true);
        }

        if (rest.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
        {
            length = at + 3 + NanPayload(rest[3..]);
            return new LongDouble(negative, 1, 0, special: true);
        }

        bool hex = rest.Length > 2 && rest[0] == '0' && rest[1] is 'x' or 'X'
            && (char.IsAsciiHexDigit(rest[2]) || (rest[2] == '.' && rest.Length > 3 && char.IsAsciiHexDigit(rest[3])));
        LongDouble result = hex ? ParseHex(rest[2..], negative, out int taken, ref outOfRange) : ParseDecimal(rest, negative, out taken, ref outOfRange);
        length = taken == 0 ? 0 : at + taken + (hex ? 2 : 0);
        return result;
    }

    public static LongDouble operator +(LongDouble a, LongDouble b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return FromRatio(a.Scaled(exponent) + b.Scaled(exponent), exponent, BigInteger.One);
    }

    public static LongDouble operator -(LongDouble a, LongDouble b) => a + -b;

    public static LongDouble operator -(LongDouble a) => new(!a.IsNegative, a.Mantissa, a.Exponent, a.IsSpecial);

    public static LongDouble operator *(LongDouble a, LongDouble b) =>
        FromRatio(a.Scaled(a.Exponent) * b.Scaled(b.Exponent), a.Exponent + b.Exponent, BigInteger.One);

    /// <summary>The quotient by what is not zero.</summary>
    public static LongDouble operator /(LongDouble a, LongDouble b)
    {
        BigInteger divisor = b.Scaled(b.Exponent);
        return FromRatio(divisor.Sign < 0 ? -a.Scaled(a.Exponent) : a.Scaled(a.Exponent), a.Exponent - b.Exponent, BigInteger.Abs(divisor));
    }

    /// <summary>The number without what stands behind the point.</summary>
    public BigInteger Truncate()
    {
        BigInteger magnitude = Exponent >= 0 ? (BigInteger)Mantissa << Exponent : (BigInteger)Mantissa >> Math.Min(-Exponent, 64);
        return IsNegative ? -magnitude : magnitude;
    }

    public static LongDouble From(BigInteger value) => FromRatio(value, 0, BigInteger.One);

    /// <summary>Compares finite numbers.</summary>
    public static int Compare(LongDouble a, LongDouble b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return a.Scaled(exponent).CompareTo(b.Scaled(exponent));
    }

    private static LongDouble FromRatio(BigInteger numerator, int exponent, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return default;
        }

        bool outOfRange = false;
        bool negative = numerator.Sign < 0;
        numerator = BigInteger.Abs(numerator);
        return exponent >= 0
            ? Round(negative, numerator << exponent, denominator, ref outOfRange)
            : Round(negative, numerator, denominator << -exponent, ref outOfRange);
    }

    private BigInteger Scaled(int exponent)
    {
        BigInteger magnitude = (BigInteger)Mantissa << (Mantissa == 0 ? 0 : Exponent - exponent);
        return IsNegative ? -magnitude : magnitude;
    }

    /// <summary>As <c>%f</c>: digits before and after the point, without a sign.</summary>
    public string ToFixed(int precision)
    {
        string digits = ScaledDigits(precision);
        if (digits.Length <= precision)
        {
            digits = digits.PadLeft(precision + 1, '0');
        }

        return precision == 0 ? digits : string.Concat(digits.AsSpan(0, digits.Length - precision), ".", digits.AsSpan(digits.Length - precision));
    }

    /// <summary>The first <paramref name="count"/> significant digits, correctly rounded, and the decimal exponent of the first.</summary>
    public string ToDigits(int count, out int exponent)
    {
        exponent = 0;
        if (Mantissa == 0)
        {
            return new string('0', count);
        }

        int bits = 64 - BitOperations.LeadingZeroCount(Mantissa) + Exponent;
        int guess = (int)Math.Floor((bits - 1) * 0.30102999566398119521);
        for (; ; guess++)
        {
            string digits = ScaledDigits(count - 1 - guess);
            if (digits.Length > count)
            {
                if (digits.Length == count + 1 && digits.AsSpan(1).TrimEnd('0').IsEmpty && digits[0] == '1')
                {
                    // 9.99 became 10.0: the same digits with one zero less.
                    exponent = guess + 1;
                    return digits[..count];
                }

                continue;
            }

            exponent = guess;
            return digits;
        }
    }

    /// <summary>As <c>%a</c> without a sign; a negative precision shows all digits.</summary>
    public string ToHex(int precision, bool alwaysPoint)
    {
        ulong mantissa = Mantissa;
        int exponent = mantissa == 0 ? 0 : Exponent + 60;
        if (mantissa != 0)
        {
            int shift = BitOperations.LeadingZeroCount(mantissa);
            mantissa <<= shift;
            exponent -= shift;
        }

        ulong lead = mantissa >> 60;
        ulong fraction = mantissa << 4;
        if (precision is >= 0 and < 15)
        {
            int drop = 64 - (precision * 4);
            ulong kept = precision == 0 ? 0 : fraction >> drop;
            ulong rest = precision == 0 ? fraction : fraction << (precision * 4);
            bool odd = ((precision == 0 ? lead : kept) & 1) != 0;
            if (rest > 1UL << 63 || (rest == 1UL << 63 && odd))
            {
                kept++;
                if (precision == 0 || kept >> (precision * 4) != 0)
                {
                    kept = 0;
                    if (++lead == 16)
                    {
                        lead = 1;
                        exponent += 4;
                    }
                }
            }

            fraction = precision == 0 ? 0 : kept << drop;
        }

        string digits = fraction.ToString("x16", CultureInfo.InvariantCulture);
        digits = precision < 0 ? digits.TrimEnd('0') : precision <= 16 ? digits[..precision] : digits.PadRight(precision, '0');
        string point = digits.Length > 0 || alwaysPoint ? "." : "";
        return $"0x{lead:x}{point}{digits}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        if (IsSpecial)
        {
            return Mantissa != 0 ? double.NaN : IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double value = Math.ScaleB((double)Mantissa, Exponent);
        return IsNegative ? -value : value;
    }

    // round(|value| * 10^power), half to even, in decimal.
    private string ScaledDigits(int power)
    {
        if (Mantissa == 0)
        {
            return "0";
        }

        if (Exponent is < 0 and > -128 && power is >= 0 and <= 19)
        {
            UInt128 scaled = (UInt128)Mantissa * TenTo(power);
            int shift = -Exponent;
            UInt128 whole = scaled >> shift;
            UInt128 rest = scaled - (whole << shift);
            UInt128 half = UInt128.One << (shift - 1);
            if (rest > half || (rest == half && !UInt128.IsEvenInteger(whole)))
            {
                whole++;
            }

            return whole.ToString(CultureInfo.InvariantCulture);
        }

        BigInteger numerator = Mantissa;
        BigInteger denominator = BigInteger.One;
        if (power >= 0)
        {
            numerator *= BigInteger.Pow(10, power);
        }
        else
        {
            denominator = BigInteger.Pow(10, -power);
        }

        if (Exponent >= 0)
        {
            numerator <<= Exponent;
        }
        else
        {
            denominator <<= -Exponent;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int order = (remainder << 1).CompareTo(denominator);
        if (order > 0 || (order == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        return quotient.ToString(CultureInfo.InvariantCulture);
    }

    private static ulong TenTo(int power)
    {
        ulong result = 1;
        for (int i = 0; i < power; i++)
        {
            result *= 10;
        }

        return result;
    }

    private static int NanPayload(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0 || rest[0] != '(')
        {
            return 0;
        }

        int at = 1;
        while (at < rest.Length && (char.IsAsciiLetterOrDigit(rest[at]) || rest[at] == '_'))
        {
            at++;
        }

        return at < rest.Length && rest[at] == ')' ? at + 1 : 0;
    }

    private static LongDouble Normalize(bool negative, ulong mantissa, int exponent)
    {
        if (mantissa == 0)
        {
            return new LongDouble(negative, 0, 0);
        }

        int shift = Math.Min(BitOperations.LeadingZeroCount(mantissa), exponent - LowestExponent);
        return shift > 0 ? new LongDouble(negative, mantissa << shift, exponent - shift) : new LongDouble(negative, mantissa, exponent);
    }

    private static LongDouble ParseDecimal(ReadOnlySpan<char> text, bool negative, out int taken, ref bool outOfRange)
    {
        int at = 0;
        int exponent = 0;
        bool any = false;
        bool point = false;
        var digits = new List<char>();
        ulong small = 0;
        int count = 0;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                break;
            }

            any = true;
            if (point)
            {
                exponent--;
            }

            if (c == '0' && count == 0)
            {
                continue;
            }

            if (count < 19)
            {
                small = (small * 10) + (ulong)(c - '0');
            }

            if (count < MostDigits)
            {
                count++;
                digits.Add(c);
            }
            else
            {
                exponent++;
            }
        }

        if (!any)
        {
            taken = 0;
            return default;
        }

        taken = at;
        exponent += ReadExponent(text, ref taken, 'e');
        if (count == 0)
        {
            return new LongDouble(negative, 0, 0);
        }

        if (exponent + count > 4940)
        {
            outOfRange = true;
            return new LongDouble(negative, 0, 0, special: true);
        }

        if (exponent + count < -4970)
        {
            outOfRange = true;
            return new LongDouble(negative, 0, 0);
        }

        if (count <= 19 && exponent == 0)
        {
            return Normalize(negative, small, 0);
        }

        BigInteger number = count <= 19 ? small
            : BigInteger.Parse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return exponent >= 0
            ? Round(negative, number * BigInteger.Pow(10, exponent), BigInteger.One, ref outOfRange)
            : Round(negative, number, BigInteger.Pow(10, -exponent), ref outOfRange);
    }

    private static LongDouble ParseHex(ReadOnlySpan<char> text, bool negative, out int taken, ref bool outOfRange)
    {
        int at = 0;
        int exponent = 0;
        bool point = false;
        BigInteger number = BigInteger.Zero;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(c))
            {
                break;
            }

            number = (number << 4) + Convert.ToInt32(c.ToString(), 16);
            if (point)
            {
                exponent -= 4;
            }
        }

        taken = at;
        exponent += ReadExponent(text, ref taken, 'p');
        if (number.IsZero)
        {
            return new LongDouble(negative, 0, 0);
        }

        if (exponent > 40000)
        {
            outOfRange = true;
            return new LongDouble(negative, 0, 0, special: true);
        }

        if (exponent < -100000)
        {
            outOfRange = true;
            return new LongDouble(negative, 0, 0);
        }

        return exponent >= 0
            ? Round(negative, number << exponent, BigInteger.One, ref outOfRange)
            : Round(negative, number, BigInteger.One << -exponent, ref outOfRange);
    }

    private static int ReadExponent(ReadOnlySpan<char> text, ref int at, char letter)
    {
        if (at >= text.Length || (text[at] | 0x20) != letter)
        {
            return 0;
        }

        int p = at + 1;
        bool negative = false;
        if (p < text.Length && text[p] is '+' or '-')
        {
            negative = text[p++] == '-';
        }

        if (p >= text.Length || !char.IsAsciiDigit(text[p]))
        {
            return 0;
        }

        int value = 0;
        for (; p < text.Length && char.IsAsciiDigit(text[p]); p++)
        {
            value = Math.Min(1_000_000, (value * 10) + (text[p] - '0'));
        }

        at = p;
        return negative ? -value : value;
    }

    private static LongDouble Round(bool negative, BigInteger numerator, BigInteger denominator, ref bool outOfRange)
    {
        int exponent = (int)(numerator.GetBitLength() - denominator.GetBitLength()) - 64;
        exponent = Math.Max(exponent, LowestExponent);
        while (true)
        {
            BigInteger n = exponent < 0 ? numerator << -exponent : numerator;
            BigInteger d = exponent > 0 ? denominator << exponent : denominator;
            BigInteger quotient = BigInteger.DivRem(n, d, out BigInteger remainder);
            if (quotient.GetBitLength() > 64)
            {
                exponent++;
                continue;
            }

            int order = (remainder << 1).CompareTo(d);
            if (order > 0 || (order == 0 && !quotient.IsEven))
            {
                quotient++;
                if (quotient.GetBitLength() > 64)
                {
                    quotient >>= 1;
                    exponent++;
                }
            }

            if (exponent > HighestExponent)
            {
                outOfRange = true;
                return new LongDouble(negative, 0, 0, special: true);
            }

            ulong mantissa = (ulong)quotient;

            // Too small to keep all its bits: strtold tells of that only where bits were lost.
            outOfRange |= mantissa >> 63 == 0 && !remainder.IsZero;
            return Normalize(negative, mantissa, exponent);
        }
    }
}
