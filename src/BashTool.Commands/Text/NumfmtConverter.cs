using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary>Converts the numbers of lines, calculating with the long double of C as numfmt does.</summary>
internal sealed class NumfmtConverter(CommandContext context, NumfmtSettings settings)
{
    public const int Trouble = 2;

    private const int MostExactDigits = 18;
    private const int MostDigits = 27;
    private const string Suffixes = "KMGTPEZY";

    private static readonly LongDouble Ten = LongDouble.From(10);
    private static readonly LongDouble LargestInteger = LongDouble.From(long.MaxValue);
    private static readonly LongDouble Half = LongDouble.From(1) / LongDouble.From(2);

    private readonly ByteWriter output = context.Output;
    private int padding = settings.Padding;

    private enum Reading
    {
        Ok,
        PrecisionLoss,
        Overflow,
        InvalidNumber,
        ForbiddenSuffix,
        InvalidSuffix,
        MissingI,
    }

    /// <summary>Converts the fields of a line; false if one of them is no number.</summary>
    public bool Line(ReadOnlySpan<byte> line, bool delimited)
    {
        bool valid = true;
        ulong field = 0;
        while (true)
        {
            field++;
            int end = 0;
            if (settings.Delimiter >= 0)
            {
                end = line.IndexOf((byte)settings.Delimiter);
                end = end < 0 ? line.Length : end;
            }
            else
            {
                while (end < line.Length && IsBlank(line[end]))
                {
                    end++;
                }

                while (end < line.Length && !IsBlank(line[end]))
                {
                    end++;
                }
            }

            valid &= Field(line[..end], field);
            if (end == line.Length)
            {
                break;
            }

            output.WriteByte(settings.Delimiter < 0 ? (byte)' ' : (byte)settings.Delimiter);
            line = line[(end + 1)..];
        }

        if (delimited)
        {
            output.WriteByte(settings.LineDelimiter);
        }

        return valid;
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\n';

    private bool Included(ulong field)
    {
        if (settings.Fields is null)
        {
            return field == 1;
        }

        foreach ((ulong first, ulong last) in settings.Fields.Ranges)
        {
            if (field >= first && field <= last)
            {
                return true;
            }
        }

        return false;
    }

    private bool Field(ReadOnlySpan<byte> bytes, ulong field)
    {
        if (!Included(field))
        {
            output.Write(bytes);
            return true;
        }

        string text = EscapedUtf8.Decode(bytes);
        if (settings.Suffix is { } suffix && text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.Ordinal))
        {
            text = text[..^suffix.Length];
        }

        string number = text.TrimStart(' ', '\t');
        if (settings.FindsPadding)
        {
            padding = number.Length < text.Length || field > 1 ? EscapedUtf8.EncodedLength(text) : 0;
        }

        if (TryRead(number, out LongDouble value, out int precision) && TryPrepare(value, precision, out string result))
        {
            output.Write(settings.Before);
            output.Write(result);
            output.Write(settings.Behind);
            return true;
        }

        output.Write(text);
        return false;
    }

    private bool Fail(string message)
    {
        if (settings.Invalid == NumfmtInvalid.Abort)
        {
            throw new CommandException(message, Trouble);
        }

        if (settings.Invalid != NumfmtInvalid.Ignore)
        {
            context.Complain(message);
        }

        return false;
    }

