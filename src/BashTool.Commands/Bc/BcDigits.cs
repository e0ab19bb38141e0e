using System.Globalization;
using System.Numerics;
using System.Text;

namespace BashTool.Commands.Bc;

/// <summary>Numbers as digits of any base, read and written as bc and dc do.</summary>
internal static class BcDigits
{
    /// <summary>
    /// Reads digits <c>0-9A-Z</c> with a point. A digit that the base does not have counts as its highest; but one digit
    /// alone counts as what it is.
    /// </summary>
    public static BcNumber Read(ReadOnlySpan<char> text, int inputBase)
    {
        if (text.Length == 1 && text[0] != '.')
        {
            return BcNumber.From(Digit(text[0]));
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..];
        if (inputBase == 10 && !text.ContainsAnyExcept("0123456789."))
        {
            BigInteger value = BigInteger.Parse(string.Concat("0", whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
            return new BcNumber(value, fraction.Length);
        }

        BcNumber result = new(Accumulate(whole, inputBase), 0);
        if (fraction.IsEmpty)
        {
            return result;
        }

        var part = new BcNumber(Accumulate(fraction, inputBase), 0);
        var divisor = new BcNumber(BigInteger.Pow(inputBase, fraction.Length), 0);
        return BcNumber.Add(result, BcNumber.Divide(part, divisor, fraction.Length));
    }

    /// <summary>The number in a base: digits up to F to base 16, above it groups of decimal digits with blanks between them.</summary>
    public static string Write(BcNumber number, int outputBase)
    {
        if (outputBase == 10 || number.IsZero)
        {
            return number.ToString();
        }

        var text = new StringBuilder();
        if (number.Sign < 0)
        {
            text.Append('-');
        }

        BigInteger ten = BcNumber.TenTo(number.Scale);
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(number.Value), ten, out BigInteger fraction);
        int width = outputBase <= 16 ? 0 : (outputBase - 1).ToString(CultureInfo.InvariantCulture).Length;
        if (!whole.IsZero)
        {
            if (outputBase == 16)
            {
                text.Append(whole.ToString("X", CultureInfo.InvariantCulture).AsSpan().TrimStart('0'));
            }
            else
            {
                var digits = new List<int>();
                Split(whole, outputBase, digits);
                foreach (int digit in digits)
                {
                    Append(text, digit, width, blank: true);
                }
            }
        }

        if (number.Scale > 0)
        {
            text.Append('.');
            BigInteger reached = BigInteger.One;
            for (bool blank = false; BcNumber.CountDigits(reached) <= number.Scale; blank = true)
            {
                BigInteger digit = BigInteger.DivRem(fraction * outputBase, ten, out fraction);
                Append(text, (int)digit, width, blank);
                reached *= outputBase;
            }
        }

        return text.ToString();
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'A' + 10;

    private static BigInteger Accumulate(ReadOnlySpan<char> digits, int inputBase)
    {
        BigInteger result = BigInteger.Zero;
        foreach (char c in digits)
        {
            result = (result * inputBase) + Math.Min(Digit(c), inputBase - 1);
        }

        return result;
    }

    private static void Append(StringBuilder text, int digit, int width, bool blank)
    {
        if (width == 0)
        {
            text.Append("0123456789ABCDEF"[digit]);
            return;
        }

        if (blank)
        {
            text.Append(' ');
        }

        text.Append(digit.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));
    }

    // By halves: powers of the base by squaring, so that long numbers take no quadratic time.
    private static void Split(BigInteger value, int radix, List<int> digits)
    {
        var powers = new List<BigInteger> { radix };
        while (powers[^1] <= value)
        {
            powers.Add(powers[^1] * powers[^1]);
        }

        Split(value, powers, powers.Count - 1, digits, leading: true);
    }

    private static void Split(BigInteger value, List<BigInteger> powers, int level, List<int> digits, bool leading)
    {
        if (level < 0)
        {
            if (!leading || !value.IsZero)
            {
                digits.Add((int)value);
            }

            return;
        }

        BigInteger high = BigInteger.DivRem(value, powers[level], out BigInteger low);
        if (!leading || !high.IsZero)
        {
            Split(high, powers, level - 1, digits, leading);
            leading = false;
        }

        Split(low, powers, level - 1, digits, leading);
    }
}
