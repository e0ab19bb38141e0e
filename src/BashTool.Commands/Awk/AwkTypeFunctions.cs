namespace BashTool.Commands.Awk;

/// <summary>Functions on types and whole arrays.</summary>
internal static class AwkTypeFunctions
{
    internal sealed class MakeBoolean(AwkExpression argument) : AwkExpression
    {
        public override AwkValue Evaluate(AwkMachine machine) =>
            new() { Number = argument.Truth(machine) ? 1 : 0, Kind = AwkValueKind.Boolean };
    }

    internal sealed class IsArray(AwkExpression argument) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) =>
            argument is AwkVariable variable && machine.Resolve(variable.Argument(machine)).Kind == AwkValueKind.Array ? 1 : 0;
    }

    internal sealed class TypeOf(AwkExpression argument) : AwkExpression
    {
        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            AwkExpression inner = argument is AwkOperators.Group group ? group.Inner : argument;
            if (inner is AwkOperators.Match { IsBare: true })
            {
                return new AwkValue(AwkString.Of("number"));
            }

            AwkValue value = inner is AwkVariable variable ? machine.Resolve(variable.Argument(machine)) : inner.Evaluate(machine);
            string name = value.Kind switch
            {
                AwkValueKind.Untyped or AwkValueKind.Reference => "untyped",
                AwkValueKind.Unassigned => "unassigned",
                AwkValueKind.Number => "number",
                AwkValueKind.Boolean => "number|bool",
                AwkValueKind.String => "string",
                AwkValueKind.Input when ReferenceEquals(value.Reference, AwkString.Missing) => "unassigned",
                AwkValueKind.Input => value.Text.LooksNumeric(machine.Forms) ? "strnum" : "string",
                AwkValueKind.Regex => "regexp",
                _ => "array",
            };
            return new AwkValue(AwkString.Of(name));
        }
    }

    internal sealed class SortArray(string name, AwkExpression[] arguments) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkArray source = AwkFunctions.ArrayOf(machine, arguments[0], $"{name}: first argument is not an array");
            AwkArray target = arguments.Length > 1 ? AwkFunctions.ArrayOf(machine, arguments[1], $"{name}: second argument is not an array") : source;
            bool byIndex = name == "asorti";
            string order = arguments.Length > 2 ? arguments[2].Text(machine).ToString() : byIndex ? "@ind_str_asc" : "@val_type_asc";
            AwkSorting.Item[] items = AwkSorting.Sort(machine, source, source.Keys(), order, name);
            target.Clear();
            for (int i = 0; i < items.Length; i++)
            {
                target.At(i + 1) = byIndex ? new AwkValue(items[i].Key) : items[i].Value;
            }

            return items.Length;
        }
    }
}
