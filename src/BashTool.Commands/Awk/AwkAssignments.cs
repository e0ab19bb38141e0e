namespace BashTool.Commands.Awk;

/// <summary>Assignments and increments.</summary>
internal static class AwkAssignments
{
    internal sealed class Assign(AwkVariable target, AwkExpression value) : AwkExpression
    {
        public AwkVariable Target => target;

        public override bool IsNumeric => value.IsNumeric;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            AwkValue assigned = value.Evaluate(machine);
            if (assigned.Kind is AwkValueKind.Untyped or AwkValueKind.Reference)
            {
                assigned.Kind = AwkValueKind.Unassigned;
            }

            target.Assign(machine, assigned);
            return assigned;
        }
    }

    internal sealed class Compound(AwkVariable target, AwkOperator operation, AwkExpression value) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) => target.Update(machine, operation, value.Number(machine), out _);
    }

    internal sealed class Increment(AwkVariable target, double step, bool isPrefix) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double after = target.Update(machine, AwkOperator.Add, step, out double before);
            return isPrefix ? after : before;
        }
    }
}
