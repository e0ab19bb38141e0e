using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Bc;

/// <summary>
/// A decimal number of any length: <see cref="Value"/> divided by ten to the <see cref="Scale"/>. Results are cut, not rounded,
/// at the scales that bc promises.
/// </summary>
internal readonly struct BcNumber(BigInteger value, int scale)
{
    public static readonly BcNumber Zero = new(BigInteger.Zero, 0);
    public static readonly BcNumber One = new(BigInteger.One, 0);

    private const int CachedPowers = 512;
    private static readonly BigInteger[] Powers = MakePowers();

    [ThreadStatic]
    private static (int Exponent, BigInteger Power) recent;

    public BigInteger Value { get; } = value;

    public int Scale { get; } = scale;

    public bool IsZero => Value.IsZero;

    public int Sign => Value.Sign;

    /// <summary>Digits before the point, at least one.</summary>
    public int IntegerDigits => Math.Max(1, CountDigits(Value) - Scale);

    public static BcNumber From(long number) => new(number, 0);

    public static BigInteger TenTo(int exponent)
    {
        if (exponent < CachedPowers)
        {
            return Powers[exponent];
        }

        if (recent.Exponent != exponent)
        {
            recent = (exponent, BigInteger.Pow(10, exponent));
        }

        return recent.Power;
    }

    /// <summary>How many decimal digits the absolute value has; 0 for zero.</summary>
    public static int CountDigits(BigInteger value)
    {
        if (value.IsZero)
        {
            return 0;
        }

        value = BigInteger.Abs(value);
        long bits = value.GetBitLength();
        int low = (int)((bits - 1) * 0.30102999566398119) + 1;
        return value >= TenTo(low) ? low + 1 : low;
    }

    public static int Compare(BcNumber a, BcNumber b)
    {
        if (a.Scale == b.Scale)
        {
            return a.Value.CompareTo(b.Value);
        }

        int scale = Math.Max(a.Scale, b.Scale);
        return a.ScaledTo(scale).CompareTo(b.ScaledTo(scale));
    }

    public static BcNumber Add(BcNumber a, BcNumber b)
    {
        if (a.Scale == b.Scale)
        {
            return new BcNumber(a.Value + b.Value, a.Scale);
        }

        int scale = Math.Max(a.Scale, b.Scale);
        return new BcNumber(a.ScaledTo(scale) + b.ScaledTo(scale), scale);
    }

    public static BcNumber Subtract(BcNumber a, BcNumber b)
    {
        if (a.Scale == b.Scale)
        {
            return new BcNumber(a.Value - b.Value, a.Scale);
        }

        int scale = Math.Max(a.Scale, b.Scale);
        return new BcNumber(a.ScaledTo(scale) - b.ScaledTo(scale), scale);
    }

    /// <summary>The product, with no more digits behind the point than asked for or than a factor has.</summary>
    public static BcNumber Multiply(BcNumber a, BcNumber b, int scale)
    {
        int full = a.Scale + b.Scale;
        BigInteger product = a.Value * b.Value;
        if (full == 0)
        {
            return new BcNumber(product, 0);
        }

        int kept = Math.Min(full, Math.Max(scale, Math.Max(a.Scale, b.Scale)));
        return new BcNumber(kept == full ? product : BigInteger.Divide(product, TenTo(full - kept)), kept);
    }

    /// <summary>The quotient with <paramref name="scale"/> digits behind the point; the divisor is not zero.</summary>
    public static BcNumber Divide(BcNumber a, BcNumber b, int scale)
    {
        int shift = scale + b.Scale - a.Scale;
        return new BcNumber(
            shift switch
            {
                0 => BigInteger.Divide(a.Value, b.Value),
                > 0 => BigInteger.Divide(a.Value * TenTo(shift), b.Value),
                _ => BigInteger.Divide(a.Value, b.Value * TenTo(-shift)),
            },
            scale);
    }

    /// <summary>What is left of a division with <paramref name="scale"/> digits; the quotient comes with it.</summary>
    public static BcNumber Remainder(BcNumber a, BcNumber b, int scale, out BcNumber quotient)
    {
        if (scale == 0 && a.Scale == 0 && b.Scale == 0)
        {
            quotient = new BcNumber(BigInteger.DivRem(a.Value, b.Value, out BigInteger rest), 0);
            return new BcNumber(rest, 0);
        }

        int full = Math.Max(a.Scale, b.Scale + scale);
        quotient = Divide(a, b, scale);
        BcNumber difference = Subtract(a, Multiply(quotient, b, full));
        return difference.Scale < full ? difference.WithScale(full) : difference;
    }

    /// <summary>A power with an integer exponent; a negative one of a base that is not zero.</summary>
    public static BcNumber Raise(BcNumber a, long exponent, int scale)
    {
        if (exponent == 0)
        {
            return One;
        }

        bool inverse = exponent < 0;
        ulong count = inverse ? (ulong)-exponent : (ulong)exponent;
        int kept = inverse ? scale : (int)UInt128.Min((UInt128)(uint)a.Scale * count, (UInt128)Math.Max(scale, a.Scale));
        var power = new BcNumber(BigInteger.Pow(a.Value, checked((int)count)), checked((int)((ulong)a.Scale * count)));
        return inverse ? Divide(One, power, kept) : power.Scale > kept ? power.WithScale(kept) : power;
    }

    /// <summary>The square root by Newton's method with growing precision; false for a negative number.</summary>
    public static bool TrySquareRoot(BcNumber number, int scale, out BcNumber root)
    {
        root = Zero;
        if (number.Sign <= 0)
        {
            return number.Sign == 0;
        }

        int order = Compare(number, One);
        if (order == 0)
        {
            root = One;
            return true;
        }

        int wanted = Math.Max(scale, number.Scale);
        var half = new BcNumber(5, 1);
        BcNumber guess = order < 0 ? One : new BcNumber(TenTo(number.IntegerDigits / 2), 0);
        int precision = order < 0 ? number.Scale : 3;
        while (true)
        {
            BcNumber last = guess;
            guess = Multiply(Add(Divide(number, guess, precision), last), half, precision);
            BcNumber difference = Subtract(guess, last);
            if (IsNearZero(difference, precision))
            {
                if (precision > wanted)
                {
                    break;
                }

                precision = (int)Math.Min(precision * 3L, wanted + 1L);
            }
        }

        root = Divide(guess, One, wanted);
        return true;
    }

    /// <summary>The integer part as a long; 0 where it is too large.</summary>
    public long ToInt64()
    {
        BigInteger whole = Scale == 0 ? Value : BigInteger.Divide(Value, TenTo(Scale));
        return whole >= long.MinValue + 1 && whole <= long.MaxValue ? (long)whole : 0;
    }

    public BigInteger Truncated() => Scale == 0 ? Value : BigInteger.Divide(Value, TenTo(Scale));

    /// <summary>The same number with more zeros behind the point, or with digits cut off.</summary>
    public BcNumber WithScale(int scale) => new(ScaledTo(scale), scale);

    /// <summary>Decimal digits with a point, without a zero before it.</summary>
    public override string ToString()
    {
        if (Value.IsZero)
        {
            return "0";
        }

        string digits = Value.ToString(CultureInfo.InvariantCulture);
        if (Scale == 0)
        {
            return digits;
        }

        ReadOnlySpan<char> plain = Value.Sign < 0 ? digits.AsSpan(1) : digits;
        string sign = Value.Sign < 0 ? "-" : "";
        return plain.Length > Scale
            ? $"{sign}{plain[..^Scale]}.{plain[^Scale..]}"
            : $"{sign}.{new string('0', Scale - plain.Length)}{plain}";
    }

    // At most one in the last place that counts.
    private static bool IsNearZero(BcNumber difference, int scale)
    {
        BigInteger value = scale < difference.Scale ? BigInteger.Divide(difference.Value, TenTo(difference.Scale - scale)) : difference.Value;
        return BigInteger.Abs(value) <= BigInteger.One;
    }

    private static BigInteger[] MakePowers()
    {
        var powers = new BigInteger[CachedPowers];
        powers[0] = BigInteger.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private BigInteger ScaledTo(int scale) =>
        scale == Scale ? Value
        : scale > Scale ? Value * TenTo(scale - Scale)
        : BigInteger.Divide(Value, TenTo(Scale - scale));
}
