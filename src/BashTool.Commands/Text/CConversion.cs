using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>One conversion of C's printf, with its flags, width and precision.</summary>
internal sealed class CConversion
{
    public bool Left { get; set; }

    public bool Plus { get; set; }

    public bool Blank { get; set; }

    public bool Alternate { get; set; }

    public bool Zeros { get; set; }

    public int Width { get; set; }

    /// <summary>-1 where none is given.</summary>
    public int Precision { get; set; } = -1;

    public char Letter { get; set; }

    /// <summary>Reads flags, width and precision behind a percent sign.</summary>
    public static CConversion Parse(ReadOnlySpan<char> text, out int length)
    {
        var conversion = new CConversion();
        int at = 0;
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '-':
                    conversion.Left = true;
                    continue;
                case '+':
                    conversion.Plus = true;
                    continue;
                case ' ':
                    conversion.Blank = true;
                    continue;
                case '#':
                    conversion.Alternate = true;
                    continue;
                case '0':
                    conversion.Zeros = true;
                    continue;
            }

            break;
        }

        conversion.Width = Number(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            conversion.Precision = Number(text, ref at);
        }

        length = at;
        return conversion;
    }

    /// <summary>As <c>%d %o %u %x %X</c>.</summary>
    public string Integer(ulong magnitude, bool negative)
    {
        string digits = Letter switch
        {
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(unchecked((long)magnitude), 8),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        if (Precision >= 0)
        {
            digits = Precision == 0 && magnitude == 0 ? "" : digits.PadLeft(Precision, '0');
        }

        string sign = Letter is 'd' or 'i' ? Sign(negative) : "";
        if (Alternate && magnitude != 0)
        {
            sign = Letter is 'x' ? "0x" : Letter is 'X' ? "0X" : sign;
            digits = Letter == 'o' && digits[0] != '0' ? "0" + digits : digits;
        }

        return Place(sign, digits, Zeros && Precision < 0);
    }

    /// <summary>As <c>%s</c> and <c>%c</c>.</summary>
    public string Text(string text) => Place("", Precision >= 0 && Letter == 's' && Precision < text.Length ? text[..Precision] : text, zeros: false);

    /// <summary>As <c>%e %f %g</c> and their capitals.</summary>
    public string Real(double value)
    {
        bool negative = double.IsNegative(value);
        value = Math.Abs(value);
        bool upper = char.IsAsciiLetterUpper(Letter);
        if (!double.IsFinite(value))
        {
            string name = double.IsNaN(value) ? "nan" : "inf";
            return Place(Sign(negative), upper ? name.ToUpperInvariant() : name, zeros: false);
        }

        int precision = Precision < 0 ? 6 : Precision;
        string text = char.ToLowerInvariant(Letter) switch
        {
            'f' => Fixed(value, precision),
            'e' => Exponential(value, precision),
            _ => General(value, Math.Max(1, precision)),
        };
        return Place(Sign(negative), upper ? text.ToUpperInvariant() : text, Zeros);
    }

    private static int Number(ReadOnlySpan<char> text, ref int at)
    {
        int value = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = Math.Min(1_000_000, (value * 10) + (text[at] - '0'));
        }

        return value;
    }

    private string Sign(bool negative) => negative ? "-" : Plus ? "+" : Blank ? " " : "";

    private string Fixed(double value, int precision) =>
        value.ToString("F" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + (precision == 0 && Alternate ? "." : "");

    private string Exponential(double value, int precision)
    {
        string text = value.ToString("e" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int e = text.IndexOf('e');
        int exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string point = precision == 0 && Alternate ? "." : "";
        return $"{text.AsSpan(0, e)}{point}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private string General(double value, int precision)
    {
        string exponential = Exponential(value, precision - 1);
        int e = exponential.IndexOf('e');
        int exponent = int.Parse(exponential.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= precision)
        {
            return Trim(exponential[..e]) + exponential[e..];
        }

        return Trim(Fixed(value, precision - 1 - exponent));
    }

    private string Trim(string digits) =>
        Alternate || !digits.Contains('.', StringComparison.Ordinal) ? digits : digits.TrimEnd('0').TrimEnd('.');

    private string Place(string sign, string digits, bool zeros)
    {
        int missing = Width - sign.Length - digits.Length;
        if (missing <= 0)
        {
            return sign.Length == 0 ? digits : sign + digits;
        }

        var text = new StringBuilder(Width);
        return Left ? text.Append(sign).Append(digits).Append(' ', missing).ToString()
            : zeros ? text.Append(sign).Append('0', missing).Append(digits).ToString()
            : text.Append(' ', missing).Append(sign).Append(digits).ToString();
    }
}
