using System.Numerics;
using System.Text;

namespace BashTool.Commands.Bc;

internal sealed partial class BcMachine
{
    private const int LargestBase = int.MaxValue;
    private const int LargestInputBase = 36;

    private BcNumber Load(int index) => index switch
    {
        BcProgram.InputBase => BcNumber.From(inputBase),
        BcProgram.OutputBase => BcNumber.From(outputBase),
        BcProgram.Scale => BcNumber.From(scale),
        BcProgram.History => BcNumber.From(history),
        BcProgram.Last => last,
        _ => index < variables.Length ? variables[index] : BcNumber.Zero,
    };

    private void Store(int index, BcNumber value)
    {
        if (index > BcProgram.Last)
        {
            if (index >= variables.Length)
            {
                global::System.Array.Resize(ref variables, Math.Max(index + 1, variables.Length * 2));
            }

            variables[index] = value;
            return;
        }

        if (index == BcProgram.Last)
        {
            last = value;
            return;
        }

        bool negative = value.Sign < 0;
        BigInteger number = value.Truncated();
        switch (index)
        {
            case BcProgram.InputBase:
                inputBase = Base(number, negative, "ibase", LargestInputBase);
                break;
            case BcProgram.OutputBase:
                outputBase = Base(number, negative, "obase", LargestBase);
                break;
            case BcProgram.Scale:
                if (negative)
                {
                    Say("warning", "negative scale, set to 0");
                }
                else if (number > int.MaxValue)
                {
                    Say("warning", $"scale too large, set to {int.MaxValue}");
                }

                scale = negative ? 0 : (int)BigInteger.Min(number, int.MaxValue);
                break;
            default:
                if (negative)
                {
                    Say("warning", "negative history, set to 0");
                }

                history = negative ? 0 : (int)BigInteger.Min(number, int.MaxValue);
                break;
        }
    }

    private int Base(BigInteger number, bool negative, string name, int largest)
    {
        if (negative)
        {
            Say("warning", $"negative {name}, set to 2");
            return 2;
        }

        if (number < 2)
        {
            Say("warning", $"{name} too small, set to 2");
            return 2;
        }

        if (number > largest)
        {
            Say("warning", $"{name} too large, set to {largest}");
            return largest;
        }

        return (int)number;
    }

    private BcArray Array(int index)
    {
        if (index >= arrays.Length)
        {
            global::System.Array.Resize(ref arrays, Math.Max(index + 1, arrays.Length * 2));
        }

        return arrays[index] ??= new BcArray();
    }

    private bool TryIndex(BcNumber value, int array, out int index)
    {
        BigInteger number = value.Truncated();
        if (number.Sign < 0 || number > BcArray.MaximumIndex || (number.IsZero && !value.IsZero))
        {
            Fail($"Array {program.ArrayName(array)} subscript out of bounds.");
            index = 0;
            return false;
        }

        index = (int)number;
        return true;
    }

    // The code to go on with; null where it was a library function or an error.
    private BcCode? Enter(BcCode code, int operand, int position, int constantBase)
    {
        (BcFunction called, string arguments) = code.Calls[operand];
        int end = address;
        int start = end - arguments.Length - 1;
        if (!called.IsDefined)
        {
            address = start;
            Fail($"Function {called.Name} not defined.");
            return null;
        }

        BcLocal[] parameters = called.Parameters;
        for (int i = 0; i < arguments.Length; i++)
        {
            address = start + i + 1;
            if (i >= parameters.Length)
            {
                Fail("Parameter number mismatch");
            }
            else if (parameters[i].IsArray != (arguments[i] == '1'))
            {
                Fail(parameters[i].IsArray
                    ? $"Parameter type mismatch parameter {program.ArrayName(parameters[i].Index)}."
                    : "Parameter type mismatch, parameter (null).");
                address = end;
                Fail("Parameter number mismatch");
                return null;
            }
        }

        if (arguments.Length < parameters.Length)
        {
            address = end;
            Fail("Parameter number mismatch");
        }

        if (failed)
        {
            return null;
        }

        int first = top - arguments.Length;
        if (called.Library != '\0')
        {
            BcNumber result = library.Call(called.Library, stack.AsSpan(first, arguments.Length), scale);
            top = first;
            Push(result);
            return null;
        }

        if (frames.Count >= MostFrames)
        {
            throw new InsufficientExecutionStackException();
        }

        int before = saved.Count;
        for (int i = 0; i < parameters.Length; i++)
        {
            BcLocal parameter = parameters[i];
            if (!parameter.IsArray)
            {
                saved.Push(new Saved(false, parameter.Index, Load(parameter.Index), null));
                Store(parameter.Index, stack[first + i]);
                continue;
            }

            BcArray given = Array((int)stack[first + i].Value);
            Array(parameter.Index);
            saved.Push(new Saved(true, parameter.Index, default, arrays[parameter.Index]));
            arrays[parameter.Index] = parameter.IsReference ? given : given.Copy();
        }

        foreach (BcLocal local in called.Autos)
        {
            if (local.IsArray)
            {
                Array(local.Index);
                saved.Push(new Saved(true, local.Index, default, arrays[local.Index]));
                arrays[local.Index] = new BcArray();
            }
            else
            {
                saved.Push(new Saved(false, local.Index, Load(local.Index), null));
                Store(local.Index, BcNumber.Zero);
            }
        }

        top = first;
        frames.Push(new Frame(code, position, function, constantBase, before));
        function = called;
        return called.Code;
    }

    private void Restore(Saved what)
    {
        if (what.IsArray)
        {
            arrays[what.Index] = what.Array;
        }
        else
        {
            Store(what.Index, what.Value);
        }
    }

    // Digits, a point and a minus sign, whatever stands before and behind them.
    private BcNumber ReadNumber()
    {
        OpenFile input = context.StandardInput;
        var digits = new StringBuilder();
        bool negative = false, point = false;
        while (true)
        {
            ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            char c = (char)block[0];
            bool isDigit = char.IsAsciiDigit(c) || c is >= 'A' and <= 'Z';
            if (isDigit || (c == '.' && !point))
            {
                point |= c == '.';
                digits.Append(c);
            }
            else if (digits.Length > 0)
            {
                // The newline that ends the number belongs to it.
                if (c == '\n')
                {
                    input.Advance(1);
                }

                break;
            }
            else
            {
                negative = c == '-';
            }

            input.Advance(1);
        }

        if (digits.Length == 0 || (digits.Length == 1 && point))
        {
            return BcNumber.Zero;
        }

        BcNumber value = BcDigits.Read(digits.ToString(), inputBase);
        return negative ? new BcNumber(-value.Value, value.Scale) : value;
    }
}
