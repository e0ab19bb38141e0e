using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>Floating-point numbers with as few digits as tell them from others, in the form of printf's <c>%g</c>.</summary>
internal static class ShortestFloat
{
    private const double SmallestNormalSingle = 1.17549435e-38;
    private const double SmallestNormalDouble = 2.2250738585072014e-308;

    public static string Format(float value)
    {
        if (Special(value, float.IsNegative(value)) is { } special)
        {
            return special;
        }

        for (int precision = Math.Abs(value) < SmallestNormalSingle ? 1 : 6; ; precision++)
        {
            string text = General(value, precision);
            if (precision >= 9 || float.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }
    }

    public static string Format(double value)
    {
        if (Special(value, double.IsNegative(value)) is { } special)
        {
            return special;
        }

        for (int precision = Math.Abs(value) < SmallestNormalDouble ? 1 : 15; ; precision++)
        {
            string text = General(value, precision);
            if (precision >= 17 || double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }
    }

    public static string Format(LongDouble value)
    {
        string sign = value.IsNegative ? "-" : "";
        if (value.IsSpecial || value.IsZero)
        {
            return sign + (value.IsNaN ? "nan" : value.IsInfinite ? "inf" : "0");
        }

        for (int precision = value.Mantissa >> 63 == 0 ? 1 : 18; ; precision++)
        {
            string digits = value.ToDigits(precision, out int exponent);
            string text = sign + General(digits, exponent, precision);
            LongDouble read = LongDouble.Parse(text, out _, out _);
            if (precision >= 21 || (read.Mantissa == value.Mantissa && read.Exponent == value.Exponent))
            {
                return text;
            }
        }
    }

    private static string? Special(double value, bool negative) =>
        double.IsFinite(value) && value != 0 ? null
        : (negative ? "-" : "") + (double.IsNaN(value) ? "nan" : value == 0 ? "0" : "inf");

    private static string General(double value, int precision)
    {
        // d.dddE+xxx
        string text = Math.Abs(value).ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int e = text.IndexOf('E');
        string digits = text[..e].Replace(".", "", StringComparison.Ordinal);
        return (value < 0 ? "-" : "") + General(digits, int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), precision);
    }

    private static string General(string digits, int exponent, int precision)
    {
        digits = digits.TrimEnd('0');
        var text = new StringBuilder();
        if (exponent < -4 || exponent >= precision)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            return text.Append(exponent < 0 ? "e-" : "e+").Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
        }

        if (exponent < 0)
        {
            return text.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        }

        if (digits.Length <= exponent + 1)
        {
            return digits.PadRight(exponent + 1, '0');
        }

        return text.Append(digits, 0, exponent + 1).Append('.').Append(digits, exponent + 1, digits.Length - exponent - 1).ToString();
    }
}
