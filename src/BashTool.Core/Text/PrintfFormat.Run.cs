using System.Globalization;
using System.Text;

namespace BashTool.Core.Text;

/// <content>Printing: the format goes over the arguments until they are used up.</content>
public sealed partial class PrintfFormat
{
    private const int MostPadding = 256 * 1024 * 1024;

    /// <summary>Appends the arguments in this format.</summary>
    /// <param name="arguments">The words; <paramref name="first"/> is the index of the first argument.</param>
    /// <returns>The exit status.</returns>
    public int Run(IReadOnlyList<string> arguments, int first, TextBuffer output, IPrintfHost host)
    {
        var run = new Printing(this, arguments, first, output, host);
        do
        {
            int before = run.Next;
            if (!run.Once())
            {
                break;
            }

            if (run.Next == before)
            {
                if (dialect == PrintfDialect.Gnu && run.Next < arguments.Count)
                {
                    host.Warn($"warning: ignoring excess arguments, starting with {GnuQuoting.Quote(arguments[run.Next])}");
                }

                break;
            }
        }
        while (run.Next < arguments.Count);

        return run.Status;
    }

    private struct Printing(PrintfFormat format, IReadOnlyList<string> arguments, int first, TextBuffer output, IPrintfHost host)
    {
        private readonly bool gnu = format.dialect == PrintfDialect.Gnu;

        public int Next { get; private set; } = first;

        public int Status { get; private set; }

        public bool Once()
        {
            foreach (Piece piece in format.pieces)
            {
                switch (piece.Kind)
                {
                    case PieceKind.Text:
                        output.Append(piece.Text);
                        break;
                    case PieceKind.Warning:
                        host.Warn(piece.Text);
                        break;
                    case PieceKind.Failure:
                        Fail(piece.Text);
                        return false;
                    case PieceKind.Stop:
                        return false;
                    default:
                        if (!Convert(piece))
                        {
                            return false;
                        }

                        break;
                }
            }

            return true;
        }

        private void Fail(string message)
        {
            host.Error(message);
            Status = 1;
        }

        private string? Argument() => Next < arguments.Count ? arguments[Next++] : null;

        private bool Convert(Piece piece)
        {
            Flags flags = piece.Flags;
            int width = piece.Width;
            int precision = piece.Precision;
            if (piece.WidthFromArgument)
            {
                long value = Signed(Argument());
                if (value < 0)
                {
                    flags |= Flags.Left;
                    value = -value;
                }

                width = (int)Math.Min(value, int.MaxValue);
            }

            if (piece.PrecisionFromArgument)
            {
                long value = Signed(Argument());
                precision = value < 0 ? -1 : (int)Math.Min(value, int.MaxValue);
            }

            if (width > MostPadding || precision > MostPadding)
            {
                bool text = piece.Conversion is 's' or 'b' or 'q' or 'Q' or 'T' or 'c';
                if (width > MostPadding || !text)
                {
                    Argument();
                    return true;
                }
            }

            switch (piece.Conversion)
            {
                case 's':
                    Text(Argument() ?? "", flags, width, precision);
                    return true;
                case 'c':
                    Character(Argument(), flags, width);
                    return true;
                case 'b':
                    return Escaped(Argument() ?? "", flags, width, precision);
                case 'q':
                    // The command's quotes nothing where there is nothing.
                    Text(gnu ? Argument() is { } quoted ? GnuQuoting.ShellEscape(quoted) : "" : ShellQuoting.Backslash(Argument() ?? ""), flags, width, precision);
                    return true;
                case 'Q':
                    Text(ShellQuoting.Backslash(Cut(Argument() ?? "", precision).ToString()), flags, width, -1);
                    return true;
                case 'T':
                    Time(piece.Text, flags, width, precision);
                    return true;
                case 'n':
                    if (Argument() is { Length: > 0 } name && !host.AssignCount(name, EscapedUtf8.EncodedLength(output.Written)))
                    {
                        Fail($"`{name}': not a valid identifier");
                        return false;
                    }

                    return true;
                case 'd' or 'i':
                    long number = Signed(Argument());
                    Integer(number < 0 ? (ulong)-number : (ulong)number, number < 0, 'd', flags, width, precision);
                    return true;
                case 'u' or 'o' or 'x' or 'X':
                    Integer(Unsigned(Argument()), false, piece.Conversion, flags & ~(Flags.Plus | Flags.Space), width, precision);
                    return true;
                default:
                    Floating(Real(Argument()), piece.Conversion, flags, width, precision);
                    return true;
            }
        }

