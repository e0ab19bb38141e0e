namespace BashTool.Commands.Awk;

/// <summary>What can be assigned to.</summary>
internal abstract class AwkVariable : AwkExpression
{
    public abstract void Assign(AwkMachine machine, in AwkValue value);

    /// <summary>Combines it with an operand and returns the new value.</summary>
    public virtual double Update(AwkMachine machine, AwkOperator operation, double operand, out double before)
    {
        before = Number(machine);
        double result = machine.Calculate(operation, before, operand, assigns: true);
        Assign(machine, new AwkValue(result));
        return result;
    }

    /// <summary>The array it is, made where it was nothing yet.</summary>
    public virtual AwkArray Array(AwkMachine machine) => throw machine.Fatal("attempt to use scalar as an array");

    /// <summary>Like <see cref="AwkExpression.Evaluate"/> for an argument: an array or an untyped variable passes as such.</summary>
    public virtual AwkValue Argument(AwkMachine machine) => Evaluate(machine);
}