    private bool TryRead(string text, out LongDouble value, out int precision)
    {
        Reading reading = ReadScaled(text, out value, out precision, out int end);
        string quoted = LocaleQuoting.Quote(text);
        switch (reading)
        {
            case Reading.Ok or Reading.PrecisionLoss:
                break;
            case Reading.Overflow:
                return Fail($"value too large to be converted: {quoted}");
            case Reading.InvalidNumber:
                return Fail($"invalid number: {quoted}");
            case Reading.ForbiddenSuffix:
                return Fail($"rejecting suffix in input: {quoted} (consider using --from)");
            case Reading.InvalidSuffix:
                return Fail($"invalid suffix in input: {quoted}");
            default:
                return Fail($"missing 'i' suffix in input: {quoted} (e.g Ki/Mi/Gi)");
        }

        if (end < text.Length)
        {
            return Fail($"invalid suffix in input {quoted}: {LocaleQuoting.Quote(text[end..])}");
        }

        if (reading == Reading.PrecisionLoss && settings.Debug)
        {
            context.Complain($"large input value {quoted}: possible precision loss");
        }

        if (settings.FromUnit != 1 || settings.ToUnit != 1)
        {
            value = value * LongDouble.From((BigInteger)settings.FromUnit) / LongDouble.From((BigInteger)settings.ToUnit);
        }

        return true;
    }

    private static Reading ReadInteger(string text, ref int at, out LongDouble value, out bool negative)
    {
        Reading reading = Reading.Ok;
        negative = at < text.Length && text[at] == '-';
        at += negative ? 1 : 0;
        BigInteger number = 0;
        int digits = 0, start = at;
        value = default;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            int digit = text[at] - '0';
            digits += digits > 0 || digit > 0 ? 1 : 0;
            if (digits > MostDigits)
            {
                return Reading.Overflow;
            }

            reading = digits > MostExactDigits ? Reading.PrecisionLoss : reading;

            // As it goes, with what that rounds away.
            number = digits > MostExactDigits ? LongDouble.From(((BigInteger)LongDouble.From(number * 10).Truncate()) + digit).Truncate() : (number * 10) + digit;
        }

        if (at == start && !(at < text.Length && text[at] == '.'))
        {
            return Reading.InvalidNumber;
        }

