using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary><c>factor</c>: the prime factors of numbers of any size.</summary>
public sealed class FactorCommand : BashCommand
{
    private const int LineBufferLimit = 4096;

    // GNU's factor holds the lines of numbers below this back, and prints those of larger ones at once.
    private static readonly BigInteger Large = BigInteger.One << 127;

    private static readonly CommandSpec Declaration = new("factor")
    {
        Summary = "Print the prime factors of each specified integer NUMBER.  If none are specified on the command line, read them from standard input.",
        Usage = ["[NUMBER]...", "OPTION"],
        Examples = [new("factor 360", "360: 2 2 2 3 3 5")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var held = new ArrayBufferWriter<byte>();
        bool valid = true;
        try
        {
            if (arguments.Operands.Count > 0)
            {
                foreach (string operand in arguments.Operands)
                {
                    valid &= Print(context, operand, held);
                }
            }
            else
            {
                valid = FromInput(context, held);
            }
        }
        finally
        {
            context.Output.Write(held.WrittenSpan);
        }

        return valid ? 0 : 1;
    }

    private static bool FromInput(CommandContext context, ArrayBufferWriter<byte> held)
    {
        bool valid = true;
        LineReader lines = context.Lines();
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            while (true)
            {
                line = line.TrimStart(" \t"u8);
                if (line.IsEmpty)
                {
                    break;
                }

                int end = line.IndexOfAny(" \t"u8);
                end = end < 0 ? line.Length : end;
                ReadOnlySpan<byte> word = line[..end];
                int nul = word.IndexOf((byte)0);
                valid &= Print(context, EscapedUtf8.Decode(nul < 0 ? word : word[..nul]), held);
                line = line[end..];
            }

            // Whoever waits for an answer to each line gets it.
            if (!context.StandardInput.IsReadable)
            {
                Release(context, held);
            }
        }

        return valid;
    }

    private static void Release(CommandContext context, ArrayBufferWriter<byte> held)
    {
        context.Output.Write(held.WrittenSpan);
        held.ResetWrittenCount();
    }

    private static bool Print(CommandContext context, string text, ArrayBufferWriter<byte> held)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t");
        digits = digits.StartsWith('+') ? digits[1..] : digits;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            context.Complain($"{GnuQuoting.Quote(text)} is not a valid positive integer");
            return false;
        }

        Span<byte> line = stackalloc byte[32];
        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong small))
        {
            List<ulong> factors = PrimeFactors.Of(small, context.Cancellation);
            Append(held, small);
            held.Write(":"u8);
            foreach (ulong factor in factors)
            {
                held.Write(" "u8);
                Append(held, factor);
            }

            held.Write("\n"u8);
        }
        else
        {
            BigInteger number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            string result = $"{number}: {string.Join(' ', PrimeFactors.Of(number, context.Cancellation))}\n";
            if (number >= Large)
            {
                context.Output.Write(result);
            }
            else
            {
                EscapedUtf8.Encode(result, held);
            }
        }

        if (held.WrittenCount > LineBufferLimit)
        {
            Release(context, held);
        }

        return true;
    }

    private static void Append(ArrayBufferWriter<byte> held, ulong number)
    {
        global::System.Buffers.Text.Utf8Formatter.TryFormat(number, held.GetSpan(20), out int written);
        held.Advance(written);
    }
}
