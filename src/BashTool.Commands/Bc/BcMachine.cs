using System.Numerics;

namespace BashTool.Commands.Bc;

/// <summary>Runs compiled bc. Its stacks are its own, so that a program may recurse as deep as it likes.</summary>
internal sealed partial class BcMachine(CommandContext context, BcProgram program, BcOutput output)
{
    private const int MostFrames = 4_000_000;
    private const int WorkBetweenChecks = 4096;

    private readonly BcMathLibrary library = new(context.Cancellation);
    private readonly Stack<Frame> frames = [];
    private readonly Stack<Saved> saved = [];
    private BcNumber[] stack = new BcNumber[64];
    private int top;
    private BcNumber[] variables = new BcNumber[64];
    private BcArray?[] arrays = new BcArray?[16];
    private int inputBase = 10;
    private int outputBase = 10;
    private int scale;
    private int history = -1;
    private BcNumber last;
    private bool failed;
    private int address;
    private BcFunction? function;
    private uint random = 1;

    /// <summary>What a call comes back to.</summary>
    private readonly record struct Frame(BcCode Code, int Position, BcFunction? Function, int ConstantBase, int Saved);

    /// <summary>What a variable or array was before it became a function's own.</summary>
    private readonly record struct Saved(bool IsArray, int Index, BcNumber Value, BcArray? Array);

    public BcSource? Source { get; set; }

    public int DecimalPlaces
    {
        get => scale;
        set => scale = value;
    }

    public void Plain(string text) => output.Writer.Write(text);

    public void Run(BcCode code)
    {
        failed = false;
        top = 0;
        Execute(code);
        if (failed)
        {
            while (saved.Count > 0)
            {
                Restore(saved.Pop());
            }

            frames.Clear();
            function = null;
        }
    }

    private void Fail(string message)
    {
        Say("error", message);
        failed = true;
    }

    private void Say(string kind, string message)
    {
        context.Output.FlushThrough();
        context.Error.WriteLine($"Runtime {kind} (func={function?.Name ?? "(main)"}, adr={address}): {message}");
        context.Error.FlushThrough();
    }

    private void Push(BcNumber value)
    {
        if (top == stack.Length)
        {
            global::System.Array.Resize(ref stack, top * 2);
        }

        stack[top++] = value;
    }

    private BcNumber Pop() => stack[--top];

    private void Execute(BcCode code)
    {
        int constantBase = inputBase;
        int work = 0;
        int position = 0;
        while (!failed)
        {
            if (position >= code.Instructions.Count)
            {
                return;
            }

            ref BcInstruction instruction = ref global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(code.Instructions)[position++];
            address = instruction.Address;
            int operand = instruction.Operand;
            switch (instruction.Operation)
            {
                case BcOperation.Constant:
                    Push(code.Constants[operand].Value(function is null ? inputBase : constantBase));
                    break;
                case BcOperation.Zero:
                    Push(BcNumber.Zero);
                    break;
                case BcOperation.One:
                    Push(BcNumber.One);
                    break;
                case BcOperation.ArrayArgument:
                    Push(BcNumber.From(operand));
                    break;
                case BcOperation.LoadVariable:
                    Push(operand > BcProgram.Last && operand < variables.Length ? variables[operand] : Load(operand));
                    break;
                case BcOperation.StoreVariable:
                    Store(operand, stack[top - 1]);
                    break;
                case BcOperation.IncrementVariable:
                    Store(operand, BcNumber.Add(Load(operand), BcNumber.One));
                    break;
                case BcOperation.DecrementVariable:
                    Store(operand, BcNumber.Subtract(Load(operand), BcNumber.One));
                    break;
                case BcOperation.LoadElement:
                    if (TryIndex(Pop(), operand, out int index))
                    {
                        Push(Array(operand)[index]);
                    }

                    break;
                case BcOperation.StoreElement:
                    BcNumber value = Pop();
                    if (TryIndex(Pop(), operand, out index))
                    {
                        Array(operand)[index] = value;
                        Push(value);
                    }

                    break;
                case BcOperation.IncrementElement or BcOperation.DecrementElement:
                    if (TryIndex(Pop(), operand, out index))
                    {
                        BcArray array = Array(operand);
                        array[index] = instruction.Operation == BcOperation.IncrementElement
                            ? BcNumber.Add(array[index], BcNumber.One)
                            : BcNumber.Subtract(array[index], BcNumber.One);
                    }

                    break;
                case BcOperation.Duplicate:
                    Push(stack[top - 1]);
                    break;
                case BcOperation.Drop:
                    top--;
                    break;
                case BcOperation.Swap:
                    (stack[top - 1], stack[top - 2]) = (stack[top - 2], stack[top - 1]);
                    break;
                case BcOperation.Jump:
                    position = operand;
                    Tick(ref work);
                    break;
                case BcOperation.JumpIfZero:
                    position = Pop().IsZero ? operand : position;
                    Tick(ref work);
                    break;
                case BcOperation.JumpIfNotZero:
                    position = Pop().IsZero ? position : operand;
                    Tick(ref work);
                    break;
                case BcOperation.Call:
                    Tick(ref work);
                    if (Enter(code, operand, position, constantBase) is { } entered)
                    {
                        code = entered;
                        position = 0;
                        constantBase = inputBase;
                    }

                    break;
                case BcOperation.Return:
                    Frame frame = frames.Pop();
                    while (saved.Count > frame.Saved)
                    {
                        Restore(saved.Pop());
                    }

                    (code, position, function, constantBase) = (frame.Code, frame.Position, frame.Function, frame.ConstantBase);
                    break;
                case BcOperation.Halt:
                    throw new CommandFinished(0);
                case <= BcOperation.GreaterOrEqual and >= BcOperation.Add:
                    Calculate(instruction.Operation);
                    break;
                default:
                    Other(instruction.Operation, code, operand);
                    break;
            }
        }
    }

