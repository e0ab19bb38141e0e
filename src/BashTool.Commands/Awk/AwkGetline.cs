namespace BashTool.Commands.Awk;

/// <summary>All forms of <c>getline</c>.</summary>
internal sealed class AwkGetline(AwkRedirection redirection, AwkExpression? source, AwkVariable? target) : AwkOperators.Numeric
{
    public override double Number(AwkMachine machine)
    {
        if (redirection == AwkRedirection.None)
        {
            if (target is null)
            {
                return machine.ReadRecord() ? 1 : 0;
            }

            if (!machine.ReadRecord(out AwkString line))
            {
                Touch(machine);
                return 0;
            }

            target.Assign(machine, new AwkValue(line, AwkValueKind.Input));
            return 1;
        }

        AwkInput? input = machine.OpenInput(redirection, source!.Text(machine));
        if (input is null)
        {
            Touch(machine);
            return -1;
        }

        try
        {
            if (!input.TryRead(machine.Separator, out ReadOnlySpan<byte> record))
            {
                Touch(machine);
                return 0;
            }

            machine.NoteTerminator(input);
            if (target is null)
            {
                machine.Record.Set(record);
            }
            else
            {
                target.Assign(machine, new AwkValue(AwkString.Of(record), AwkValueKind.Input));
            }

            return 1;
        }
        catch (FileSystemException problem)
        {
            machine.SetErrorText(problem);
            return -1;
        }
    }

    // What its subscripts do is done even where nothing was read.
    private void Touch(AwkMachine machine)
    {
        if (target is AwkVariables.Element element)
        {
            element.At(machine);
        }
        else if (target is AwkVariables.Field { Index: > 0 } field)
        {
            machine.Record.Reach(field.Index);
        }
    }
}
