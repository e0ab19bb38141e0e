using System.Runtime.CompilerServices;

namespace BashTool.Commands.Awk;

/// <summary>The kinds of variable.</summary>
internal static class AwkVariables
{
    internal sealed class Global(int slot, string name) : AwkVariable
    {
        public int Slot => slot;

        public string Name => name;

        public override bool IsPure => true;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Globals[slot];
            if (value.Kind == AwkValueKind.Untyped)
            {
                // From here on it is no array.
                value.Kind = AwkValueKind.Unassigned;
            }

            return value.Kind == AwkValueKind.Array ? throw Misused(machine) : value;
        }

        public override double Number(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Globals[slot];
            return value.Kind == AwkValueKind.Array ? throw Misused(machine) : machine.ToNumber(value);
        }

        public override void Assign(AwkMachine machine, in AwkValue value)
        {
            ref AwkValue target = ref machine.Globals[slot];
            if (target.Kind == AwkValueKind.Array)
            {
                throw Misused(machine);
            }

            target = value;
        }

        public override double Update(AwkMachine machine, AwkOperator operation, double operand, out double before)
        {
            ref AwkValue target = ref machine.Globals[slot];
            if (target.Kind == AwkValueKind.Number)
            {
                before = target.Number;
                return target.Number = operation == AwkOperator.Add ? before + operand : machine.Calculate(operation, before, operand, assigns: true);
            }

            return base.Update(machine, operation, operand, out before);
        }

        public override AwkArray Array(AwkMachine machine) => machine.ArrayIn(ref machine.Globals[slot], name, isParameter: false);

        public override AwkValue Argument(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Globals[slot];
            return value.Kind == AwkValueKind.Untyped
                ? new AwkValue { Kind = AwkValueKind.Reference, Reference = new AwkVariableReference(slot, isGlobal: true, name) }
                : value;
        }

