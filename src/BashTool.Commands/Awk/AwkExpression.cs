namespace BashTool.Commands.Awk;

/// <summary>
/// An expression, resolved and ready to be evaluated in the form that its user needs: a number, a truth, bytes to print
/// need no value in between.
/// </summary>
internal abstract class AwkExpression
{
    /// <summary>Evaluating it changes nothing, so that parts of it may be written before others are evaluated.</summary>
    public virtual bool IsPure => false;

    /// <summary>It gives a number, whatever it works on.</summary>
    public virtual bool IsNumeric => false;

    /// <summary>It gives a text that never counts as a number.</summary>
    public virtual bool IsText => false;

    public abstract AwkValue Evaluate(AwkMachine machine);

    public virtual double Number(AwkMachine machine) => machine.ToNumber(Evaluate(machine));

    public virtual AwkString Text(AwkMachine machine) => machine.ToText(Evaluate(machine));

    public virtual bool Truth(AwkMachine machine) => machine.IsTrue(Evaluate(machine));

    /// <summary>The text, valid until something else is evaluated.</summary>
    public virtual ReadOnlySpan<byte> Bytes(AwkMachine machine) => Text(machine).Span;

    /// <summary>Writes it as <c>print</c> does.</summary>
    public virtual void Print(AwkMachine machine, ByteWriter output) => machine.Print(Evaluate(machine), output);
}