        value = LongDouble.From(negative ? -number : number);
        return reading;
    }

    private Reading ReadScaled(string text, out LongDouble value, out int precision, out int at)
    {
        at = 0;
        precision = 0;
        Reading reading = ReadInteger(text, ref at, out value, out bool negative);
        if (reading is not (Reading.Ok or Reading.PrecisionLoss))
        {
            return reading;
        }

        if (at < text.Length && text[at] == '.')
        {
            int start = ++at;
            Reading second = ReadInteger(text, ref at, out LongDouble fraction, out bool wrong);
            if (second is not (Reading.Ok or Reading.PrecisionLoss) || wrong)
            {
                return wrong ? Reading.InvalidNumber : second;
            }

            reading = second == Reading.PrecisionLoss ? second : reading;
            precision = at - start;
            fraction /= Power(Ten, precision);
            value = negative ? value - fraction : value + fraction;
        }

        int scaleBase = settings.From is NumfmtScale.Iec or NumfmtScale.IecI ? 1024 : 1000;
        int power = 0;
        if (at < text.Length)
        {
            while (at < text.Length && text[at] is ' ' or '\t')
            {
                at++;
            }

            // Blanks at the end are taken for a suffix that multiplies by one.
            bool ended = at == text.Length;
            power = ended ? 0 : Suffixes.IndexOf(text[at]) + 1;
            if (power == 0 && !ended)
            {
                return Reading.InvalidSuffix;
            }

            if (settings.From == NumfmtScale.None)
            {
                return Reading.ForbiddenSuffix;
            }

            at += ended ? 0 : 1;
            if (settings.From == NumfmtScale.Auto && at < text.Length && text[at] == 'i')
            {
                scaleBase = 1024;
                at++;
            }

            precision = 0;
        }

        if (settings.From == NumfmtScale.IecI)
        {
            if (at >= text.Length || text[at] != 'i')
            {
                return Reading.MissingI;
            }

            at++;
        }

        value *= Power(LongDouble.From(scaleBase), power);
        return reading;
    }

    private static LongDouble Power(LongDouble number, int exponent)
    {
        LongDouble result = LongDouble.From(1);
        for (; exponent > 0; exponent--)
        {
            result *= number;
        }

        return result;
    }

    private static LongDouble Absolute(LongDouble value) => value.IsNegative ? -value : value;

    private static LongDouble Normalize(LongDouble value, LongDouble scaleBase, out int power)
    {
        power = 0;
        for (; LongDouble.Compare(Absolute(value), scaleBase) >= 0; power++)
        {
            value /= scaleBase;
        }

        return value;
    }

    private bool TryPrepare(LongDouble value, int inputPrecision, out string result)
    {
        long precision = settings.Precision < 0 ? inputPrecision : settings.Precision;
        result = "";
        Normalize(value, Ten, out int digits);
        if (settings.To == NumfmtScale.None && digits + precision > MostExactDigits)
        {
            string shown = General(value);
            return Fail(precision > 0
                ? $"value/precision too large to be printed: '{shown}/{precision}' (consider using --to)"
                : $"value too large to be printed: '{shown}' (consider using --to)");
        }

        if (digits > MostDigits - 1)
        {
            return Fail($"value too large to be printed: '{General(value)}' (cannot handle values > 999Y)");
        }

        result = (settings.To == NumfmtScale.None ? Plain(value, (int)precision) : Human(value)) + settings.Suffix;
        int missing = padding - EscapedUtf8.EncodedLength(result);
        if (missing > 0)
        {
            result = settings.AlignsLeft ? result + new string(' ', missing) : new string(' ', missing) + result;
        }

        return true;
    }

    private static string General(LongDouble value) => new CConversion { Letter = 'g' }.Real(value.ToDouble());

    private string Plain(LongDouble value, int precision)
    {
        LongDouble scale = Power(Ten, precision);
        return Fixed(Round(value * scale) / scale, precision);
    }

    private string Human(LongDouble value)
    {
        LongDouble scaleBase = LongDouble.From(settings.To is NumfmtScale.Iec or NumfmtScale.IecI ? 1024 : 1000);
        value = Normalize(value, scaleBase, out int power);
        int adjust = settings.Precision >= 0 ? (int)Math.Min(power * 3, settings.Precision)
            : LongDouble.Compare(Absolute(value), Ten) < 0 ? 1 : 0;
        LongDouble scale = Power(Ten, adjust);
        value = Round(value * scale) / scale;
        if (LongDouble.Compare(Absolute(value), scaleBase) >= 0)
        {
            value /= scaleBase;
            power++;
        }

        bool showsPoint = !value.IsZero && LongDouble.Compare(Absolute(value), Ten) < 0 && power > 0;
        string number = Fixed(value, settings.Precision < 0 ? showsPoint ? 1 : 0 : (int)Math.Min(settings.Precision, 1 << 20));
        return power == 0 ? number : number + Suffixes[power - 1] + (settings.To == NumfmtScale.IecI ? "i" : "");
    }

    private string Fixed(LongDouble value, int precision)
    {
        string digits = value.ToFixed(precision);
        string sign = value.IsNegative ? "-" : "";
        return sign + (settings.ZeroPadding > 0 ? digits.PadLeft(settings.ZeroPadding - sign.Length, '0') : digits);
    }

    private LongDouble Round(LongDouble value)
    {
        // In the range of 64 bits, with the rest put aside.
        BigInteger parts = (value / LargestInteger).Truncate();
        LongDouble aside = LargestInteger * LongDouble.From(parts);
        value -= aside;
        BigInteger whole = value.Truncate();
        int order = LongDouble.Compare(value, LongDouble.From(whole));
        BigInteger rounded = settings.Rounding switch
        {
            NumfmtRounding.Up => order > 0 ? whole + 1 : whole,
            NumfmtRounding.Down => order < 0 ? whole - 1 : whole,
            NumfmtRounding.FromZero => order > 0 ? whole + 1 : order < 0 ? whole - 1 : whole,
            NumfmtRounding.TowardsZero => whole,
            _ => (value.IsNegative ? value - Half : value + Half).Truncate(),
        };
        return aside + LongDouble.From(rounded);
    }
}
