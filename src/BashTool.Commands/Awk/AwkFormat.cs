using System.Globalization;
using System.Text;

namespace BashTool.Commands.Awk;

/// <summary>A format of <c>printf</c>, cut into text and conversions once.</summary>
internal sealed class AwkFormat
{
    private readonly Piece[] pieces;
    private readonly byte[] source;

    private AwkFormat(Piece[] pieces, byte[] source)
    {
        this.pieces = pieces;
        this.source = source;
    }

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        Left = 1,
        Plus = 2,
        Blank = 4,
        Zero = 8,
        Alternate = 16,
    }

    public static AwkFormat Parse(ReadOnlySpan<byte> format)
    {
        var pieces = new List<Piece>();
        int textStart = 0;
        int i = 0;
        while (i < format.Length)
        {
            int percent = format[i..].IndexOf((byte)'%');
            if (percent < 0)
            {
                break;
            }

            i += percent;
            int start = i;
            var piece = new Piece { Width = -1, Precision = -1, Argument = 0, Position = start };
            if (!piece.Read(format, ref i))
            {
                // It stands for itself.
                continue;
            }

            if (start > textStart)
            {
                pieces.Add(new Piece { Text = format[textStart..start].ToArray() });
            }

            piece.End = i;
            pieces.Add(piece);
            textStart = i;
        }

        if (textStart < format.Length)
        {
            pieces.Add(new Piece { Text = format[textStart..].ToArray() });
        }

        return new AwkFormat([.. pieces], format.ToArray());
    }

    public void Append(AwkMachine machine, AwkBuffer output, ReadOnlySpan<AwkValue> arguments)
    {
        int next = 0;
        bool counted = false;
        bool plain = false;
        foreach (ref readonly Piece piece in pieces.AsSpan())
        {
            if (piece.Text is { } text)
            {
                output.Append(text);
                continue;
            }

            if (piece.Conversion == '%')
            {
                output.Append((byte)'%');
                continue;
            }

            counted |= piece.Argument > 0;
            plain |= piece.Argument == 0;
            if (counted && plain)
            {
                throw machine.Fatal("must use `count$' on all formats or none");
            }

            Flags flags = piece.Options;
            int width = piece.Width;
            if (piece.WidthArgument >= 0)
            {
                width = ToInt(machine.ToNumber(Take(machine, arguments, piece.WidthArgument, ref next, piece)));
                if (width < 0)
                {
                    flags |= Flags.Left;
                    width = width == int.MinValue ? int.MaxValue : -width;
                }
            }

            int precision = piece.Precision;
            if (piece.PrecisionArgument >= 0)
            {
                precision = ToInt(machine.ToNumber(Take(machine, arguments, piece.PrecisionArgument, ref next, piece)));
                precision = precision < 0 ? -1 : precision;
            }

            AwkValue argument = Take(machine, arguments, piece.Argument, ref next, piece);
            AppendConversion(machine, output, piece.Conversion, flags, width, precision, argument);
        }
    }

    /// <summary>C's <c>%.*f</c>.</summary>
    public static void AppendFixed(AwkBuffer output, double value, int precision) =>
        AppendDotNet(output, value, 'F', precision);

    /// <summary>C's <c>%.*g</c>.</summary>
    public static void AppendGeneral(AwkBuffer output, double value, int precision, bool upper, bool alternate)
    {
        precision = precision == 0 ? 1 : precision;
        int start = output.Length;
        AppendDotNet(output, value, 'E', precision - 1);

        // [-]d.ddddE[+-]ddd
        ReadOnlySpan<byte> text = output.Span[start..];
        int mark = text.IndexOf((byte)'E');
        int exponent = 0;
        for (int i = mark + 2; i < text.Length; i++)
        {
            exponent = (exponent * 10) + text[i] - '0';
        }

        exponent = text[mark + 1] == '-' ? -exponent : exponent;
        bool negative = text[0] == '-';
        Span<byte> room = precision <= 256 ? stackalloc byte[256] : new byte[precision];
        int count = 0;
        for (int i = negative ? 1 : 0; i < mark; i++)
        {
            if (text[i] != '.')
            {
                room[count++] = text[i];
            }
        }

        ReadOnlySpan<byte> digits = room[..count];
        output.Length = start;
        if (negative)
        {
            output.Append((byte)'-');
        }

        if (!alternate)
        {
            digits = digits.TrimEnd((byte)'0');
            digits = digits.IsEmpty ? room[..1] : digits;
        }

        if (exponent < -4 || exponent >= precision)
        {
            output.Append(digits[0]);
            if (digits.Length > 1 || alternate)
            {
                output.Append((byte)'.');
                output.Append(digits[1..]);
            }

            AppendExponent(output, exponent, upper);
            return;
        }

        if (exponent < 0)
        {
            output.AppendAscii("0.");
            output.Append((byte)'0', -exponent - 1);
            output.Append(digits);
            return;
        }

        if (digits.Length <= exponent + 1)
        {
            output.Append(digits);
            output.Append((byte)'0', exponent + 1 - digits.Length);
            if (alternate)
            {
                output.Append((byte)'.');
            }

            return;
        }

        output.Append(digits[..(exponent + 1)]);
        output.Append((byte)'.');
        output.Append(digits[(exponent + 1)..]);
    }

    private static void AppendExponent(AwkBuffer output, int exponent, bool upper)
    {
        output.Append(upper ? (byte)'E' : (byte)'e');
        output.Append(exponent < 0 ? (byte)'-' : (byte)'+');
        exponent = Math.Abs(exponent);
        if (exponent < 10)
        {
            output.Append((byte)'0');
        }

        output.AppendNumber(exponent);
    }

    private static void AppendDotNet(AwkBuffer output, double value, char letter, int precision)
    {
        Span<char> format = stackalloc char[12];
        format[0] = letter;
        precision.TryFormat(format[1..], out int digits, default, CultureInfo.InvariantCulture);
        format = format[..(digits + 1)];
        int size = 400;
        while (true)
        {
            Span<byte> room = output.Room(size + precision);
            if (value.TryFormat(room, out int written, format, CultureInfo.InvariantCulture))
            {
                output.Length += written;
                return;
            }

            size *= 2;
        }
    }

    private static int ToInt(double value) => double.IsNaN(value) ? 0 : (int)Math.Clamp(Math.Truncate(value), int.MinValue, int.MaxValue);

    private AwkValue Take(AwkMachine machine, ReadOnlySpan<AwkValue> arguments, int position, ref int next, in Piece piece)
    {
        int index = position > 0 ? position - 1 : next++;
        if (index < arguments.Length)
        {
            return arguments[index];
        }

        if (position > 0)
        {
            throw machine.Fatal($"arg count with `$' >= {arguments.Length + 1} must be <= total number of supplied arguments".Replace($">= {arguments.Length + 1} must", $"{position} must", StringComparison.Ordinal));
        }

        throw machine.Fatal("not enough arguments to satisfy format string\n\t`" + EscapedUtf8.Decode(source) + "'\n\t" + new string(' ', piece.End - 1) + "^ ran out for this one");
    }

    private static void AppendConversion(AwkMachine machine, AwkBuffer output, char conversion, Flags flags, int width, int precision, AwkValue argument)
    {
        switch (conversion)
        {
            case 'c':
                AppendCharacter(machine, output, flags, width, argument);
                return;
            case 's':
                ReadOnlySpan<byte> text = machine.ToText(argument).Span;
                if (precision >= 0 || width > 0)
                {
                    text = machine.Bytes ? text[..Math.Min(precision < 0 ? int.MaxValue : precision, text.Length)] : FirstCharacters(text, precision);
                }

                AppendPadded(machine, output, flags, width, text);
                return;
        }

        double number = machine.ToNumber(argument);
        if (!double.IsFinite(number))
        {
            string special = AwkNumber.Special(number);
            if (!machine.Settings.Posix)
            {
                output.AppendAscii(special);
                return;
            }

            // As C's printf has it.
            bool isNegative = special[0] == '-';
            special = (isNegative ? "-" : (flags & Flags.Plus) != 0 ? "+" : (flags & Flags.Blank) != 0 ? " " : "") + special[1..];
            output.AppendAscii((flags & Flags.Left) != 0 ? special.PadRight(Math.Max(0, width)) : special.PadLeft(Math.Max(0, width)));
            return;
        }

        var digits = new AwkBuffer(64);
        string prefix = "";
        bool isInteger = conversion is 'd' or 'i' or 'u' or 'o' or 'x' or 'X';
        if (isInteger)
        {
            bool isZero = number == 0;
            number = Math.Truncate(number);
            bool isSigned = conversion is 'd' or 'i';
            if (!isSigned && (number >= 18446744073709551616.0 || number < -9223372036854775808.0))
            {
                conversion = 'g';
                isInteger = false;
                precision = precision < 0 ? 6 : precision;
            }
            else
            {
                prefix = AppendInteger(digits, conversion, isZero ? flags & ~Flags.Alternate : flags, precision, number);
                if (precision >= 0)
                {
                    flags &= ~Flags.Zero;
                }
            }
        }

        bool negative = !isInteger ? double.IsNegative(number) : number < 0 && conversion is 'd' or 'i' && number < 0;
        if (!isInteger)
        {
            AppendFloating(digits, conversion, flags, precision, Math.Abs(number));
            if (conversion is 'a' or 'A')
            {
                prefix = conversion == 'a' ? "0x" : "0X";
            }
        }

        string sign = negative ? "-"
            : isInteger && conversion is not ('d' or 'i') ? ""
            : (flags & Flags.Plus) != 0 ? "+"
            : (flags & Flags.Blank) != 0 ? " "
            : "";
        int length = sign.Length + prefix.Length + digits.Length;
        int pad = Math.Max(0, width - length);
        bool zeros = (flags & (Flags.Zero | Flags.Left)) == Flags.Zero;
        if (!zeros && (flags & Flags.Left) == 0)
        {
            output.Append((byte)' ', pad);
        }

        output.AppendAscii(sign);
        output.AppendAscii(prefix);
        if (zeros)
        {
            output.Append((byte)'0', pad);
        }

        output.Append(digits.Span);
        if ((flags & Flags.Left) != 0)
        {
            output.Append((byte)' ', pad);
        }
    }

    private static string AppendInteger(AwkBuffer digits, char conversion, Flags flags, int precision, double number)
    {
        bool alternate = (flags & Flags.Alternate) != 0;
        string prefix = "";
        string text;
        switch (conversion)
        {
            case 'd' or 'i':
                text = Math.Abs(number).ToString("F0", CultureInfo.InvariantCulture);
                break;
            default:
                ulong value = number < 0 ? unchecked((ulong)(long)number) : (ulong)number;
                text = conversion switch
                {
                    'u' => value.ToString(CultureInfo.InvariantCulture),
                    'x' => value.ToString("x", CultureInfo.InvariantCulture),
                    'X' => value.ToString("X", CultureInfo.InvariantCulture),
                    _ => Octal(value),
                };
                if (alternate)
                {
                    prefix = conversion switch { 'x' => "0x", 'X' => "0X", _ => "" };
                }

                break;
        }

        if (precision == 0 && number == 0)
        {
            text = "";
        }

        if (conversion == 'o' && alternate && !text.StartsWith('0') && text.Length >= precision)
        {
            text = "0" + text;
        }

        digits.Append((byte)'0', precision - text.Length);
        digits.AppendAscii(text);
        return prefix;
    }

    private static string Octal(ulong value)
    {
        Span<char> digits = stackalloc char[24];
        int at = digits.Length;
        do
        {
            digits[--at] = (char)('0' + (value & 7));
            value >>= 3;
        }
        while (value != 0);

        return digits[at..].ToString();
    }

    private static void AppendFloating(AwkBuffer digits, char conversion, Flags flags, int precision, double number)
    {
        bool alternate = (flags & Flags.Alternate) != 0;
        switch (conversion)
        {
            case 'f' or 'F':
                AppendFixed(digits, number, precision < 0 ? 6 : precision);
                if (alternate && precision == 0)
                {
                    digits.Append((byte)'.');
                }

                break;
            case 'e' or 'E':
                int start = digits.Length;
                AppendDotNet(digits, number, 'E', precision < 0 ? 6 : precision);
                ReadOnlySpan<byte> text = digits.Span[start..];
                int mark = text.IndexOf((byte)'E');
                int exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                digits.Length = start + mark;
                if (alternate && precision == 0)
                {
                    digits.Append((byte)'.');
                }

                AppendExponent(digits, exponent, conversion == 'E');
                break;
            case 'g' or 'G':
                AppendGeneral(digits, number, precision < 0 ? 6 : precision, conversion == 'G', alternate);
                break;
            default:
                AppendHexadecimal(digits, number, precision, conversion == 'A', alternate);
                break;
        }
    }

    private static void AppendHexadecimal(AwkBuffer digits, double number, int precision, bool upper, bool alternate)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        long fraction = bits & 0xFFFFFFFFFFFFF;
        int exponent = (int)((bits >> 52) & 0x7FF);
        long lead = exponent == 0 ? 0 : 1;
        exponent = number == 0 ? 0 : exponent == 0 ? -1022 : exponent - 1023;
        if (precision is >= 0 and < 13)
        {
            int drop = (13 - precision) * 4;
            long all = (lead << 52) | fraction;
            long rest = all & ((1L << drop) - 1);
            all >>= drop;
            long half = 1L << (drop - 1);
            if (rest > half || (rest == half && (all & 1) != 0))
            {
                all++;
            }

            lead = all >> (precision * 4);
            fraction = (all & ((1L << (precision * 4)) - 1)) << drop;
        }

        string text = fraction.ToString("x13", CultureInfo.InvariantCulture);
        text = precision < 0 ? text.TrimEnd('0') : precision <= 13 ? text[..precision] : text.PadRight(precision, '0');
        string result = lead.ToString(CultureInfo.InvariantCulture) + (text.Length > 0 || alternate ? "." : "") + text
            + "p" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        digits.AppendAscii(upper ? result.ToUpperInvariant() : result);
    }

    // As gawk counts: the characters before the first byte that is none; bytes, if that comes first.
    private static ReadOnlySpan<byte> FirstCharacters(ReadOnlySpan<byte> text, int most)
    {
        most = most < 0 ? int.MaxValue : most;
        int at = 0;
        for (int count = 0; at < text.Length && count < most; count++)
        {
            if (text[at] < 0x80)
            {
                at++;
                continue;
            }

            if (!Rune.IsValid(EscapedUtf8.DecodeRune(text[at..], out int length)))
            {
                return at == 0 ? text[..Math.Min(most, text.Length)] : text[..at];
            }

            at += length;
        }

        return text[..at];
    }

    private static void AppendCharacter(AwkMachine machine, AwkBuffer output, Flags flags, int width, AwkValue argument)
    {
        Span<byte> encoded = stackalloc byte[4];
        scoped ReadOnlySpan<byte> text;
        bool isNumber = argument.HoldsNumber || argument.IsNothing
            || (argument.Kind == AwkValueKind.Input && argument.Text.LooksNumeric(machine.Forms));
        if (isNumber)
        {
            double number = machine.ToNumber(argument);
            int code = double.IsNaN(number) || Math.Abs(number) >= 9.2e18 ? 0 : unchecked((int)(long)number);
            if (!machine.Bytes && code is > 0x10FFFF and < 0x200000)
            {
                encoded[0] = (byte)(0xF0 | (code >> 18));
                encoded[1] = (byte)(0x80 | ((code >> 12) & 0x3F));
                encoded[2] = (byte)(0x80 | ((code >> 6) & 0x3F));
                encoded[3] = (byte)(0x80 | (code & 0x3F));
                text = encoded;
            }
            else if (machine.Bytes || !Rune.IsValid(code))
            {
                encoded[0] = (byte)code;
                text = encoded[..1];
            }
            else
            {
                text = encoded[..new Rune(code).EncodeToUtf8(encoded)];
            }
        }
        else
        {
            text = machine.ToText(argument).Span;
            text = text.IsEmpty ? "\0"u8 : text[..(machine.Bytes ? 1 : AwkCharacters.LengthAt(text, 0))];
        }

        AppendPadded(machine, output, flags, width, text);
    }

    private static void AppendPadded(AwkMachine machine, AwkBuffer output, Flags flags, int width, ReadOnlySpan<byte> text)
    {
        int pad = 0;
        if (width > 0)
        {
            bool bytes = machine.Bytes || (text.Length > 0 && text[0] >= 0x80 && !Rune.IsValid(EscapedUtf8.DecodeRune(text, out _)));
            pad = Math.Max(0, width - (bytes ? text.Length : AwkCharacters.Count(text)));
        }

        bool left = (flags & Flags.Left) != 0;
        if (!left)
        {
            output.Append((byte)' ', pad);
        }

        output.Append(text);
        if (left)
        {
            output.Append((byte)' ', pad);
        }
    }

    private struct Piece
    {
        public byte[]? Text;
        public char Conversion;
        public Flags Options;
        public int Width;
        public int WidthArgument;
        public int Precision;
        public int PrecisionArgument;
        public int Argument;
        public int Position;
        public int End;

        // From the percent sign on; the index is behind it afterwards. False if it is no conversion.
        public bool Read(ReadOnlySpan<byte> format, ref int i)
        {
            WidthArgument = -1;
            PrecisionArgument = -1;
            i++;
            if (ReadPosition(format, ref i, out int position))
            {
                Argument = position;
            }

            for (; i < format.Length; i++)
            {
                Flags flag = (char)format[i] switch
                {
                    '-' => Flags.Left,
                    '+' => Flags.Plus,
                    ' ' => Flags.Blank,
                    '0' => Flags.Zero,
                    '#' => Flags.Alternate,
                    _ => Flags.None,
                };
                if (flag == Flags.None && format[i] != '\'')
                {
                    break;
                }

                Options |= flag;
            }

            if (i < format.Length && format[i] == '*')
            {
                i++;
                WidthArgument = ReadPosition(format, ref i, out position) ? position : 0;
            }
            else if (i < format.Length && char.IsAsciiDigit((char)format[i]))
            {
                Width = ReadNumber(format, ref i);
            }

            if (i < format.Length && format[i] == '.')
            {
                i++;
                Precision = 0;
                if (i < format.Length && format[i] == '*')
                {
                    i++;
                    PrecisionArgument = ReadPosition(format, ref i, out position) ? position : 0;
                }
                else if (i < format.Length && format[i] == '-')
                {
                    i++;
                    ReadNumber(format, ref i);
                    Precision = -1;
                }
                else
                {
                    Precision = ReadNumber(format, ref i);
                }
            }

            for (; i < format.Length && format[i] == '\''; i++)
            {
            }

            if (i < format.Length && format[i] is (byte)'h' or (byte)'l' or (byte)'L')
            {
                i++;
            }

            if (i >= format.Length || !"diouxXeEfFgGaAcs%"u8.Contains(format[i]))
            {
                return false;
            }

            Conversion = (char)format[i++];
            return true;
        }

        private static int ReadNumber(ReadOnlySpan<byte> format, ref int i)
        {
            long number = 0;
            for (; i < format.Length && char.IsAsciiDigit((char)format[i]); i++)
            {
                number = Math.Min(int.MaxValue, (number * 10) + format[i] - '0');
            }

            return (int)number;
        }

        private static bool ReadPosition(ReadOnlySpan<byte> format, ref int i, out int position)
        {
            int at = i;
            position = ReadNumber(format, ref at);
            if (at > i && at < format.Length && format[at] == '$')
            {
                i = at + 1;
                return true;
            }

            return false;
        }
    }
}
