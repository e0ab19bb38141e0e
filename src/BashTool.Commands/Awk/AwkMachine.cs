using System.Runtime.CompilerServices;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>Runs a program: the variables, the record, and what values are in each other's terms.</summary>
internal sealed partial class AwkMachine : IDisposable
{
    private const int InitialStack = 64;

    private bool warnedOfText;
    private readonly ByteWriter standardOutput;
    private AwkString? lastFormatText;
    private AwkFormat? lastFormat;
    private AwkString convertFormat = AwkString.Of("%.6g");
    private AwkString outputFormat = AwkString.Of("%.6g");

    public AwkMachine(CommandContext context, AwkSettings settings, AwkProgram program)
    {
        Context = context;
        Cancellation = context.Cancellation;

        // As gawk's, the output of a program goes out when the buffer is full, before a command starts, and at the end.
        standardOutput = context.StandardOutput.IsTerminal ? context.Output : new ByteWriter(context.StandardOutput, Cancellation);
        Output = standardOutput;
        Settings = settings;
        Program = program;
        Bytes = settings.Bytes;
        Forms = settings.Posix ? AwkNumberForms.Posix : settings.NonDecimal ? AwkNumberForms.NonDecimal : AwkNumberForms.Decimal;
        Globals = new AwkValue[program.NextSlot];
        Record = new AwkRecord(this);
        random = new AwkRandom();
        SetUpVariables();
    }

    public CommandContext Context { get; }

    public AwkSettings Settings { get; }

    public AwkProgram Program { get; }

    public CancellationToken Cancellation { get; }

    public AwkRecord Record { get; }

    public AwkValue[] Globals { get; private set; }

    /// <summary>The locals of all active functions; the innermost one's begin at <see cref="Base"/>.</summary>
    public AwkValue[] Stack { get; private set; } = new AwkValue[InitialStack];

    public int Base { get; set; }

    public int Top { get; set; }

    public AwkValue Returned { get; set; }

    /// <summary>The line being run, for messages.</summary>
    public int Line { get; set; }

    public bool Bytes { get; }

    public AwkNumberForms Forms { get; }

    public bool IgnoreCase { get; private set; }

    public AwkSplitter Splitter { get; private set; } = AwkSplitter.Blanks;

    public AwkString OutputFieldSeparator { get; private set; } = AwkString.Of(" ");

    public AwkString OutputRecordSeparator { get; private set; } = AwkString.Of("\n");

    public AwkString SubscriptSeparator { get; private set; } = AwkString.Of("\u001c");

    public AwkBuffer Scratch { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ToNumber(in AwkValue value) => value.HoldsNumber ? value.Number : SlowNumber(value);

    public AwkString ToText(in AwkValue value)
    {
        switch (value.Kind)
        {
            case AwkValueKind.String or AwkValueKind.Input or AwkValueKind.Regex:
                return Unsafe.As<AwkString>(value.Reference!);
            case AwkValueKind.Number or AwkValueKind.Boolean:
                return NumberText(value.Number);
            case AwkValueKind.Array:
                throw UseOfArray(value);
            default:
                return AwkString.Empty;
        }
    }

    public bool IsTrue(in AwkValue value) => value.Kind switch
    {
        AwkValueKind.Number or AwkValueKind.Boolean => value.Number != 0,
        AwkValueKind.String or AwkValueKind.Regex => value.Text.Length > 0,
        AwkValueKind.Input => value.Text.Length > 0 && (!value.Text.LooksNumeric(Forms) || value.Text.ToNumber(Forms) != 0),
        AwkValueKind.Array => throw UseOfArray(value),
        _ => false,
    };

    /// <summary>In a comparison it counts as a number, if the other side does.</summary>
    public bool ComparesAsNumber(in AwkValue value) => value.Kind switch
    {
        AwkValueKind.Number or AwkValueKind.Boolean or AwkValueKind.Untyped or AwkValueKind.Unassigned or AwkValueKind.Reference => true,
        AwkValueKind.Input => value.Text.LooksNumeric(Forms),
        AwkValueKind.Array => throw UseOfArray(value),
        _ => false,
    };

    /// <summary>Less than, equal to or greater than zero; 2 where a number is none.</summary>
    public int Compare(in AwkValue left, in AwkValue right)
    {
        if (ComparesAsNumber(left) && ComparesAsNumber(right))
        {
            return CompareNumbers(ToNumber(left), ToNumber(right));
        }

        return CompareText(ToText(left).Span, ToText(right).Span);
    }

    public static int CompareNumbers(double left, double right) =>
        left < right ? -1 : left > right ? 1 : left == right ? 0 : 2;

    public int CompareText(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!IgnoreCase)
        {
            if (Settings.Posix)
            {
                CharactersOf(left);
                CharactersOf(right);
            }

            int order = left.SequenceCompareTo(right);
            return order < 0 ? -1 : order > 0 ? 1 : 0;
        }

        byte[] first = AwkCharacters.ChangeCase(left, upper: false, Bytes);
        byte[] second = AwkCharacters.ChangeCase(right, upper: false, Bytes);
        return Math.Sign(first.AsSpan().SequenceCompareTo(second));
    }

