using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>What <c>export</c> and <c>readonly</c> do: one attribute, for variables or functions.</summary>
internal static class AttributeMarking
{
    public static int Run(BuiltinCall call, int first, VariableAttributes attribute, bool remove, bool functions, bool array, bool associative)
    {
        if (first == call.Count)
        {
            Print(call, attribute, functions, array, associative);
            return 0;
        }

        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            DeclarationOperand operand = DeclarationOperand.Read(call, i);
            if (functions)
            {
                status |= MarkFunction(call, operand.Word, attribute, remove);
            }
            else if (!operand.IsValid || operand.Subscript is not null)
            {
                string shown = operand.Subscript is null || !operand.IsValid ? operand.Word : $"{operand.Name}[{operand.Subscript}]";
                status = call.Fail($"`{shown}': not a valid identifier");
            }
            else
            {
                status |= MarkVariable(call, operand, attribute, remove, array, associative);
            }
        }

        return status;
    }

    private static int MarkVariable(
        BuiltinCall call, in DeclarationOperand operand, VariableAttributes attribute, bool remove, bool array, bool associative)
    {
        ShellVariables variables = call.State.Variables;
        string name = operand.Name;
        if (variables.Find(name) is { IsNameRef: true } && variables.TryFollow(name, out string target, out _))
        {
            name = target;
        }

        if (remove && !operand.HasValue && variables.Find(name) is null)
        {
            return 0;
        }

        ShellVariable variable = variables.GetOrCreate(name);
        if (operand.HasValue)
        {
            if (variable.IsReadOnly)
            {
                if (operand.Elements is not null)
                {
                    throw new ExpansionException($"{name}: readonly variable", ExpansionSeverity.TopLevel);
                }

                call.Shell.ReportError($"{name}: readonly variable");
                return 1;
            }

            if (associative && variable.Associative is null)
            {
                variable.WritableAssociative();
            }
            else if ((array || operand.Elements is not null) && !variable.IsArray)
            {
                variable.WritableIndexed();
            }

            DeclarationAssignment.Assign(call, variable, operand);
        }

        if (remove)
        {
            variable.Attributes &= ~attribute;
        }
        else
        {
            variable.Attributes |= attribute;
        }

        return 0;
    }

    private static int MarkFunction(BuiltinCall call, string name, VariableAttributes attribute, bool remove)
    {
        if (call.State.Functions.Find(name) is not { } function)
        {
            return call.Fail($"{name}: not a function");
        }

        call.State.Functions.Define(attribute == VariableAttributes.Exported
            ? function with { IsExported = !remove } : function with { IsReadOnly = true });
        return 0;
    }

    private static void Print(BuiltinCall call, VariableAttributes attribute, bool functions, bool array, bool associative)
    {
        if (functions)
        {
            foreach (ShellFunction function in call.State.Functions.All)
            {
                if (attribute == VariableAttributes.Exported ? function.IsExported : function.IsReadOnly)
                {
                    call.Write(VariableListing.Function(function, nameOnly: false));
                }
            }

            return;
        }

        VariableListing.PrintDeclarations(
            call,
            variable => (variable.Attributes & attribute) != 0
                && (!array || variable.Indexed is not null) && (!associative || variable.Associative is not null),
            command: attribute == VariableAttributes.Exported ? "export" : "readonly");
    }
}
