using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Syntax;

namespace BashTool.Core.Builtins;

/// <summary>Gives a declared variable the value of its operand.</summary>
internal static class DeclarationAssignment
{
    /// <summary>Assigns; the variable is in place and has its attributes but for read-only.</summary>
    public static void Assign(BuiltinCall call, ShellVariable variable, in DeclarationOperand operand)
    {
        ShellVariables variables = call.State.Variables;
        if (operand.Elements is { } elements)
        {
            AssignElements(call, variable, elements, operand.Append);
            return;
        }

        if (operand.Value is not { } value)
        {
            return;
        }

        if (operand.Subscript is { } subscript)
        {
            if (variable.Associative is null)
            {
                variables.AssignElement(variable, call.Shell.Expander.EvaluateArithmetic(subscript), value, operand.Append);
            }
            else
            {
                call.Shell.Expander.AssignReference($"{operand.Name}[{subscript}]", value, operand.Append);
            }
        }
        else if (variable.IsArray && value.Length > 1 && value[0] == '(' && value[^1] == ')')
        {
            ArrayLiteral literal = Parser.ParseArrayLiteral(value);
            call.Shell.Expander.Assign(new Assignment { Name = variable.Name, IsAppend = operand.Append, Array = literal, Text = operand.Word }, variable);
        }
        else
        {
            variables.Assign(variable, value, operand.Append);
        }
    }

    private static void AssignElements(BuiltinCall call, ShellVariable variable, IReadOnlyList<AssignmentElement> elements, bool append)
    {
        if (!ShellVariables.MayAssign(variable))
        {
            return;
        }

        if (variable.Associative is not null)
        {
            AssignEntries(call, variable, elements, append);
            return;
        }

        if (!append || variable.Indexed is null)
        {
            var array = new IndexedArray();
            if (append && variable.Value is { } scalar)
            {
                array.Set(0, scalar);
            }

            variable.SetArray(array);
        }

        variable.WritableIndexed();
        long next = append ? variable.Indexed!.NextIndex : 0;
        foreach (AssignmentElement element in elements)
        {
            if (element.Subscript is { } subscript)
            {
                next = call.Shell.Expander.EvaluateArithmetic(subscript);
                if (next < 0)
                {
                    next += variable.Indexed!.NextIndex;
                    if (next < 0)
                    {
                        throw new ExpansionException($"[{subscript}]={element.Value}: bad array subscript", ExpansionSeverity.Fail);
                    }
                }
            }

            call.State.Variables.AssignElement(variable, next, element.Value, element.Append);
            next++;
        }
    }

    private static void AssignEntries(BuiltinCall call, ShellVariable variable, IReadOnlyList<AssignmentElement> elements, bool append)
    {
        AssociativeArray? before = append ? null : variable.Associative;
        if (!append)
        {
            variable.SetArray(new AssociativeArray());
        }

        variable.WritableAssociative();
        if (elements.Count > 0 && elements[0].Subscript is null)
        {
            // A list of keys and values.
            for (int i = 0; i < elements.Count; i += 2)
            {
                call.State.Variables.AssignElement(variable, elements[i].Value, i + 1 < elements.Count ? elements[i + 1].Value : "");
            }

            return;
        }

        foreach (AssignmentElement element in elements)
        {
            if (element.Subscript is not { } key)
            {
                call.Shell.ReportError($"{variable.Name}: {element.Value}: must use subscript when assigning associative array");
                continue;
            }

            if (element.Append && before is not null)
            {
                // What is added to is the old table's entry.
                call.State.Variables.AssignElement(variable, key, before[key] ?? "");
            }

            call.State.Variables.AssignElement(variable, key, element.Value, element.Append && (append || before is not null));
        }
    }
}
