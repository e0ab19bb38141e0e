namespace BashTool.Commands.Awk;

/// <summary>The statements.</summary>
internal static class AwkStatements
{
    internal sealed class Evaluate(AwkExpression expression) : AwkStatement
    {
        private readonly bool numeric = expression.IsNumeric;

        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            if (numeric)
            {
                expression.Number(machine);
            }
            else
            {
                expression.Evaluate(machine);
            }

            return AwkFlow.Normal;
        }
    }

    internal sealed class Block(AwkStatement[] statements) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            foreach (AwkStatement statement in statements)
            {
                AwkFlow flow = statement.Execute(machine);
                if (flow != AwkFlow.Normal)
                {
                    return flow;
                }
            }

            return AwkFlow.Normal;
        }
    }

    internal sealed class If(AwkExpression condition, AwkStatement yes, AwkStatement? no) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            if (condition.Truth(machine))
            {
                return yes.Execute(machine);
            }

            return no is null ? AwkFlow.Normal : no.Execute(machine);
        }
    }

    /// <summary><c>while</c> and <c>for</c>.</summary>
    internal sealed class Loop(AwkStatement? first, AwkExpression? condition, AwkStatement? step, AwkStatement body) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            first?.Execute(machine);
            while (true)
            {
                machine.Line = Line;
                if (condition is not null && !condition.Truth(machine))
                {
                    return AwkFlow.Normal;
                }

                machine.Cancellation.ThrowIfCancellationRequested();
                AwkFlow flow = body.Execute(machine);
                if (flow == AwkFlow.Break)
                {
                    return AwkFlow.Normal;
                }

                if (flow > AwkFlow.Continue)
                {
                    return flow;
                }

                step?.Execute(machine);
            }
        }
    }

    internal sealed class DoLoop(AwkStatement body, AwkExpression condition) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            do
            {
                machine.Cancellation.ThrowIfCancellationRequested();
                AwkFlow flow = body.Execute(machine);
                if (flow == AwkFlow.Break)
                {
                    return AwkFlow.Normal;
                }

                if (flow > AwkFlow.Continue)
                {
                    return flow;
                }

                machine.Line = Line;
            }
            while (condition.Truth(machine));

            return AwkFlow.Normal;
        }
    }

    internal sealed class ForIn(AwkVariable variable, AwkVariable array, AwkStatement body) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            AwkArray walked = array is AwkVariables.Special { Variable: AwkSpecial.SYMTAB } ? machine.Symbols() : array.Array(machine);
            foreach (AwkString key in AwkSorting.KeysForLoop(machine, walked))
            {
                machine.Cancellation.ThrowIfCancellationRequested();
                variable.Assign(machine, new AwkValue(key));
                AwkFlow flow = body.Execute(machine);
                if (flow == AwkFlow.Break)
                {
                    return AwkFlow.Normal;
                }

                if (flow > AwkFlow.Continue)
                {
                    return flow;
                }
            }

            return AwkFlow.Normal;
        }
    }

    /// <summary>A case's value is a constant or a pattern; null is the default.</summary>
    internal sealed class Case
    {
        public AwkExpression? Value { get; init; }

        public AwkPattern? Pattern { get; init; }

        public required AwkStatement Body { get; init; }
    }

    internal sealed class Switch(AwkExpression subject, Case[] cases) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            AwkValue value = subject.Evaluate(machine);
            int start = -1;
            for (int i = 0; i < cases.Length && start < 0; i++)
            {
                Case one = cases[i];
                if (one.Pattern is { } pattern)
                {
                    start = pattern.Get(machine).IsMatch(machine.ToText(value).Span) ? i : -1;
                }
                else if (one.Value is { } constant)
                {
                    start = IsSame(machine, value, constant.Evaluate(machine)) ? i : -1;
                }
            }

            if (start < 0)
            {
                start = Array.FindIndex(cases, static c => c.Value is null && c.Pattern is null);
            }

            for (int i = start; i >= 0 && i < cases.Length; i++)
            {
                AwkFlow flow = cases[i].Body.Execute(machine);
                if (flow == AwkFlow.Break)
                {
                    return AwkFlow.Normal;
                }

                if (flow != AwkFlow.Normal)
                {
                    return flow;
                }
            }

            return AwkFlow.Normal;
        }

        // A number is only ever equal to a number.
        private static bool IsSame(AwkMachine machine, in AwkValue value, in AwkValue constant) =>
            constant.HoldsNumber
                ? (value.HoldsNumber || (value.Kind == AwkValueKind.Input && machine.ComparesAsNumber(value))) && machine.ToNumber(value) == constant.Number
                : value.Kind is AwkValueKind.String or AwkValueKind.Regex or AwkValueKind.Input
                    && (value.Kind != AwkValueKind.Input || !machine.ComparesAsNumber(value))
                    && machine.CompareText(machine.ToText(value).Span, constant.Text.Span) == 0;
    }

    internal sealed class Leave(AwkFlow flow) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine) => flow;
    }

    internal sealed class Exit(AwkExpression? status) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            if (status is not null)
            {
                double value = status.Number(machine);
                machine.ExitStatus = double.IsFinite(value) ? (int)(long)value : 0;
            }

            return AwkFlow.Exit;
        }
    }

    internal sealed class Return(AwkExpression? value) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            machine.Returned = value?.Evaluate(machine) ?? AwkValue.Unassigned;
            return AwkFlow.Return;
        }
    }

    internal sealed class Print(AwkExpression[] items, AwkRedirection redirection, AwkExpression? target) : AwkStatement
    {
        private readonly bool pure = items.Length <= 1 || Array.TrueForAll(items, static i => i.IsPure);
        private readonly bool alone = items.Length == 1 && items[0].IsPure;

        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            if (redirection == AwkRedirection.None && pure)
            {
                ByteWriter output = machine.Output;
                if (items.Length == 0)
                {
                    output.Write(machine.Record.Span);
                }
                else if (items.Length == 1)
                {
                    if (alone)
                    {
                        items[0].Print(machine, output);
                    }
                    else
                    {
                        // What it calls may print, or open the output anew.
                        AwkValue value = items[0].Evaluate(machine);
                        output = machine.Output;
                        machine.Print(value, output);
                    }
                }
                else
                {
                    items[0].Print(machine, output);
                    for (int i = 1; i < items.Length; i++)
                    {
                        output.Write(machine.OutputFieldSeparator.Span);
                        items[i].Print(machine, output);
                    }
                }

                output.Write(machine.OutputRecordSeparator.Span);
                return AwkFlow.Normal;
            }

            return ExecuteSlowly(machine);
        }

        private AwkFlow ExecuteSlowly(AwkMachine machine)
        {
            var values = new AwkValue[items.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = items[i].Evaluate(machine);
            }

            ByteWriter output = target is null ? machine.Output : machine.Open(redirection, target.Text(machine));
            machine.Guard(
                redirection,
                output,
                (machine, values),
                static (output, state) =>
                {
                    (AwkMachine machine, AwkValue[] values) = state;
                    if (values.Length == 0)
                    {
                        output.Write(machine.Record.Span);
                    }

                    for (int i = 0; i < values.Length; i++)
                    {
                        if (i > 0)
                        {
                            output.Write(machine.OutputFieldSeparator.Span);
                        }

                        machine.Print(values[i], output);
                    }

                    output.Write(machine.OutputRecordSeparator.Span);
                });
            return AwkFlow.Normal;
        }
    }

    internal sealed class PrintFormatted(AwkExpression[] items, AwkRedirection redirection, AwkExpression? target) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            AwkString format = items[0].Text(machine);
            var values = new AwkValue[items.Length - 1];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = items[i + 1].Evaluate(machine);
            }

            ByteWriter output = target is null ? machine.Output : machine.Open(redirection, target.Text(machine));
            AwkBuffer buffer = machine.FormatBuffer;
            buffer.Clear();
            machine.Format(format).Append(machine, buffer, values);
            machine.Guard(redirection, output, buffer, static (output, buffer) => output.Write(buffer.Span));
            return AwkFlow.Normal;
        }
    }
}
