using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary>A number of a sequence: digits and how many of them are decimals, or, where <see cref="Scale"/> is -1, a double.</summary>
internal readonly record struct SeqNumber(BigInteger Digits, int Scale, double Value, bool IsNegativeZero);

/// <summary>An operand of <c>seq</c>, with the width and precision it was written in.</summary>
internal sealed class SeqOperand
{
    public const int NoPrecision = int.MaxValue;

    public static readonly SeqOperand One = new() { Digits = BigInteger.One, Value = 1, Width = 1, IsExact = true };

    private BigInteger Digits { get; init; }

    public int Scale { get; private init; }

    public bool IsExact { get; private init; }

    public double Value { get; private init; }

    public long Width { get; private init; }

    public int Precision { get; private init; }

    public bool IsNegativeZero => Value == 0 && double.IsNegative(Value);

    public bool IsZero => Value == 0;

    public bool IsInfinite => double.IsInfinity(Value);

    public static SeqOperand Parse(string text)
    {
        string trimmed = text.TrimStart(' ', '\t', '\n', '\v', '\f', '\r').TrimStart('+');
        byte[] bytes = EscapedUtf8.Encode(trimmed);
        if (!NumberText.TryReadDouble(bytes, out double value, out int length) || length != bytes.Length || text.EndsWith('+'))
        {
            throw new UsageException($"invalid floating point argument: {GnuQuoting.Quote(text)}");
        }

        if (double.IsNaN(value))
        {
            throw new UsageException($"invalid {GnuQuoting.Quote("not-a-number")} argument: {GnuQuoting.Quote(text)}");
        }

        if (trimmed.AsSpan().IndexOfAny("xX") >= 0)
        {
            bool whole = trimmed.AsSpan().IndexOfAny(".pP") < 0;
            return new SeqOperand
            {
                Value = value,
                Digits = whole ? new BigInteger(value) : default,
                IsExact = whole,
                Precision = trimmed.Contains('.') || trimmed.Contains('p') ? NoPrecision : 0,
            };
        }

        return double.IsInfinity(value) ? new SeqOperand { Value = value } : ParseDecimal(trimmed, value);
    }

    public BigInteger At(int scale) => Digits * BigInteger.Pow(10, scale - Scale);

    public bool TryWhole(out long number)
    {
        number = 0;
        if (!IsExact || Scale != 0 || Digits < long.MinValue / 4 || Digits > long.MaxValue / 4)
        {
            return false;
        }

        number = (long)Digits;
        return true;
    }

    /// <summary>The last whole number that is not beyond this one.</summary>
    public bool TryFloor(out long number, bool towardsZero)
    {
        number = 0;
        if (!IsExact)
        {
            return false;
        }

        BigInteger whole = BigInteger.DivRem(Digits, BigInteger.Pow(10, Scale), out BigInteger rest);
        if (!rest.IsZero)
        {
            whole += towardsZero ? (rest.Sign > 0 ? 1 : 0) : rest.Sign < 0 ? -1 : 0;
        }

        if (whole < long.MinValue / 4 || whole > long.MaxValue / 4)
        {
            return false;
        }

        number = (long)whole;
        return true;
    }

    private static SeqOperand ParseDecimal(string text, double value)
    {
        int e = text.AsSpan().IndexOfAny("eE");
        string mantissa = e < 0 ? text : text[..e];
        int point = text.IndexOf('.');
        int fraction = 0;
        long width = text.Length;
        int precision = 0;
        if (point >= 0)
        {
            fraction = mantissa.Length - point - 1;
            precision = fraction;
            width += fraction == 0 ? -1 : point == 0 || !char.IsAsciiDigit(text[point - 1]) ? 1 : 0;
        }

        int exponent = 0;
        if (e >= 0)
        {
            exponent = int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0;
            precision += exponent < 0 ? -exponent : -Math.Min(precision, exponent);
            width -= text.Length - e;
            int moved = exponent;
            if (exponent < 0)
            {
                width += point < 0 || e == point + 1 ? 1 : 0;
                moved = -exponent;
            }
            else
            {
                width -= point >= 0 && precision == 0 && fraction > 0 ? 1 : 0;
                moved -= Math.Min(fraction, exponent);
            }

            width += moved;
        }

        if (Math.Abs((long)exponent) > 4000)
        {
            return new SeqOperand { Value = value, Width = width, Precision = precision };
        }

        BigInteger digits = BigInteger.Parse("0" + mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-'), CultureInfo.InvariantCulture);
        int scale = fraction - exponent;
        if (scale < 0)
        {
            digits *= BigInteger.Pow(10, -scale);
            scale = 0;
        }

        while (scale > 0 && (digits % 10).IsZero)
        {
            digits /= 10;
            scale--;
        }

        return new SeqOperand
        {
            Value = value,
            Digits = text.StartsWith('-') ? -digits : digits,
            Scale = scale,
            IsExact = true,
            Width = width,
            Precision = precision,
        };
    }
}