        private readonly void Text(ReadOnlySpan<char> text, Flags flags, int width, int precision)
        {
            text = Cut(text, precision);
            int padding = width == 0 ? 0 : width - (Ascii.IsValid(text) ? text.Length : EscapedUtf8.EncodedLength(text));
            if ((flags & Flags.Left) == 0)
            {
                output.Append(' ', padding);
            }

            output.Append(text);
            if ((flags & Flags.Left) != 0)
            {
                output.Append(' ', padding);
            }
        }

        // A precision counts bytes and may cut a character.
        private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int precision)
        {
            if (precision < 0 || precision >= text.Length * 3)
            {
                return text;
            }

            if (Ascii.IsValid(text))
            {
                return precision < text.Length ? text[..precision] : text;
            }

            byte[] bytes = EscapedUtf8.Encode(text);
            return precision < bytes.Length ? EscapedUtf8.Decode(bytes.AsSpan(0, precision)) : text;
        }

        private readonly void Character(string? argument, Flags flags, int width)
        {
            string text = argument is null or "" ? "\0" : argument[0] < 0x80 ? argument[..1] : Cut(argument, 1).ToString();
            Text(text, flags, width, -1);
        }

        private bool Escaped(string argument, Flags flags, int width, int precision)
        {
            if (!argument.Contains('\\'))
            {
                Text(argument, flags, width, precision);
                return true;
            }

            bool direct = width == 0 && precision < 0;
            TextBuffer buffer = direct ? output : new TextBuffer();
            bool goOn = true;
            int at = 0;
            while (goOn && at < argument.Length)
            {
                int next = argument.AsSpan(at).IndexOf('\\');
                if (next < 0)
                {
                    buffer.Append(argument.AsSpan(at));
                    break;
                }

                buffer.Append(argument.AsSpan(at, next));
                at += next;
                int start = at;
                EscapeSequences.Result result = EscapeSequences.Append(argument, ref at, EscapeSequences.Where.PercentB, format.dialect, buffer);
                if (result == EscapeSequences.Result.Stop)
                {
                    goOn = false;
                }
                else if (result != EscapeSequences.Result.Done)
                {
                    string message = EscapeMessage(argument[start..at], result, format.dialect);
                    if (gnu)
                    {
                        Fail(message);
                        goOn = false;
                    }
                    else
                    {
                        host.Warn(message);
                    }
                }
            }

            if (!direct)
            {
                Text(buffer.Written, flags, width, precision);
            }

            return goOn;
        }

        private void Time(string timeFormat, Flags flags, int width, int precision)
        {
            string? argument = Argument();
            long seconds = argument is null ? -1 : Signed(argument);
            seconds = seconds switch
            {
                -1 => host.Now,
                -2 => host.Started,
                _ => seconds,
            };
            Text(host.FormatTime(timeFormat.Length == 0 ? "%X" : timeFormat, seconds), flags, width, precision);
        }

        private readonly void Integer(ulong value, bool negative, char conversion, Flags flags, int width, int precision)
        {
            Span<char> digits = stackalloc char[24];
            int count;
            switch (conversion)
            {
                case 'x':
                    value.TryFormat(digits, out count, "x", CultureInfo.InvariantCulture);
                    break;
                case 'X':
                    value.TryFormat(digits, out count, "X", CultureInfo.InvariantCulture);
                    break;
                case 'o':
                    count = Octal(value, digits);
                    break;
                default:
                    value.TryFormat(digits, out count, default, CultureInfo.InvariantCulture);
                    break;
            }

            if (value == 0 && precision == 0)
            {
                count = 0;
            }

            ReadOnlySpan<char> prefix = negative ? "-" : (flags & Flags.Plus) != 0 ? "+" : (flags & Flags.Space) != 0 ? " " : "";
            int zeros = Math.Max(0, precision - count);
            if ((flags & Flags.Alternate) != 0)
            {
                if (conversion is 'x' or 'X' && value != 0)
                {
                    prefix = conversion == 'x' ? "0x" : "0X";
                }
                else if (conversion == 'o' && zeros == 0 && (count == 0 || digits[0] != '0'))
                {
                    zeros = 1;
                }
            }

            int padding = width - prefix.Length - zeros - count;
            if ((flags & (Flags.Zero | Flags.Left)) == Flags.Zero && precision < 0 && padding > 0)
            {
                zeros += padding;
                padding = 0;
            }

            if ((flags & Flags.Left) == 0)
            {
                output.Append(' ', padding);
            }

            output.Append(prefix);
            output.Append('0', zeros);
            output.Append(digits[..count]);
            if ((flags & Flags.Left) != 0)
            {
                output.Append(' ', padding);
            }
        }

