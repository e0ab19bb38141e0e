using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>Functions on texts.</summary>
internal static class AwkTextFunctions
{
    /// <summary>The number of the character at a byte offset, from 1.</summary>
    public static int CharacterAt(AwkMachine machine, AwkString text, int offset) =>
        machine.IsPlain(text) ? offset + 1 : AwkCharacters.Count(text.Span[..offset]) + 1;

    internal sealed class Length(AwkExpression? argument) : AwkOperators.Numeric
    {
        public override bool IsPure => argument is null || argument.IsPure;

        public override double Number(AwkMachine machine)
        {
            if (argument is null)
            {
                return machine.CharactersOf(machine.Record.Span);
            }

            if (argument is AwkVariables.Field field)
            {
                return machine.CharactersOf(field.Bytes(machine));
            }

            if (argument is not AwkVariable variable)
            {
                return machine.CharactersOf(argument.Text(machine));
            }

            AwkValue value = variable.Argument(machine);
            if (value.Kind == AwkValueKind.Reference)
            {
                value = machine.Resolve(value);
            }

            if (value.Kind == AwkValueKind.Array)
            {
                return value.Array.Count;
            }

            if (value.Kind is AwkValueKind.Untyped)
            {
                // From here on it is no array.
                variable.Evaluate(machine);
            }

            return machine.CharactersOf(machine.ToText(value));
        }
    }

    internal sealed class Substring(AwkExpression text, AwkExpression from, AwkExpression? count) : AwkExpression
    {
        public override bool IsPure => text.IsPure && from.IsPure && (count is null || count.IsPure);

        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => new(Text(machine));

        public override AwkString Text(AwkMachine machine)
        {
            AwkString whole = text.Text(machine);
            (int start, int length) = Range(machine, whole);
            return length == whole.Length ? whole : AwkString.Of(whole.Span.Slice(start, length));
        }

        public override void Print(AwkMachine machine, ByteWriter output)
        {
            AwkString whole = text.Text(machine);
            (int start, int length) = Range(machine, whole);
            output.Write(whole.Span.Slice(start, length));
        }

        private (int Start, int Length) Range(AwkMachine machine, AwkString whole)
        {
            double first = from.Number(machine);
            double wanted = double.PositiveInfinity;
            if (count is not null)
            {
                wanted = Math.Truncate(count.Number(machine));
                if (!(wanted >= 1))
                {
                    return (0, 0);
                }
            }

            first = double.IsNaN(first) ? 1 : Math.Max(1, Math.Truncate(first));
            int characters = machine.CharactersOf(whole);
            bool plain = characters == whole.Length;
            if (first > characters)
            {
                return (0, 0);
            }

            int skip = (int)first - 1;
            int take = (int)Math.Min(wanted, characters - skip);
            if (plain)
            {
                return (skip, take);
            }

            int start = machine.OffsetOf(whole, skip);
            int end = take == characters - skip ? whole.Length : AwkCharacters.Skip(whole.Span, start, take);
            return (start, end - start);
        }
    }

    internal sealed class Index(AwkExpression text, AwkExpression searched) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkString whole = text.Text(machine);
            AwkString part = searched.Text(machine);
            if (part.Length == 0)
            {
                return 1;
            }

            machine.CharactersOf(whole);
            machine.CharactersOf(part);
            if (machine.IgnoreCase)
            {
                AwkString folded = AwkString.Own(AwkCharacters.ChangeCase(whole.Span, upper: false, machine.Bytes));
                int found = folded.Span.IndexOf(AwkCharacters.ChangeCase(part.Span, upper: false, machine.Bytes));
                return found < 0 ? 0 : CharacterAt(machine, folded, found);
            }

            int at = whole.Span.IndexOf(part.Span);
            return at < 0 ? 0 : CharacterAt(machine, whole, at);
        }
    }

    internal sealed class ChangeCase(AwkExpression text, bool upper) : AwkExpression
    {
        public override bool IsPure => text.IsPure;

        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => new(Text(machine));

        public override AwkString Text(AwkMachine machine)
        {
            byte[] changed = AwkCharacters.ChangeCase(text.Bytes(machine), upper, machine.Bytes, out bool valid, replaces: true);
            if (!valid)
            {
                machine.WarnOfInvalidText();
            }

            return AwkString.Own(changed);
        }
    }

    internal sealed class ToNumber(AwkExpression text) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkValue value = text.Evaluate(machine);
            return value.HoldsNumber ? value.Number : AwkNumber.Parse(machine.ToText(value).Span, out _, AwkNumberForms.NonDecimal);
        }
    }

    internal sealed class Formatted(AwkExpression[] items) : AwkExpression
    {
        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => new(Text(machine));

        public override AwkString Text(AwkMachine machine)
        {
            AwkString format = items[0].Text(machine);
            var values = new AwkValue[items.Length - 1];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = items[i + 1].Evaluate(machine);
            }

            AwkBuffer buffer = machine.FormatBuffer;
            buffer.Clear();
            machine.Format(format).Append(machine, buffer, values);
            return buffer.ToText();
        }
    }

    internal sealed class FindMatch(AwkExpression text, AwkPattern pattern, AwkExpression? groups) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkString whole = text.Text(machine);
            PosixRegex regex = pattern.Get(machine);
            if (groups is null)
            {
                regex.TryFind(whole.Span, 0, out RegexGroup found);
                return Note(machine, whole, found);
            }

            AwkArray array = AwkFunctions.ArrayOf(machine, groups, "match: third argument is not an array");
            array.Clear();
            Span<RegexGroup> all = regex.GroupCount < 32 ? stackalloc RegexGroup[33] : new RegexGroup[regex.GroupCount + 1];
            all = all[..(regex.GroupCount + 1)];
            if (!regex.TryFind(whole.Span, 0, all))
            {
                return Note(machine, whole, RegexGroup.None);
            }

            for (int i = 0; i < all.Length; i++)
            {
                RegexGroup group = all[i];
                if (!group.Success)
                {
                    continue;
                }

                array.At(i) = new AwkValue(AwkString.Of(whole.Span.Slice(group.Start, group.Length)), AwkValueKind.Input);
                // Of what is empty gawk counts the bytes before it.
                int start = group.Length == 0 ? group.Start + 1 : CharacterAt(machine, whole, group.Start);
                int length = group.Length == 0 ? 0 : CharacterAt(machine, whole, group.End) - start;
                var key = new AwkBuffer(32);
                key.AppendNumber(i);
                key.Append(machine.SubscriptSeparator.Span);
                int mark = key.Length;
                key.AppendAscii("start");
                array.At(key.Span) = new AwkValue(start);
                key.Length = mark;
                key.AppendAscii("length");
                array.At(key.Span) = new AwkValue(length);
            }

            return Note(machine, whole, all[0]);
        }

        private static double Note(AwkMachine machine, AwkString whole, RegexGroup match)
        {
            int start = 0;
            int length = -1;
            if (match.Success)
            {
                start = match.Length == 0 ? match.Start + 1 : CharacterAt(machine, whole, match.Start);
                length = match.Length == 0 ? 0 : machine.IsPlain(whole) ? match.Length : AwkCharacters.Count(whole.Span.Slice(match.Start, match.Length));
            }

            machine.Globals[(int)AwkSpecial.RSTART] = new AwkValue(start);
            machine.Globals[(int)AwkSpecial.RLENGTH] = new AwkValue(length);
            return start;
        }
    }
}
