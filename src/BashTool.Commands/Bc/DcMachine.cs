using System.Numerics;

namespace BashTool.Commands.Bc;

/// <summary>A value of dc: a number, or a string of bytes.</summary>
internal readonly record struct DcValue(BcNumber Number, byte[]? Text)
{
    public bool IsText => Text is not null;
}

/// <summary>Runs dc's commands. Macros stand on a stack of their own; one that ends in a call makes room for it.</summary>
internal sealed partial class DcMachine(CommandContext context, BcOutput output)
{
    private const int MostLevels = 10_000_000;

    private readonly List<DcValue> stack = [];
    private readonly Dictionary<int, List<DcRegister>> registers = [];
    private readonly List<Macro> macros = [];
    private int inputBase = 10;
    private int outputBase = 10;
    private int scale;
    private bool inFile;

    private sealed class DcRegister
    {
        public DcValue? Value { get; set; }

        public Dictionary<BigInteger, DcValue>? Elements { get; set; }
    }

    /// <summary>Text that is run, and where in it we are.</summary>
    private sealed class Macro(byte[] text)
    {
        public byte[] Text => text;

        public int At { get; set; }
    }

    // The line that a command reads is then the rest of its own, which is run anyway.
    private bool programIsInput;

    public void RunFile(OpenFile file)
    {
        // Line by line, so that what is read by commands comes behind them; brackets may span lines.
        programIsInput = ReferenceEquals(file, context.StandardInput);
        var lines = new LineReader(file, context.Cancellation);
        var pending = new List<byte>();
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            pending.AddRange(line);
            if (lines.HadDelimiter)
            {
                pending.Add((byte)'\n');
            }

            lines.Commit();
            if (OpenBrackets(pending) == 0)
            {
                byte[] text = [.. pending];
                pending.Clear();
                RunText(text, isFile: true);
            }
        }

        if (pending.Count > 0)
        {
            RunText([.. pending], isFile: true);
        }

