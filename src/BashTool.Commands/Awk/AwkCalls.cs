namespace BashTool.Commands.Awk;

/// <summary>Calls of the program's functions.</summary>
internal static class AwkCalls
{
    internal sealed class Call(AwkFunction function, AwkExpression[] arguments) : AwkExpression
    {
        public AwkFunction Function => function;

        public AwkExpression[] Arguments => arguments;

        public override AwkValue Evaluate(AwkMachine machine) => Run(machine, function, arguments);
    }

    /// <summary><c>@name(...)</c>.</summary>
    internal sealed class Indirect(AwkVariable name, AwkExpression[] arguments) : AwkExpression
    {
        public override AwkValue Evaluate(AwkMachine machine)
        {
            string text = name.Text(machine).ToString();
            if (machine.Program.Functions.TryGetValue(text, out AwkFunction? function))
            {
                return Run(machine, function, arguments);
            }

            if (AwkFunctions.Create(text, arguments) is { } builtin)
            {
                return builtin.Evaluate(machine);
            }

            throw machine.Fatal($"`{text}' is not a function, so it cannot be called indirectly");
        }
    }

    public static AwkValue Run(AwkMachine machine, AwkFunction function, AwkExpression[] arguments)
    {
        machine.CheckStack();
        int count = Math.Max(function.Parameters.Count, arguments.Length);
        int start = machine.Top;
        machine.Reserve(count);
        machine.Top = start + count;
        Array.Clear(machine.Stack, start, count);
        for (int i = 0; i < arguments.Length; i++)
        {
            AwkValue value = arguments[i] is AwkVariable variable ? variable.Argument(machine) : arguments[i].Evaluate(machine);
            machine.Stack[start + i] = value;
        }

        return Run(machine, function, start);
    }

    /// <summary>Calls a function with values (a comparison of <c>asort</c>).</summary>
    public static AwkValue Run(AwkMachine machine, AwkFunction function, ReadOnlySpan<AwkValue> arguments)
    {
        machine.CheckStack();
        int count = Math.Max(function.Parameters.Count, arguments.Length);
        int start = machine.Top;
        machine.Reserve(count);
        machine.Top = start + count;
        Array.Clear(machine.Stack, start, count);
        arguments.CopyTo(machine.Stack.AsSpan(start));
        return Run(machine, function, start);
    }

    private static AwkValue Run(AwkMachine machine, AwkFunction function, int start)
    {
        int caller = machine.Base;
        int line = machine.Line;
        machine.Base = start;
        if (function.Body is null)
        {
            throw machine.Fatal($"function `{function.Name}' not defined");
        }

        AwkFlow flow = function.Body.Execute(machine);
        machine.Base = caller;
        machine.Top = start;
        machine.Line = line;
        return flow switch
        {
            AwkFlow.Return => machine.Returned is { Kind: AwkValueKind.Reference } ? AwkValue.Unassigned : machine.Returned,
            AwkFlow.Next or AwkFlow.NextFile or AwkFlow.Exit => throw new AwkUnwind(flow),
            _ => AwkValue.Unassigned,
        };
    }
}
