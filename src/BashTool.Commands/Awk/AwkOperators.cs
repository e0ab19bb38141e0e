using System.Runtime.CompilerServices;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>Operators on numbers, truths and texts.</summary>
internal static class AwkOperators
{
    internal abstract class Numeric : AwkExpression
    {
        public sealed override bool IsNumeric => true;

        public sealed override AwkValue Evaluate(AwkMachine machine) => new(Number(machine));

        public abstract override double Number(AwkMachine machine);

        public override bool Truth(AwkMachine machine) => Number(machine) != 0;

        public sealed override void Print(AwkMachine machine, ByteWriter output) => machine.PrintNumber(Number(machine), output);
    }

    internal abstract class Logical : AwkExpression
    {
        public sealed override bool IsNumeric => true;

        public sealed override AwkValue Evaluate(AwkMachine machine) => new(Truth(machine) ? 1 : 0);

        public sealed override double Number(AwkMachine machine) => Truth(machine) ? 1 : 0;

        public abstract override bool Truth(AwkMachine machine);
    }

    internal sealed class Add(AwkExpression left, AwkExpression right) : Numeric
    {
        public override bool IsPure => left.IsPure && right.IsPure;

        public override double Number(AwkMachine machine) => left.Number(machine) + right.Number(machine);
    }

    internal sealed class Subtract(AwkExpression left, AwkExpression right) : Numeric
    {
        public override bool IsPure => left.IsPure && right.IsPure;

        public override double Number(AwkMachine machine) => left.Number(machine) - right.Number(machine);
    }

    internal sealed class Multiply(AwkExpression left, AwkExpression right) : Numeric
    {
        public override bool IsPure => left.IsPure && right.IsPure;

        public override double Number(AwkMachine machine) => left.Number(machine) * right.Number(machine);
    }