    public double Calculate(AwkOperator operation, double left, double right, bool assigns = false)
    {
        switch (operation)
        {
            case AwkOperator.Add:
                return left + right;
            case AwkOperator.Subtract:
                return left - right;
            case AwkOperator.Multiply:
                return left * right;
            case AwkOperator.Divide:
                return right == 0 ? throw Fatal("division by zero attempted" + (assigns ? " in `/='" : "")) : left / right;
            case AwkOperator.Remainder:
                return right == 0 ? throw Fatal("division by zero attempted in `%" + (assigns ? "='" : "'")) : left % right;
            default:
                return Power(left, right);
        }
    }

    /// <summary>A power; for a whole exponent by multiplication, as exact as that is.</summary>
    public static double Power(double left, double right)
    {
        if (right != Math.Truncate(right) || Math.Abs(right) > int.MaxValue)
        {
            return left == 1 ? 1 : Math.Pow(left, right);
        }

        int exponent = (int)Math.Abs(right);
        if (exponent == 0)
        {
            return 1;
        }

        double rest = 1;
        while (exponent > 1)
        {
            if (exponent % 2 == 1)
            {
                rest *= left;
            }

            left *= left;
            exponent /= 2;
        }

        return right < 0 ? 1 / (rest * left) : rest * left;
    }

    public AwkString NumberText(double number) =>
        AwkNumber.IsInteger(number) ? AwkNumber.IntegerText((long)number) : FormatNumber(number, convertFormat);

    public void Print(in AwkValue value, ByteWriter output)
    {
        if (value.HoldsNumber)
        {
            PrintNumber(value.Number, output);
        }
        else
        {
            output.Write(ToText(value).Span);
        }
    }

    public void PrintNumber(double number, ByteWriter output)
    {
        if (AwkNumber.IsInteger(number))
        {
            output.Write((long)number);
        }
        else
        {
            output.Write(FormatNumber(number, outputFormat).Span);
        }
    }

    /// <summary>Room for the locals of one more call.</summary>
    public void Reserve(int count)
    {
        if (Top + count > Stack.Length)
        {
            AwkValue[] larger = new AwkValue[Math.Max(Stack.Length * 2, Top + count)];
            Stack.CopyTo(larger, 0);
            Stack = larger;
        }
    }

    /// <summary>The array in a variable, made where there was nothing.</summary>
    public AwkArray ArrayIn(ref AwkValue slot, string name, bool isParameter)
    {
        if (slot.Kind == AwkValueKind.Array)
        {
            return Unsafe.As<AwkArray>(slot.Reference!);
        }

        if (slot.Kind is AwkValueKind.Untyped)
        {
            var array = new AwkArray();
            slot = new AwkValue(array);
            return array;
        }

        if (slot.Kind == AwkValueKind.Reference)
        {
            AwkArray array = ((IAwkReference)slot.Reference!).Array(this);
            slot = new AwkValue(array);
            return array;
        }

        throw Fatal($"attempt to use scalar {(isParameter ? "parameter " : "")}`{name}' as an array");
    }

    public AwkFatalException Fatal(string message) => new(Location() + "fatal: " + message);

    public void Warn(string message)
    {
        Flush();
        Context.Complain(Location() + "warning: " + message);
    }