    private void Tick(ref int work)
    {
        if (++work == WorkBetweenChecks)
        {
            work = 0;
            context.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Calculate(BcOperation operation)
    {
        ref BcNumber a = ref stack[top - 2];
        BcNumber b = stack[--top];
        switch (operation)
        {
            case BcOperation.Add:
                a = BcNumber.Add(a, b);
                break;
            case BcOperation.Subtract:
                a = BcNumber.Subtract(a, b);
                break;
            case BcOperation.Multiply:
                a = BcNumber.Multiply(a, b, scale);
                break;
            case BcOperation.Divide:
                if (b.IsZero)
                {
                    Fail("Divide by zero");
                    return;
                }

                a = BcNumber.Divide(a, b, scale);
                break;
            case BcOperation.Remainder:
                if (b.IsZero)
                {
                    Fail("Modulo by zero");
                    return;
                }

                a = BcNumber.Remainder(a, b, scale, out _);
                break;
            case BcOperation.Raise:
                Raise(ref a, b);
                break;
            default:
                int order = BcNumber.Compare(a, b);
                a = operation switch
                {
                    BcOperation.Equal => order == 0,
                    BcOperation.NotEqual => order != 0,
                    BcOperation.Less => order < 0,
                    BcOperation.LessOrEqual => order <= 0,
                    BcOperation.Greater => order > 0,
                    _ => order >= 0,
                } ? BcNumber.One : BcNumber.Zero;
                break;
        }
    }

    private void Raise(ref BcNumber a, BcNumber b)
    {
        if (b.Scale != 0)
        {
            Say("warning", "non-zero scale in exponent");
        }

        BigInteger exponent = b.Truncated();
        if (BigInteger.Abs(exponent) > long.MaxValue / 2)
        {
            Fail("exponent too large in raise");
            return;
        }

        if (exponent.Sign < 0 && a.IsZero)
        {
            Fail("divide by zero");
            return;
        }

        // Nothing that large fits into memory.
        if (BigInteger.Abs(exponent) > int.MaxValue && !a.IsZero && !BigInteger.Abs(a.Value).IsOne)
        {
            Fail("exponent too large in raise");
            return;
        }

        a = BigInteger.Abs(exponent) > int.MaxValue && a.Scale == 0
            ? new BcNumber(a.Value.Sign < 0 && exponent.IsEven ? -a.Value : a.Value, 0)
            : BcNumber.Raise(a, (long)exponent, scale);
    }

    private void Other(BcOperation operation, BcCode code, int operand)
    {
        switch (operation)
        {
            case BcOperation.Not:
                stack[top - 1] = stack[top - 1].IsZero ? BcNumber.One : BcNumber.Zero;
                break;
            case BcOperation.Negate:
                stack[top - 1] = new BcNumber(-stack[top - 1].Value, stack[top - 1].Scale);
                break;
            case BcOperation.PrintLine:
                last = Pop();
                output.Write(BcDigits.Write(last, outputBase));
                output.WriteByte((byte)'\n');
                break;
            case BcOperation.Print:
                last = Pop();
                output.Write(BcDigits.Write(last, outputBase));
                break;
            case BcOperation.PrintText:
                PrintText(code.Texts[operand]);
                break;
            case BcOperation.WriteText:
                output.Write(code.Texts[operand]);
                break;
            case BcOperation.Length:
                BcNumber value = stack[top - 1];
                stack[top - 1] = BcNumber.From(Math.Max(1, Math.Max(value.Scale, BcNumber.CountDigits(value.Value))));
                break;
            case BcOperation.ScaleOf:
                stack[top - 1] = BcNumber.From(stack[top - 1].Scale);
                break;
            case BcOperation.SquareRoot:
                if (BcNumber.TrySquareRoot(stack[top - 1], scale, out BcNumber root))
                {
                    stack[top - 1] = root;
                }
                else
                {
                    Fail("Square root of a negative number");
                }

                break;
            case BcOperation.Read:
                Push(ReadNumber());
                break;
            case BcOperation.Random:
                random = (random * 1103515245) + 12345;
                Push(BcNumber.From(random & int.MaxValue));
                break;
        }
    }

    private void PrintText(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int backslash = text.IndexOf('\\', i);
            output.Write(text.AsSpan(i, (backslash < 0 ? text.Length : backslash) - i));
            if (backslash < 0)
            {
                return;
            }

            i = backslash + 2;
            byte escaped = backslash + 1 < text.Length
                ? text[backslash + 1] switch
                {
                    'a' => (byte)7,
                    'b' => (byte)'\b',
                    'f' => (byte)'\f',
                    'n' => (byte)'\n',
                    'q' => (byte)'"',
                    'r' => (byte)'\r',
                    't' => (byte)'\t',
                    '\\' => (byte)'\\',
                    _ => (byte)0,
                }
                : (byte)0;
            if (escaped != 0)
            {
                output.WriteByte(escaped);
            }
        }
    }
}