    internal sealed class Calculate(AwkOperator operation, AwkExpression left, AwkExpression right) : Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double first = left.Number(machine);
            return machine.Calculate(operation, first, right.Number(machine));
        }
    }

    internal sealed class Negate(AwkExpression operand) : Numeric
    {
        public override bool IsPure => operand.IsPure;

        public override double Number(AwkMachine machine) => -operand.Number(machine);
    }

    internal sealed class Plus(AwkExpression operand) : Numeric
    {
        public override bool IsPure => operand.IsPure;

        public override double Number(AwkMachine machine) => operand.Number(machine);
    }

    internal sealed class Not(AwkExpression operand) : Logical
    {
        public override bool IsPure => operand.IsPure;

        public override bool Truth(AwkMachine machine) => !operand.Truth(machine);
    }

    internal sealed class And(AwkExpression left, AwkExpression right) : Logical
    {
        public override bool IsPure => left.IsPure && right.IsPure;

        public override bool Truth(AwkMachine machine) => left.Truth(machine) && right.Truth(machine);
    }

    internal sealed class Or(AwkExpression left, AwkExpression right) : Logical
    {
        public override bool IsPure => left.IsPure && right.IsPure;

        public override bool Truth(AwkMachine machine) => left.Truth(machine) || right.Truth(machine);
    }

    internal sealed class Conditional(AwkExpression condition, AwkExpression yes, AwkExpression no) : AwkExpression
    {
        public override bool IsPure => condition.IsPure && yes.IsPure && no.IsPure;

        public override bool IsNumeric => yes.IsNumeric && no.IsNumeric;

        public override AwkValue Evaluate(AwkMachine machine) => (condition.Truth(machine) ? yes : no).Evaluate(machine);

        public override double Number(AwkMachine machine) => (condition.Truth(machine) ? yes : no).Number(machine);

        public override AwkString Text(AwkMachine machine) => (condition.Truth(machine) ? yes : no).Text(machine);

        public override bool Truth(AwkMachine machine) => (condition.Truth(machine) ? yes : no).Truth(machine);

        public override void Print(AwkMachine machine, ByteWriter output) => (condition.Truth(machine) ? yes : no).Print(machine, output);
    }

    /// <summary>What a comparison asks of an order.</summary>
    internal enum Relation : byte
    {
        Less,
        LessOrEqual,
        Equal,
        NotEqual,
        Greater,
        GreaterOrEqual,
    }

    internal sealed class Comparison(Relation relation, AwkExpression left, AwkExpression right) : Logical
    {
        private readonly bool numeric = left.IsNumeric && right.IsNumeric;
        private readonly bool textual = (left.IsText && right.IsPure) || (right.IsText && left.IsPure);

        public override bool IsPure => left.IsPure && right.IsPure;

        public override bool Truth(AwkMachine machine)
        {
            if (numeric)
            {
                double first = left.Number(machine);
                return Holds(relation, first, right.Number(machine));
            }

            if (left is AwkVariables.Field field && right.IsNumeric && right.IsPure)
            {
                double second = right.Number(machine);
                if (machine.Record.TryNumber(field.Index, out double first))
                {
                    return Holds(relation, first, second);
                }
            }
            else if (textual && left is not AwkConstants.TypedRegex)
            {
                if (!machine.IgnoreCase && relation is Relation.Equal or Relation.NotEqual)
                {
                    return left.Bytes(machine).SequenceEqual(right.Bytes(machine)) == (relation == Relation.Equal);
                }

                return Holds(relation, machine.CompareText(left.Bytes(machine), right.Bytes(machine)));
            }

            AwkValue one = left.Evaluate(machine);
            AwkValue two = right.Evaluate(machine);
            return Holds(relation, machine.Compare(one, two));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool Holds(Relation relation, double first, double second) => relation switch
        {
            Relation.Less => first < second,
            Relation.LessOrEqual => first <= second,
            Relation.Equal => first == second,
            Relation.NotEqual => first != second,
            Relation.Greater => first > second,
            _ => first >= second,
        };

        private static bool Holds(Relation relation, int order) => relation switch
        {
            Relation.Less => order == -1,
            Relation.LessOrEqual => order is -1 or 0,
            Relation.Equal => order == 0,
            Relation.NotEqual => order != 0,
            Relation.Greater => order == 1,
            _ => order is 1 or 0,
        };
    }

    /// <summary><c>text ~ pattern</c>; without a text the record.</summary>
    internal sealed class Match(AwkExpression? text, AwkPattern pattern, bool negated) : Logical
    {
        public AwkPattern Pattern => pattern;

        /// <summary>It is a regular expression standing alone, which another context may take as such.</summary>
        public bool IsBare => text is null;

        public override bool IsPure => (text is null || text.IsPure) && (pattern.Source is null || pattern.Source.IsPure);

        public override bool Truth(AwkMachine machine)
        {
            if (text is null)
            {
                return pattern.Get(machine).IsMatch(machine.Record.Span) != negated;
            }

            if (pattern.Source is null)
            {
                return pattern.Get(machine).IsMatch(text.Bytes(machine)) != negated;
            }

            AwkString subject = text.Text(machine);
            PosixRegex regex = pattern.Get(machine);
            return regex.IsMatch(subject.Span) != negated;
        }
    }

    internal sealed class Concatenate(AwkExpression[] parts) : AwkExpression
    {
        private readonly bool pure = Array.TrueForAll(parts, static p => p.IsPure);

        public AwkExpression[] Parts => parts;

        public override bool IsPure => pure;

        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => new(Text(machine));

        public override AwkString Text(AwkMachine machine)
        {
            if (parts.Length == 2)
            {
                AwkString first = parts[0].Text(machine);
                return AwkString.Concatenate(first, parts[1].Bytes(machine));
            }

            var texts = new AwkString[parts.Length];
            long total = 0;
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = parts[i].Text(machine);
                total += i > 0 ? texts[i].Length : 0;
            }

            if (total > AwkBuffer.Largest)
            {
                throw new AwkFatalException("fatal: memory exhausted");
            }

            if (texts[0].Length + total == 0)
            {
                return AwkString.Empty;
            }

            // The first one may have room behind it.
            byte[] rest = GC.AllocateUninitializedArray<byte>(checked((int)(texts[0].Length >= 256 ? total : total + texts[0].Length)));
            int at = 0;
            for (int i = texts[0].Length >= 256 ? 1 : 0; i < texts.Length; i++)
            {
                texts[i].Span.CopyTo(rest.AsSpan(at));
                at += texts[i].Length;
            }

            return texts[0].Length >= 256 ? AwkString.Concatenate(texts[0], rest) : AwkString.Own(rest);
        }

        public override bool Truth(AwkMachine machine) => Text(machine).Length > 0;

        public override void Print(AwkMachine machine, ByteWriter output)
        {
            if (!pure)
            {
                output.Write(Text(machine).Span);
                return;
            }

            foreach (AwkExpression part in parts)
            {
                output.Write(part.Bytes(machine));
            }
        }
    }

    /// <summary>Parentheses, which matter to what may follow.</summary>
    internal sealed class Group(AwkExpression inner) : AwkExpression
    {
        public AwkExpression Inner => inner;

        public override bool IsPure => inner.IsPure;

        public override bool IsNumeric => inner.IsNumeric;

        public override bool IsText => inner.IsText;

        public override AwkValue Evaluate(AwkMachine machine) => inner.Evaluate(machine);

        public override double Number(AwkMachine machine) => inner.Number(machine);

        public override AwkString Text(AwkMachine machine) => inner.Text(machine);

        public override bool Truth(AwkMachine machine) => inner.Truth(machine);

        public override ReadOnlySpan<byte> Bytes(AwkMachine machine) => inner.Bytes(machine);

        public override void Print(AwkMachine machine, ByteWriter output) => inner.Print(machine, output);
    }

    /// <summary>A list in parentheses: what <c>print</c> prints, or the subscripts before <c>in</c>.</summary>
    internal sealed class List(AwkExpression[] items) : AwkExpression
    {
        public AwkExpression[] Items => items;

        public override AwkValue Evaluate(AwkMachine machine) => throw machine.Fatal("a list is not an expression");
    }
}