        private static int Octal(ulong value, Span<char> digits)
        {
            int count = value == 0 ? 1 : (66 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 3;
            for (int i = count - 1; i >= 0; i--)
            {
                digits[i] = (char)('0' + (value & 7));
                value >>= 3;
            }

            return count;
        }

        private readonly void Floating(LongDouble value, char conversion, Flags flags, int width, int precision)
        {
            string body = value.IsNaN ? "nan" : value.IsInfinite ? "inf" : FloatDigits(value, (char)(conversion | 0x20), flags, precision);
            if (char.IsAsciiLetterUpper(conversion))
            {
                body = body.ToUpperInvariant();
            }

            string sign = value.IsNegative ? "-" : (flags & Flags.Plus) != 0 ? "+" : (flags & Flags.Space) != 0 ? " " : "";
            int padding = width - sign.Length - body.Length;
            if ((flags & (Flags.Left | Flags.Zero)) == Flags.Zero && !value.IsSpecial)
            {
                output.Append(sign);
                if (body.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
                {
                    output.Append(body.AsSpan(0, 2));
                    body = body[2..];
                }

                output.Append('0', padding);
                output.Append(body);
                return;
            }

            if ((flags & Flags.Left) == 0)
            {
                output.Append(' ', padding);
            }

            output.Append(sign);
            output.Append(body);
            if ((flags & Flags.Left) != 0)
            {
                output.Append(' ', padding);
            }
        }

        private static string FloatDigits(LongDouble value, char conversion, Flags flags, int precision)
        {
            bool point = (flags & Flags.Alternate) != 0;
            switch (conversion)
            {
                case 'a':
                    return value.ToHex(precision, point);
                case 'f':
                    string text = value.ToFixed(precision < 0 ? 6 : precision);
                    return precision == 0 && point ? text + "." : text;
                case 'e':
                    return Exponential(value, precision < 0 ? 6 : precision, point);
                default:
                    int count = precision < 0 ? 6 : Math.Max(1, precision);
                    value.ToDigits(count, out int exponent);
                    string result = exponent >= -4 && exponent < count
                        ? value.ToFixed(count - 1 - exponent)
                        : Exponential(value, count - 1, point);
                    if (point)
                    {
                        return result.Contains('.') || result.Contains('e') ? result : result + ".";
                    }

                    int e = result.IndexOf('e', StringComparison.Ordinal);
                    string mantissa = e < 0 ? result : result[..e];
                    if (mantissa.Contains('.'))
                    {
                        mantissa = mantissa.TrimEnd('0').TrimEnd('.');
                    }

                    return e < 0 ? mantissa : mantissa + result[e..];
            }
        }

        private static string Exponential(LongDouble value, int precision, bool point)
        {
            string digits = value.ToDigits(precision + 1, out int exponent);
            string tail = precision > 0 ? "." + digits[1..] : point ? "." : "";
            return $"{digits[0]}{tail}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        private long Signed(string? argument)
        {
            if (argument is null)
            {
                return 0;
            }

            // The usual case: a few plain digits.
            if (argument.Length is > 0 and < 10 && argument[0] is >= '1' and <= '9' && int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int plain))
            {
                return plain;
            }

            if (!ReadInteger(argument, out UInt128 magnitude, out bool negative))
            {
                return (long)magnitude;
            }

            UInt128 most = negative ? (UInt128)1 << 63 : long.MaxValue;
            if (magnitude > most)
            {
                OutOfRange(argument);
                return negative ? long.MinValue : long.MaxValue;
            }

            return negative ? -(long)(ulong)magnitude : (long)magnitude;
        }

        private ulong Unsigned(string? argument)
        {
            if (argument is null)
            {
                return 0;
            }

            if (!ReadInteger(argument, out UInt128 magnitude, out bool negative))
            {
                return (ulong)magnitude;
            }

            if (magnitude > ulong.MaxValue)
            {
                OutOfRange(argument);
                return ulong.MaxValue;
            }

            ulong value = (ulong)magnitude;
            return negative ? unchecked(0 - value) : value;
        }

        private LongDouble Real(string? argument)
        {
            if (argument is null or "")
            {
                return default;
            }

            if (argument[0] is '\'' or '"')
            {
                return CharacterCode(argument, out long code) ? LongDouble.From(code) : default;
            }

            LongDouble value = LongDouble.Parse(argument, out int length, out bool outOfRange);
            Complain(argument, length, outOfRange);
            return value;
        }

        // False: the value is final (a character code).
        private bool ReadInteger(string text, out UInt128 magnitude, out bool negative)
        {
            magnitude = 0;
            negative = false;
            if (text.Length == 0)
            {
                // bash takes it for 0 in silence, and so does GNU's printf.
                return true;
            }

            if (text[0] is '\'' or '"')
            {
                CharacterCode(text, out long code);
                magnitude = (UInt128)(ulong)code;
                return false;
            }

            int at = 0;
            while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\v' or '\f' or '\r')
            {
                at++;
            }

            if (at < text.Length && text[at] is '+' or '-')
            {
                negative = text[at++] == '-';
            }

            int radix = 10;
            if (at < text.Length && text[at] == '0')
            {
                if (at + 2 < text.Length && text[at + 1] is 'x' or 'X' && char.IsAsciiHexDigit(text[at + 2]))
                {
                    radix = 16;
                    at += 2;
                }
                else
                {
                    radix = 8;
                }
            }

            int digits = at;
            UInt128 limit = UInt128.One << 100;
            for (; at < text.Length; at++)
            {
                int digit = char.IsAsciiHexDigit(text[at]) ? System.Convert.ToInt32(text[at].ToString(), 16) : 99;
                if (digit >= radix)
                {
                    break;
                }

                if (magnitude < limit)
                {
                    magnitude = (magnitude * (uint)radix) + (uint)digit;
                }
            }

            // Out of range is told where the value is used; what is left over is told here, and counts first.
            if (at == digits || at < text.Length)
            {
                Complain(text, at == digits ? 0 : at, outOfRange: false);
            }

            return true;
        }

        private bool CharacterCode(string text, out long code)
        {
            if (text.Length == 1)
            {
                code = 0;
                if (gnu)
                {
                    Fail($"{GnuQuoting.Quote(text)}: expected a numeric value");
                }

                return !gnu;
            }

            text = TextLocale.Characters(text);
            code = EscapedUtf8.RuneAt(text, 1, out int length);
            if (code is >= 0xDC80 and <= 0xDCFF)
            {
                code -= 0xDC00;
            }

            if (gnu && text.Length > 1 + length)
            {
                host.Warn($"warning: {text[(1 + length)..]}: character(s) following character constant have been ignored");
            }

            return true;
        }

        private void OutOfRange(string text)
        {
            if (gnu)
            {
                Fail($"{GnuQuoting.Quote(text)}: Numerical result out of range");
            }
            else
            {
                host.Warn($"warning: {text}: Numerical result out of range");
            }
        }

        private void Complain(string text, int length, bool outOfRange)
        {
            if (length == text.Length)
            {
                if (outOfRange)
                {
                    OutOfRange(text);
                }

                return;
            }

            if (gnu)
            {
                Fail($"{GnuQuoting.Quote(text)}: {(length == 0 ? "expected a numeric value" : "value not completely converted")}");
                return;
            }

            string kind = text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]) ? "invalid octal number"
                : text.Length > 1 && text[0] == '0' && text[1] == 'x' ? "invalid hex number" : "invalid number";
            Fail($"{text}: {kind}");
        }
    }
}