        private AwkFatalException Misused(AwkMachine machine) => machine.Fatal($"attempt to use array `{name}' in a scalar context");
    }

    internal sealed class Local(int index, string name) : AwkVariable
    {
        public int Index => index;

        public override bool IsPure => true;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Stack[machine.Base + index];
            if (value.Kind is AwkValueKind.Untyped or AwkValueKind.Reference)
            {
                value = AwkValue.Unassigned;
            }

            return value.Kind == AwkValueKind.Array ? throw Misused(machine) : value;
        }

        public override double Number(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Stack[machine.Base + index];
            return value.Kind == AwkValueKind.Array ? throw Misused(machine) : machine.ToNumber(value);
        }

        public override void Assign(AwkMachine machine, in AwkValue value)
        {
            ref AwkValue target = ref machine.Stack[machine.Base + index];
            if (target.Kind == AwkValueKind.Array)
            {
                throw Misused(machine);
            }

            target = value;
        }

        public override double Update(AwkMachine machine, AwkOperator operation, double operand, out double before)
        {
            ref AwkValue target = ref machine.Stack[machine.Base + index];
            if (target.Kind == AwkValueKind.Number)
            {
                before = target.Number;
                return target.Number = operation == AwkOperator.Add ? before + operand : machine.Calculate(operation, before, operand, assigns: true);
            }

            return base.Update(machine, operation, operand, out before);
        }

        public override AwkArray Array(AwkMachine machine) => machine.ArrayIn(ref machine.Stack[machine.Base + index], name, isParameter: true);

        public override AwkValue Argument(AwkMachine machine)
        {
            ref AwkValue value = ref machine.Stack[machine.Base + index];
            return value.Kind == AwkValueKind.Untyped
                ? new AwkValue { Kind = AwkValueKind.Reference, Reference = new AwkVariableReference(machine.Base + index, isGlobal: false, name) }
                : value;
        }

        private AwkFatalException Misused(AwkMachine machine) => machine.Fatal($"attempt to use array `{name}' in a scalar context");
    }

    internal sealed class Special(AwkSpecial special) : AwkVariable
    {
        public AwkSpecial Variable => special;

        public override bool IsPure => true;

        public override bool IsNumeric => special is AwkSpecial.NF or AwkSpecial.NR or AwkSpecial.FNR;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            AwkValue value = machine.GetSpecial(special);
            return value.Kind == AwkValueKind.Array ? throw machine.Fatal($"attempt to use array `{special}' in a scalar context") : value;
        }

        public override void Assign(AwkMachine machine, in AwkValue value) => machine.SetSpecial(special, value);

        public override AwkArray Array(AwkMachine machine) => machine.ArrayIn(ref machine.Globals[(int)special], special.ToString(), isParameter: false);

        public override AwkValue Argument(AwkMachine machine) => machine.GetSpecial(special);
    }

    /// <summary>A field with a number that is written out.</summary>
    internal sealed class Field(int index) : AwkVariable
    {
        public int Index => index;

        public override bool IsPure => true;

        public override AwkValue Evaluate(AwkMachine machine) => machine.Record.Field(index);

        public override double Number(AwkMachine machine) => machine.Record.FieldNumber(index);

        public override ReadOnlySpan<byte> Bytes(AwkMachine machine) => machine.Record.FieldSpan(index);

        public override void Print(AwkMachine machine, ByteWriter output) => machine.Record.PrintField(index, output);

        public override void Assign(AwkMachine machine, in AwkValue value) => machine.Record.SetField(index, value);
    }

    internal sealed class ComputedField(AwkExpression index) : AwkVariable
    {
        public override bool IsPure => index.IsPure;

        public override AwkValue Evaluate(AwkMachine machine) => machine.Record.Field(IndexOf(machine));

        public override double Number(AwkMachine machine) => machine.Record.FieldNumber(IndexOf(machine));

        public override ReadOnlySpan<byte> Bytes(AwkMachine machine) => machine.Record.FieldSpan(IndexOf(machine));

        public override void Print(AwkMachine machine, ByteWriter output) => machine.Record.PrintField(IndexOf(machine), output);

        public override void Assign(AwkMachine machine, in AwkValue value) => machine.Record.SetField(IndexOf(machine), value);

        public override double Update(AwkMachine machine, AwkOperator operation, double operand, out double before)
        {
            int at = IndexOf(machine);
            before = machine.Record.FieldNumber(at);
            double result = machine.Calculate(operation, before, operand, assigns: true);
            machine.Record.SetField(at, new AwkValue(result));
            return result;
        }

        private int IndexOf(AwkMachine machine)
        {
            double number = index.Number(machine);
            if (number < 0)
            {
                throw machine.Fatal($"attempt to access field {(long)number}");
            }

            return (int)Math.Min(number, 100_000_000);
        }
    }

    internal sealed class Element(AwkVariable array, AwkExpression[] subscripts) : AwkVariable
    {
        private readonly AwkExpression single = subscripts[0];

        public AwkVariable Owner => array;

        public AwkExpression[] Subscripts => subscripts;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            ref AwkValue value = ref At(machine);
            return value.Kind switch
            {
                AwkValueKind.Array => throw Misused(machine),
                AwkValueKind.Reference => AwkValue.Unassigned,
                _ => value,
            };
        }

        public override double Number(AwkMachine machine)
        {
            ref AwkValue value = ref At(machine);
            return value.Kind == AwkValueKind.Array ? throw Misused(machine) : machine.ToNumber(value);
        }

        public override void Assign(AwkMachine machine, in AwkValue value)
        {
            ref AwkValue target = ref At(machine);
            if (target.Kind == AwkValueKind.Array)
            {
                throw Misused(machine);
            }

            target = value.Kind is AwkValueKind.Untyped or AwkValueKind.Reference ? AwkValue.Unassigned : value;
        }

        public override double Update(AwkMachine machine, AwkOperator operation, double operand, out double before)
        {
            ref AwkValue target = ref At(machine);
            if (target.Kind == AwkValueKind.Array)
            {
                throw Misused(machine);
            }

            before = machine.ToNumber(target);
            double result = operation == AwkOperator.Add ? before + operand : machine.Calculate(operation, before, operand, assigns: true);
            if (target.Kind == AwkValueKind.Number)
            {
                target.Number = result;
            }
            else
            {
                target = new AwkValue(result);
            }

            return result;
        }

        public override AwkArray Array(AwkMachine machine)
        {
            ref AwkValue value = ref At(machine);
            if (value.Kind == AwkValueKind.Array)
            {
                return value.Array;
            }

            if (value.Kind == AwkValueKind.Reference)
            {
                var inner = new AwkArray();
                value = new AwkValue(inner);
                return inner;
            }

            throw machine.Fatal($"attempt to use scalar `{AwkArrays.NameOf(this, machine)}' as an array");
        }

        public override AwkValue Argument(AwkMachine machine)
        {
            AwkValue value = At(machine);
            return value.Kind != AwkValueKind.Reference
                ? value
                : new AwkValue { Kind = AwkValueKind.Reference, Reference = new AwkElementReference(array.Array(machine), KeyOf(machine)) };
        }

        private AwkString KeyOf(AwkMachine machine)
        {
            if (subscripts.Length == 1)
            {
                return single.Text(machine);
            }

            int start = AwkArrays.JoinSubscripts(machine, subscripts);
            AwkString key = AwkString.Of(machine.Scratch.Span[start..]);
            machine.Scratch.Length = start;
            return key;
        }

        public ref AwkValue At(AwkMachine machine)
        {
            if (subscripts.Length == 1)
            {
                if (single is AwkVariables.Field field && field.Index > 0)
                {
                    return ref AwkArrays.AtField(machine, array, field);
                }

                AwkValue key = single.Evaluate(machine);
                AwkArray target = array.Array(machine);
                if (key.HoldsNumber && key.Number == (int)key.Number)
                {
                    return ref target.At((int)key.Number);
                }

                AwkString text = machine.ToText(key);
                return ref target.At(text.Span, text);
            }

            int start = AwkArrays.JoinSubscripts(machine, subscripts);
            ReadOnlySpan<byte> joined = machine.Scratch.Span[start..];
            ref AwkValue found = ref array.Array(machine).At(joined);
            machine.Scratch.Length = start;
            return ref found;
        }

        public bool Exists(AwkMachine machine)
        {
            if (subscripts.Length == 1)
            {
                AwkValue key = single.Evaluate(machine);
                AwkArray target = array.Array(machine);
                return key.HoldsNumber && key.Number == (int)key.Number
                    ? !Unsafe.IsNullRef(ref target.Find((int)key.Number))
                    : !Unsafe.IsNullRef(ref target.Find(machine.ToText(key).Span));
            }

            int start = AwkArrays.JoinSubscripts(machine, subscripts);
            bool found = !Unsafe.IsNullRef(ref array.Array(machine).Find(machine.Scratch.Span[start..]));
            machine.Scratch.Length = start;
            return found;
        }

        public void Delete(AwkMachine machine)
        {
            if (subscripts.Length == 1)
            {
                AwkValue key = single.Evaluate(machine);
                AwkArray target = array.Array(machine);
                if (key.HoldsNumber && key.Number == (int)key.Number)
                {
                    target.Remove((int)key.Number);
                }
                else
                {
                    target.Remove(machine.ToText(key).Span);
                }

                return;
            }

            int start = AwkArrays.JoinSubscripts(machine, subscripts);
            array.Array(machine).Remove(machine.Scratch.Span[start..]);
            machine.Scratch.Length = start;
        }

        private AwkFatalException Misused(AwkMachine machine) => machine.Fatal($"attempt to use array `{AwkArrays.NameOf(this, machine)}' in a scalar context");
    }

    /// <summary>An element of SYMTAB: a variable by its name.</summary>
    internal sealed class BySymbol(AwkExpression name) : AwkVariable
    {
        public override AwkValue Evaluate(AwkMachine machine)
        {
            AwkValue value = machine.GetSymbol(name.Text(machine).ToString());
            return value.Kind switch
            {
                AwkValueKind.Array => throw machine.Fatal("attempt to use array `SYMTAB' in a scalar context"),
                AwkValueKind.Untyped => AwkValue.Unassigned,
                _ => value,
            };
        }

        public override void Assign(AwkMachine machine, in AwkValue value) => machine.SetSymbol(name.Text(machine).ToString(), value);

        public override AwkArray Array(AwkMachine machine) => machine.SymbolArray(name.Text(machine).ToString());

        public override AwkValue Argument(AwkMachine machine) => machine.GetSymbol(name.Text(machine).ToString());
    }
}