    public void WarnOnce(string message)
    {
        if (Program.WarningsGiven.Add("arning: " + message))
        {
            Warn(message);
        }
    }

    /// <summary>A text was taken apart into characters that has bytes which are none.</summary>
    public void WarnOfInvalidText()
    {
        if (!warnedOfText)
        {
            warnedOfText = true;
            Warn("Invalid multibyte data detected. There may be a mismatch between your data and your locale");
        }
    }

    /// <summary>How many characters a text has, or bytes where bytes are asked for.</summary>
    public int CharactersOf(AwkString text)
    {
        if (Bytes)
        {
            return text.Length;
        }

        int count = text.Characters;
        if (text.HasInvalid)
        {
            WarnOfInvalidText();
        }

        return count;
    }

    public int CharactersOf(ReadOnlySpan<byte> text)
    {
        if (Bytes)
        {
            return text.Length;
        }

        int count = AwkCharacters.Count(text, out bool valid);
        if (!valid)
        {
            WarnOfInvalidText();
        }

        return count;
    }

    /// <summary>Every byte is a character.</summary>
    public bool IsPlain(AwkString text) => CharactersOf(text) == text.Length;

    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fatal("function calls nested too deeply");
        }
    }

    /// <summary>Closes what is open; after a failure what can still go out does.</summary>
    public void Dispose()
    {
        try
        {
            CloseAll();
        }
        catch (Exception problem) when (problem is BrokenPipeException or FileSystemException or AwkFatalException)
        {
            // Told already, or nobody is there to be told.
        }

        if (standardOutput != Context.Output)
        {
            standardOutput.Discard();
        }
    }

    private static AwkFatalException UseOfArray(in AwkValue value)
    {
        _ = value;
        return new AwkFatalException("fatal: attempt to use array in a scalar context");
    }

    private double SlowNumber(in AwkValue value) => value.Kind switch
    {
        AwkValueKind.String or AwkValueKind.Regex =>
            Unsafe.As<AwkString>(value.Reference!).ToNumber(Forms == AwkNumberForms.Posix ? Forms : AwkNumberForms.Decimal),
        AwkValueKind.Input => Unsafe.As<AwkString>(value.Reference!).ToNumber(Forms),
        AwkValueKind.Array => throw UseOfArray(value),
        _ => 0,
    };

    private AwkString FormatNumber(double number, AwkString format)
    {
        if (!double.IsFinite(number))
        {
            return AwkString.Of(AwkNumber.Special(number));
        }

        int start = Scratch.Length;
        if (Math.Floor(number) == number)
        {
            AwkFormat.AppendFixed(Scratch, number, 0);
        }
        else if (format.Span.SequenceEqual("%.6g"u8))
        {
            AwkFormat.AppendGeneral(Scratch, number, 6, upper: false, alternate: false);
        }
        else
        {
            var buffer = new AwkBuffer();
            Format(format).Append(this, buffer, [new AwkValue(number)]);
            return buffer.ToText();
        }

        AwkString text = AwkString.Of(Scratch.Span[start..]);
        Scratch.Length = start;
        return text;
    }

    /// <summary>The format of a text, parsed once.</summary>
    public AwkFormat Format(AwkString text)
    {
        if (!ReferenceEquals(text, lastFormatText) && (lastFormatText is null || !text.Span.SequenceEqual(lastFormatText.Span)))
        {
            lastFormat = AwkFormat.Parse(text.Span);
        }

        lastFormatText = text;
        return lastFormat!;
    }

    private string Location()
    {
        if (Line == 0)
        {
            return "";
        }

        string place = PlaceOf(Line);
        double number = fileRecords;
        if (number > 0)
        {
            string file = ToText(Globals[(int)AwkSpecial.FILENAME]).ToString();
            place += $"(FILENAME={file} FNR={NumberText(number)}) ";
        }

        return place;
    }

    private string PlaceOf(int line) => $"{Program.Sources[line >> 22]}:{line & 0x3FFFFF}: ";


    private void SetIgnoreCase(bool value)
    {
        if (IgnoreCase != value)
        {
            IgnoreCase = value;
            ChooseSplitter();
        }
    }
}
