using System.Numerics;

namespace BashTool.Commands.Bc;

internal sealed partial class DcMachine
{
    private void ReadNumber(Macro macro)
    {
        byte[] text = macro.Text;
        int at = macro.At;
        bool negative = text[at] == '_';
        at += negative ? 1 : 0;
        while (negative && at < text.Length && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        int start = at;
        bool point = false;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c == '.')
            {
                if (point)
                {
                    break;
                }

                point = true;
            }
            else if (!(c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F')))
            {
                break;
            }
        }

        macro.At = at;
        Push(Number(text.AsSpan(start, at - start), negative));
    }

    // Unlike bc, a digit beyond the base counts as what it is, wherever it stands.
    private BcNumber Number(ReadOnlySpan<byte> digits, bool negative)
    {
        BigInteger value = BigInteger.Zero;
        int fraction = -1;
        if (inputBase == 10 && !digits.ContainsAnyInRange((byte)'A', (byte)'F'))
        {
            Span<char> plain = new char[digits.Length + 1];
            plain[0] = '0';
            int count = 1;
            foreach (byte c in digits)
            {
                if (c == '.')
                {
                    fraction = 0;
                    continue;
                }

                plain[count++] = (char)c;
                fraction += fraction >= 0 ? 1 : 0;
            }

            value = BigInteger.Parse(plain[..count]);
            return new BcNumber(negative ? -value : value, Math.Max(0, fraction));
        }

        foreach (byte c in digits)
        {
            if (c == '.')
            {
                fraction = 0;
                continue;
            }

            value = (value * inputBase) + (c <= '9' ? c - '0' : c - 'A' + 10);
            fraction += fraction >= 0 ? 1 : 0;
        }

        BcNumber number = new(negative ? -value : value, 0);
        return fraction > 0 ? BcNumber.Divide(number, new BcNumber(BigInteger.Pow(inputBase, fraction), 0), fraction) : number;
    }

    private void ReadString(Macro macro)
    {
        int depth = 1, start = macro.At;
        for (int at = start; at < macro.Text.Length; at++)
        {
            depth += macro.Text[at] switch { (byte)'[' => 1, (byte)']' => -1, _ => 0 };
            if (depth == 0)
            {
                Push(macro.Text[start..at]);
                macro.At = at + 1;
                return;
            }
        }

        Push(macro.Text[start..]);
        macro.At = macro.Text.Length;
    }

    private void Print(DcValue value)
    {
        if (!value.IsText)
        {
            output.Write(BcDigits.Write(value.Number, outputBase));
            return;
        }

        output.Writer.Write(value.Text);
    }

    private void PrintBytes(DcValue value)
    {
        if (value.IsText)
        {
            output.Writer.Write(value.Text);
            return;
        }

        output.Writer.Write(BigInteger.Abs(value.Number.Truncated()).ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    private bool TryPopTwo(out BcNumber a, out BcNumber b)
    {
        a = b = default;
        if (stack.Count < 2)
        {
            Say("stack empty");
            return false;
        }

        DcValue first = stack[^2], second = stack[^1];
        if (first.IsText || second.IsText)
        {
            Say("non-numeric value");
            return false;
        }

        (a, b) = (first.Number, second.Number);
        stack.RemoveRange(stack.Count - 2, 2);
        return true;
    }

    private void Binary(char operation)
    {
        if (!TryPopTwo(out BcNumber a, out BcNumber b))
        {
            return;
        }

        if (b.IsZero && operation is '/' or '%' or '~')
        {
            Say(operation == '%' ? "remainder by zero" : "divide by zero");
            Push(a);
            Push(b);
            return;
        }

        switch (operation)
        {
            case '+':
                Push(BcNumber.Add(a, b));
                break;
            case '-':
                Push(BcNumber.Subtract(a, b));
                break;
            case '*':
                Push(BcNumber.Multiply(a, b, scale));
                break;
            case '/':
                Push(BcNumber.Divide(a, b, scale));
                break;
            case '%':
                Push(BcNumber.Remainder(a, b, scale, out _));
                break;
            case '~':
                BcNumber remainder = BcNumber.Remainder(a, b, scale, out BcNumber quotient);
                Push(quotient);
                Push(remainder);
                break;
            default:
                Raise(a, b);
                break;
        }
    }

    private void Raise(BcNumber a, BcNumber b)
    {
        if (b.Scale != 0)
        {
            Warn("non-zero scale in exponent");
        }

        BigInteger exponent = b.Truncated();
        if (BigInteger.Abs(exponent) > int.MaxValue)
        {
            Runtime("error: exponent too large in raise");
            Push(BcNumber.Zero);
        }
        else if (exponent.Sign < 0 && a.IsZero)
        {
            Push(BcNumber.Zero);
        }
        else
        {
            Push(BcNumber.Raise(a, (long)exponent, scale));
        }
    }

    private void Warn(string message) => Runtime("warning: " + message);

    private void Runtime(string message)
    {
        context.Output.FlushThrough();
        context.Error.Write($"Runtime {message}\n");
        context.Error.FlushThrough();
    }

    private void ModularPower()
    {
        if (stack.Count < 3)
        {
            Say("stack empty");
            return;
        }

        DcValue modulus = stack[^1], exponent = stack[^2], number = stack[^3];
        if (modulus.IsText || exponent.IsText || number.IsText)
        {
            Say("non-numeric value");
            return;
        }

        if (modulus.Number.IsZero)
        {
            Say("remainder by zero");
            return;
        }

        if (exponent.Number.Sign < 0)
        {
            return;
        }

        stack.RemoveRange(stack.Count - 3, 3);
        if (number.Number.Scale != 0)
        {
            Warn("non-zero scale in base");
        }

        if (exponent.Number.Scale != 0)
        {
            Warn("non-zero scale in exponent");
        }

        if (modulus.Number.Scale != 0)
        {
            Warn("non-zero scale in modulus");
        }

        BigInteger left = exponent.Number.Truncated();
        if (scale == 0 && number.Number.Scale == 0 && modulus.Number.Scale == 0 && !left.IsZero)
        {
            Push(new BcNumber(BigInteger.ModPow(number.Number.Truncated(), left, modulus.Number.Truncated()), 0));
            return;
        }

        // By squaring, with remainders of the scale that is set.
        int digits = Math.Max(scale, number.Number.Scale);
        BcNumber result = BcNumber.One, power = number.Number;
        for (; !left.IsZero; left >>= 1)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (!left.IsEven)
            {
                result = BcNumber.Remainder(BcNumber.Multiply(result, power, digits), modulus.Number, scale, out _);
            }

            power = BcNumber.Remainder(BcNumber.Multiply(power, power, digits), modulus.Number, scale, out _);
        }

        Push(result);
    }

    private void SquareRoot()
    {
        if (!TryPopNumber(out BcNumber number, "square root of nonnumeric attempted"))
        {
            return;
        }

        if (BcNumber.TrySquareRoot(number, scale, out BcNumber root))
        {
            Push(root);
            return;
        }

        Say("square root of negative number");
    }

    private void SetParameter(char which)
    {
        string refusal = which switch
        {
            'i' => "input base must be a number between 2 and 16 (inclusive)",
            'o' => "output base must be a number greater than 1",
            _ => "scale must be a nonnegative number",
        };
        if (!TryPopInteger(refusal, out long value))
        {
            return;
        }

        switch (which)
        {
            case 'i':
                if (value < 2 || value > 16)
                {
                    Say(refusal);
                    return;
                }

                inputBase = (int)value;
                break;
            case 'o':
                if (value < 2)
                {
                    Say(refusal);
                    return;
                }

                outputBase = (int)value;
                break;
            default:
                if (value < 0)
                {
                    Say(refusal);
                    return;
                }

                scale = (int)value;
                break;
        }
    }

    private void Rotate(long count)
    {
        long size = Math.Abs(count);
        if (size < 2)
        {
            return;
        }

        if (size > stack.Count)
        {
            size = stack.Count;
            if (size < 2)
            {
                return;
            }
        }

        int bottom = stack.Count - (int)size;
        if (count > 0)
        {
            DcValue first = stack[bottom];
            stack.RemoveAt(bottom);
            stack.Add(first);
        }
        else
        {
            DcValue last = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            stack.Insert(bottom, last);
        }
    }

    private void Compare(char relation, bool negated, Macro macro)
    {
        if (macro.At >= macro.Text.Length)
        {
            Say(inFile ? "unexpected EOF" : "unexpected EOS");
            return;
        }

        int register = macro.Text[macro.At++];

        // What cannot be compared is complained of and counts as equal.
        int order = TryPopTwo(out BcNumber second, out BcNumber top) ? BcNumber.Compare(top, second) : 0;
        bool holds = relation switch
        {
            '<' => order < 0,
            '>' => order > 0,
            _ => order == 0,
        };
        if (holds == negated)
        {
            return;
        }

        if (TryLoad(register, out DcValue value))
        {
            if (value.IsText)
            {
                Call(value.Text!);
            }
            else
            {
                stack.Add(value);
            }
        }
    }

    private static string Describe(int register) =>
        register is > 0x20 and < 0x7F ? $"'{(char)register}' (0{Convert.ToString(register, 8)})" : $"0{Convert.ToString(register, 8)}";

    private bool TryLoad(int name, out DcValue value)
    {
        List<DcRegister> levels = Register(name);
        value = levels.Count > 0 && levels[^1].Value is { } there ? there : new DcValue(BcNumber.Zero, null);
        if (levels.Count > 0 && levels[^1].Value is null)
        {
            Say($"BUG: register {Describe(name)} exists but is uninitialized?");
            return false;
        }

        return true;
    }

    private void OnRegister(char command, int name)
    {
        List<DcRegister> levels = Register(name);
        switch (command)
        {
            case 's' or 'S':
                if (!TryPop(out DcValue value))
                {
                    return;
                }

                if (command == 'S' || levels.Count == 0)
                {
                    levels.Add(new DcRegister());
                }

                levels[^1].Value = value;
                break;
            case 'l':
                if (TryLoad(name, out DcValue loaded))
                {
                    stack.Add(loaded);
                }

                break;
            case 'L':
                if (levels.Count == 0 || levels[^1].Value is not { } top)
                {
                    Say($"stack register {Describe(name)} is empty");
                    return;
                }

                stack.Add(top);
                levels.RemoveAt(levels.Count - 1);
                break;
            case ':':
                Element(levels);
                break;
            default:
                if (!TryPopInteger(IndexRefusal, out long index))
                {
                    return;
                }

                if (index < 0)
                {
                    Say(IndexRefusal);
                    return;
                }

                stack.Add(levels.Count > 0 && levels[^1].Elements is { } elements && elements.TryGetValue(index, out DcValue element)
                    ? element
                    : new DcValue(BcNumber.Zero, null));
                break;
        }
    }

    private const string IndexRefusal = "array index must be a nonnegative integer";

    private void Element(List<DcRegister> levels)
    {
        if (!TryPopInteger(IndexRefusal, out long index) || !TryPop(out DcValue value))
        {
            return;
        }

        if (index < 0)
        {
            Say(IndexRefusal);
            return;
        }

        if (levels.Count == 0)
        {
            levels.Add(new DcRegister());
        }

        (levels[^1].Elements ??= [])[index] = value;
    }

    private void ReadLine()
    {
        context.FlushOutput();
        LineReader lines = context.Lines();
        if (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            byte[] text = line.ToArray();
            lines.Commit();
            Call(text);
        }
    }

    // The rest of the line is a command for the shell.
    private void RunLine(Macro macro)
    {
        int end = Array.IndexOf(macro.Text, (byte)'\n', macro.At);
        end = end < 0 ? macro.Text.Length : end;
        string line = EscapedUtf8.Decode(macro.Text.AsSpan(macro.At, end - macro.At));
        macro.At = end;
        context.Run(new CommandInvocation { Words = [line], IsScript = true });
    }
}
