namespace BashTool.Commands.Awk;

/// <summary>Work with arrays: subscripts, membership, deletion.</summary>
internal static class AwkArrays
{
    /// <summary>Joins subscripts behind what the scratch buffer holds; the caller cuts it back.</summary>
    public static int JoinSubscripts(AwkMachine machine, AwkExpression[] subscripts)
    {
        var texts = new AwkString[subscripts.Length];
        for (int i = 0; i < subscripts.Length; i++)
        {
            texts[i] = subscripts[i].Text(machine);
        }

        int start = machine.Scratch.Length;
        for (int i = 0; i < texts.Length; i++)
        {
            if (i > 0)
            {
                machine.Scratch.Append(machine.SubscriptSeparator.Span);
            }

            machine.Scratch.Append(texts[i].Span);
        }

        return start;
    }

    /// <summary>The element that a field names, without making a text of the field if it is there.</summary>
    public static ref AwkValue AtField(AwkMachine machine, AwkVariable owner, AwkVariables.Field field)
    {
        AwkArray array = owner.Array(machine);
        ReadOnlySpan<byte> key = field.Bytes(machine);
        return ref array.At(key);
    }

    public static string NameOf(AwkVariable variable, AwkMachine machine) => variable switch
    {
        AwkVariables.Global global => global.Name,
        AwkVariables.Element element => NameOf(element.Owner, machine) + "[\"" + string.Join("\", \"", element.Subscripts.Select(s => s.Text(machine).ToString())) + "\"]",
        AwkVariables.Special special => special.Variable.ToString(),
        _ => "?",
    };

    internal sealed class In(AwkVariables.Element element) : AwkExpression
    {
        public override bool IsNumeric => true;

        public override AwkValue Evaluate(AwkMachine machine) => AwkValue.Of(element.Exists(machine));

        public override double Number(AwkMachine machine) => element.Exists(machine) ? 1 : 0;

        public override bool Truth(AwkMachine machine) => element.Exists(machine);
    }

    /// <summary>A name in SYMTAB.</summary>
    internal sealed class InSymbols(AwkExpression name) : AwkExpression
    {
        public override bool IsNumeric => true;

        public override AwkValue Evaluate(AwkMachine machine) => AwkValue.Of(machine.HasSymbol(name.Text(machine).ToString()));
    }

    internal sealed class Delete(AwkVariables.Element element) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            element.Delete(machine);
            return AwkFlow.Normal;
        }
    }

    internal sealed class DeleteAll(AwkVariable array) : AwkStatement
    {
        public override AwkFlow Execute(AwkMachine machine)
        {
            machine.Line = Line;
            array.Array(machine).Clear();
            return AwkFlow.Normal;
        }
    }
}
