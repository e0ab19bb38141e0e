using System.Buffers.Text;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary><c>seq</c>: numbers from first to last.</summary>
public sealed class SeqCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("seq")
    {
        Summary = "Print numbers from FIRST to LAST, in steps of INCREMENT.",
        Usage = ["[OPTION]... LAST", "[OPTION]... FIRST LAST", "[OPTION]... FIRST INCREMENT LAST"],
        Permutes = false,
        NegativeNumbersAreOperands = true,
        Notes = "If FIRST or INCREMENT is omitted, it defaults to 1.  FORMAT must be suitable for printing one\nargument of type 'double'; it defaults to %.PRECf if FIRST, INCREMENT, and LAST are all fixed\npoint decimal numbers with maximum precision PREC, and to %g otherwise.",
        Limitations = ["Decimal steps are exact; the real seq rounds to a long double."],
        Examples = [new("seq -w 8 10", "08 09 10")],
    };

    private static readonly Option Format = Declaration.Required("f", "format", "FORMAT", "use printf style floating-point FORMAT");
    private static readonly Option Separator = Declaration.Required("s", "separator", "STRING", "use STRING to separate numbers (default: \\n)");
    private static readonly Option EqualWidth = Declaration.Flag("w", "equal-width", "equalize width by padding with leading zeroes");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(Rearranged(context));
        List<string> operands = arguments.Operands;
        if (arguments.Uses.Any(u => u.Option.LongNames.Contains("help") || u.Option.LongNames.Contains("version")))
        {
            Declaration.Parse(context);
        }

        if (operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        if (operands.Count > 3)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[3])}");
        }

        SeqFormat? format = arguments.Value(Format) is { } text ? SeqFormat.Parse(text) : null;
        if (format is not null && arguments.Has(EqualWidth))
        {
            throw new UsageException("format string may not be specified when printing equal width strings");
        }

        SeqOperand first = operands.Count > 1 ? SeqOperand.Parse(operands[0]) : SeqOperand.One;
        SeqOperand step = SeqOperand.One;
        if (operands.Count == 3)
        {
            step = SeqOperand.Parse(operands[1]);
            if (step.IsZero)
            {
                throw new UsageException($"invalid Zero increment value: {GnuQuoting.Quote(operands[1])}");
            }
        }

        SeqOperand last = SeqOperand.Parse(operands[^1]);
        byte[] separator = EscapedUtf8.Encode(arguments.Value(Separator) ?? "\n");
        if (format is null && !arguments.Has(EqualWidth) && TryPrintWhole(context, first, step, last, separator))
        {
            return 0;
        }

        Print(context, first, step, last, separator, format ?? DefaultFormat(first, step, last, arguments.Has(EqualWidth)));
        return 0;
    }

    // "-.5" is an operand as much as "-5" is.
    private static List<string> Rearranged(CommandContext context)
    {
        List<string> result = [.. context.Arguments];
        for (int i = 0; i < result.Count; i++)
        {
            string argument = result[i];
            if (argument is "-f" or "-s" or "--format" or "--separator")
            {
                i++;
            }
            else if (argument == "--" || !argument.StartsWith('-'))
            {
                break;
            }
            else if (argument.Length > 1 && (argument[1] == '.' || char.IsAsciiDigit(argument[1])))
            {
                result.Insert(i, "--");
                break;
            }
        }

        return result;
    }

    private static SeqFormat DefaultFormat(SeqOperand first, SeqOperand step, SeqOperand last, bool equalWidth)
    {
        int precision = Math.Max(first.Precision, step.Precision);
        if (precision == SeqOperand.NoPrecision || last.Precision == SeqOperand.NoPrecision)
        {
            return precision != SeqOperand.NoPrecision && !equalWidth ? new SeqFormat("", "", 'f', "", 0, precision) : new SeqFormat("", "", 'g', "", 0, -1);
        }

        if (!equalWidth)
        {
            return new SeqFormat("", "", 'f', "", 0, precision);
        }

        long firstWidth = first.Width + (precision - first.Precision);
        long lastWidth = last.Width + (precision - last.Precision);
        if (last.Precision > 0 && precision == 0)
        {
            lastWidth--;
        }

        if (last.Precision == 0 && precision > 0)
        {
            lastWidth++;
        }

        if (first.Precision == 0 && precision > 0)
        {
            firstWidth++;
        }

        return new SeqFormat("", "", 'f', "0", (int)Math.Min(int.MaxValue, Math.Max(firstWidth, lastWidth)), precision);
    }

    // Whole numbers: counted in decimal digits.
    private static bool TryPrintWhole(CommandContext context, SeqOperand first, SeqOperand step, SeqOperand last, byte[] separator)
    {
        if (first.IsNegativeZero || !first.TryWhole(out long number) || !step.TryWhole(out long increment) || first.Precision > 0 || step.Precision > 0)
        {
            return false;
        }

        long end;
        if (last.IsInfinite)
        {
            end = last.Value > 0 ? long.MaxValue : long.MinValue;
            if ((end > 0) == (increment > 0))
            {
                return false;
            }
        }
        else if (!last.TryFloor(out end, towardsZero: increment < 0))
        {
            return false;
        }

        if (increment > 0 ? number > end : number < end)
        {
            return true;
        }

        ByteWriter output = context.Output;
        bool positive = increment > 0 && number >= 0;
        bool plain = positive && increment < 1000 && separator.Length == 1;
        if (plain)
        {
            PrintCounting(context, (ulong)number, (ulong)increment, (ulong)end, separator[0]);
            return true;
        }

        while (true)
        {
            output.Write(number);
            if (increment > 0 ? number > end - increment : number < end - increment)
            {
                break;
            }

            number += increment;
            output.Write(separator);
            if ((number & 0xFFFF) == 0)
            {
                context.Cancellation.ThrowIfCancellationRequested();
            }
        }

        output.WriteByte((byte)'\n');
        return true;
    }

    private static void PrintCounting(CommandContext context, ulong number, ulong step, ulong end, byte separator)
    {
        Span<byte> digits = stackalloc byte[24];
        ByteWriter output = context.Output;
        Utf8Formatter.TryFormat(number, digits, out int length);
        int start = 24 - length;
        digits[..length].CopyTo(digits[start..]);
        ulong count = ((end - number) / step) + 1;
        while (count > 0)
        {
            Span<byte> room = output.GetSpan(16 * 1024);
            int at = 0;
            while (count > 0 && at + 24 <= room.Length)
            {
                ReadOnlySpan<byte> text = digits[start..];
                text.CopyTo(room[at..]);
                at += text.Length;
                room[at++] = --count == 0 ? (byte)'\n' : separator;

                // Adds the step to the digits.
                ulong carry = step;
                int digit = 23;
                while (carry > 0)
                {
                    if (digit < start)
                    {
                        digits[--start] = (byte)'0';
                    }

                    ulong sum = (ulong)(digits[digit] - '0') + carry;
                    if (sum < 10)
                    {
                        digits[digit] = (byte)('0' + sum);
                        break;
                    }

                    carry = sum / 10;
                    digits[digit] = (byte)('0' + (sum - (carry * 10)));
                    digit--;
                }
            }

            output.Advance(at);
            context.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static void Print(CommandContext context, SeqOperand first, SeqOperand step, SeqOperand last, byte[] separator, SeqFormat format)
    {
        ByteWriter output = context.Output;
        bool any = false;
        foreach (SeqNumber number in Numbers(first, step, last))
        {
            if (any)
            {
                output.Write(separator);
            }

            any = true;
            output.Write(format.Apply(number));
            context.Cancellation.ThrowIfCancellationRequested();
        }

        if (any)
        {
            output.WriteByte((byte)'\n');
        }
    }

    private static IEnumerable<SeqNumber> Numbers(SeqOperand first, SeqOperand step, SeqOperand last)
    {
        if (first.IsExact && step.IsExact && (last.IsExact || last.IsInfinite))
        {
            int scale = Math.Max(first.Scale, Math.Max(step.Scale, last.IsExact ? last.Scale : 0));
            BigInteger value = first.At(scale);
            BigInteger increment = step.At(scale);
            BigInteger? end = last.IsExact ? last.At(scale) : null;
            bool endless = end is null && (last.Value > 0) == (increment.Sign > 0);
            bool negativeZero = first.IsNegativeZero;
            while (end is null ? endless : increment.Sign > 0 ? value <= end : value >= end)
            {
                yield return new SeqNumber(value, scale, 0, negativeZero);
                negativeZero = false;
                value += increment;
            }

            yield break;
        }

        for (double i = 0; ; i++)
        {
            double value = i == 0 ? first.Value : first.Value + (i * step.Value);
            if (!(step.Value > 0 ? value <= last.Value : value >= last.Value))
            {
                yield break;
            }

            yield return new SeqNumber(default, -1, value, false);
        }
    }
}