        programIsInput = false;
    }

    public void RunText(byte[] text, bool isFile = false)
    {
        inFile = isFile;
        macros.Clear();
        macros.Add(new Macro(text));
        int work = 0;
        while (macros.Count > 0)
        {
            Macro macro = macros[^1];
            if (macro.At >= macro.Text.Length)
            {
                macros.RemoveAt(macros.Count - 1);
                continue;
            }

            if ((++work & 0xFFF) == 0)
            {
                context.Cancellation.ThrowIfCancellationRequested();
            }

            Step(macro);
        }
    }

    private static int OpenBrackets(List<byte> text)
    {
        int open = 0;
        bool comment = false;
        foreach (byte b in text)
        {
            comment = b != '\n' && (comment || (b == '#' && open == 0));
            if (!comment)
            {
                open += b == '[' ? 1 : b == ']' && open > 0 ? -1 : 0;
            }
        }

        return open;
    }

    private void Say(string message)
    {
        context.Output.FlushThrough();
        context.Error.Write($"dc: {message}\n");
        context.Error.FlushThrough();
    }

    private void Push(BcNumber number) => stack.Add(new DcValue(number, null));

    private void Push(byte[] text) => stack.Add(new DcValue(default, text));

    private bool TryPop(out DcValue value)
    {
        if (stack.Count == 0)
        {
            Say("stack empty");
            value = default;
            return false;
        }

        value = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return true;
    }

    private bool TryPopNumber(out BcNumber number, string refusal = "non-numeric value")
    {
        number = default;
        if (!TryPop(out DcValue value))
        {
            return false;
        }

        if (value.IsText)
        {
            Say(refusal);
            return false;
        }

        number = value.Number;
        return true;
    }

    // What is no small integer is -1, with a complaint; text is refused with one of its own.
    private bool TryPopInteger(string refusal, out long number)
    {
        number = -1;
        if (!TryPop(out DcValue value))
        {
            return false;
        }

        if (value.IsText)
        {
            Say(refusal);
            return false;
        }

        number = ToInteger(value.Number);
        return true;
    }

    private long ToInteger(BcNumber number)
    {
        global::System.Numerics.BigInteger whole = number.Truncated();
        if ((whole.IsZero && !number.IsZero) || whole > int.MaxValue || whole < int.MinValue)
        {
            Say("value overflows simple integer; punting...");
            return -1;
        }

        return (long)whole;
    }

    // The macro that is on goes on behind the new one; where nothing is left of it, the new one takes its place.
    private void Call(byte[] text)
    {
        if (macros.Count > 0 && macros[^1].At >= macros[^1].Text.Length && macros.Count > 1)
        {
            macros.RemoveAt(macros.Count - 1);
        }

        if (macros.Count >= MostLevels)
        {
            throw new InsufficientExecutionStackException();
        }

        macros.Add(new Macro(text));
    }

    private List<DcRegister> Register(int name)
    {
        if (!registers.TryGetValue(name, out List<DcRegister>? levels))
        {
            levels = [];
            registers.Add(name, levels);
        }

        return levels;
    }

    private void Step(Macro macro)
    {
        byte c = macro.Text[macro.At];
        if (c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F') or (byte)'.' or (byte)'_')
        {
            ReadNumber(macro);
            return;
        }

        macro.At++;
        switch ((char)c)
        {
            case ' ' or '\t' or '\n':
                break;
            case '+' or '-' or '*' or '/' or '%' or '^' or '~':
                Binary((char)c);
                break;
            case '|':
                ModularPower();
                break;
            case 'v':
                SquareRoot();
                break;
            case '[':
                ReadString(macro);
                break;
            case '#':
                int newline = Array.IndexOf(macro.Text, (byte)'\n', macro.At);
                macro.At = newline < 0 ? macro.Text.Length : newline;
                break;
            case 'p':
                if (stack.Count == 0)
                {
                    Say("stack empty");
                    break;
                }

                Print(stack[^1]);
                output.WriteByte((byte)'\n');
                break;
            case 'n':
                if (TryPop(out DcValue value))
                {
                    Print(value);
                }

                break;
            case 'P':
                if (TryPop(out value))
                {
                    PrintBytes(value);
                }

                break;
            case 'f':
                for (int i = stack.Count - 1; i >= 0; i--)
                {
                    Print(stack[i]);
                    output.WriteByte((byte)'\n');
                }

                break;
            case 'c':
                stack.Clear();
                break;
            case 'd':
                if (stack.Count == 0)
                {
                    Say("stack empty");
                }
                else
                {
                    stack.Add(stack[^1]);
                }

                break;
            case 'r':
                Rotate(2);
                break;
            case 'R':
                if (TryPop(out value) && !value.IsText)
                {
                    Rotate(ToInteger(value.Number));
                }

                break;
            case 'z':
                Push(BcNumber.From(stack.Count));
                break;
            case 'Z':
                if (TryPop(out value))
                {
                    Push(BcNumber.From(value.IsText ? value.Text!.Length : Math.Max(1, BcNumber.CountDigits(value.Number.Value))));
                }

                break;
            case 'X':
                if (TryPop(out value))
                {
                    Push(BcNumber.From(value.IsText ? 0 : value.Number.Scale));
                }

                break;
            case 'a':
                if (TryPop(out value))
                {
                    Push(value.IsText ? value.Text!.Length > 0 ? [value.Text[0]] : [] : [(byte)ToInteger(value.Number)]);
                }

                break;
            case 'i' or 'o' or 'k':
                SetParameter((char)c);
                break;
            case 'I':
                Push(BcNumber.From(inputBase));
                break;
            case 'O':
                Push(BcNumber.From(outputBase));
                break;
            case 'K':
                Push(BcNumber.From(scale));
                break;
            case 'x':
                if (TryPop(out value))
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

                break;
            case '?' when programIsInput:
                break;
            case '?':
                ReadLine();
                break;
            case 'q':
                Quit();
                break;
            case 'Q':
                if (TryPopNumber(out BcNumber number))
                {
                    Leave(ToInteger(number));
                }

                break;
            case '!':
                if (macro.At < macro.Text.Length && macro.Text[macro.At] is (byte)'<' or (byte)'>' or (byte)'=')
                {
                    Compare((char)macro.Text[macro.At++], negated: true, macro);
                }
                else
                {
                    RunLine(macro);
                }

                break;
            case '<' or '>' or '=':
                Compare((char)c, negated: false, macro);
                break;
            case 's' or 'l' or 'S' or 'L' or ':' or ';':
                if (macro.At >= macro.Text.Length)
                {
                    Say(inFile ? "unexpected EOF" : "unexpected EOS");
                    break;
                }

                OnRegister((char)c, macro.Text[macro.At++]);
                break;
            default:
                Unimplemented(c);
                break;
        }
    }

    // Out of a macro and of the one that called it. Text of a file is no macro: there it is the end of dc.
    private void Quit()
    {
        if (macros.Count > 2)
        {
            macros.RemoveRange(macros.Count - 2, 2);
        }
        else if (inFile)
        {
            throw new CommandFinished(1);
        }
        else
        {
            macros.Clear();
        }
    }

    private void Leave(long levels)
    {
        if (levels < 1)
        {
            Say("Q command requires a number >= 1");
            return;
        }

        if (levels == 1)
        {
            return;
        }

        int most = inFile ? macros.Count - 1 : macros.Count;
        if (levels > most && inFile)
        {
            Say("Q command argument exceeded string execution depth");
        }

        int leaves = (int)Math.Min(levels, most);
        macros.RemoveRange(macros.Count - leaves, leaves);
    }

    // GNU's dc says one half of this on one stream and the other on the other.
    private void Unimplemented(byte c)
    {
        context.Output.FlushThrough();
        context.Error.Write("dc: ");
        context.Error.FlushThrough();
        context.Output.Write(c is > 0x20 and < 0x7F ? $"'{(char)c}' (0{Convert.ToString(c, 8)}) unimplemented\n" : $"0{Convert.ToString(c, 8)} unimplemented\n");
    }
}
