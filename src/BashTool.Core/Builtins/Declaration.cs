using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using BashTool.Core.Syntax;

namespace BashTool.Core.Builtins;

/// <summary>What the options of <c>declare</c> or <c>local</c> ask for, and its carrying out.</summary>
internal sealed class Declaration
{
    private const VariableAttributes Cases = VariableAttributes.Lower | VariableAttributes.Upper | VariableAttributes.Capitalize;

    private bool local;
    private bool print;
    private bool functions;
    private bool functionNames;
    private bool global;
    private bool inherit;
    private bool array;
    private bool associative;
    private bool noArray;
    private char functionOption;
    private VariableAttributes on;
    private VariableAttributes off;

    private bool HasAttributes => on != 0 || off != 0 || array || associative || noArray;

    /// <summary>Reads the options; false if they are wrong.</summary>
    public static bool TryRead(BuiltinCall call, bool local, out Declaration declaration, out BuiltinOptions options)
    {
        declaration = new Declaration { local = local };
        options = new BuiltinOptions(call, "aAcfFgiIlnprtux", plusOptions: true);
        while (options.Next(out char letter))
        {
            declaration.Take(letter, options.IsPlus);
        }

        return options.IsValid;
    }

    /// <summary>Makes an array without a value of a variable without a value.</summary>
    public static void MakeArray(ShellVariable variable, bool associative)
    {
        bool hadValue = variable.IsSet;
        if (associative)
        {
            variable.WritableAssociative();
        }
        else
        {
            variable.WritableIndexed();
        }

        if (!hadValue)
        {
            variable.Attributes |= VariableAttributes.Invisible;
        }
    }

    public int Run(BuiltinCall call, int first)
    {
        if (first == call.Count)
        {
            List(call);
            return 0;
        }

        if (print && !(functions || functionNames))
        {
            return PrintVariables(call, first);
        }

        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            status |= functions || functionNames ? Function(call, call[i]) : Variable(call, DeclarationOperand.Read(call, i));
        }

        return status;
    }

    private void Take(char letter, bool plus)
    {
        switch (letter)
        {
            case 'a':
                array |= !plus;
                noArray |= plus;
                break;
            case 'A':
                associative |= !plus;
                noArray |= plus;
                break;
            case 'f':
                functions = !plus;
                break;
            case 'F':
                functions = true;
                functionNames = true;
                break;
            case 'g':
                global = !plus;
                break;
            case 'I':
                inherit = true;
                break;
            case 'p':
                print = true;
                break;
            default:
                VariableAttributes attribute = letter switch
                {
                    'c' => VariableAttributes.Capitalize,
                    'i' => VariableAttributes.Integer,
                    'l' => VariableAttributes.Lower,
                    'n' => VariableAttributes.NameRef,
                    'r' => VariableAttributes.ReadOnly,
                    't' => VariableAttributes.Trace,
                    'u' => VariableAttributes.Upper,
                    _ => VariableAttributes.Exported,
                };
                if (plus)
                {
                    off |= attribute;
                }
                else if ((attribute & Cases) != 0 && (on & Cases & ~attribute) != 0)
                {
                    // Two cases at once are none.
                    on &= ~Cases;
                    off |= Cases;
                }
                else
                {
                    on |= attribute;
                }

                break;
        }

        if (functionOption == '\0' && letter is 'a' or 'A' or 'i' or 'n')
        {
            functionOption = letter;
        }
    }

    private void List(BuiltinCall call)
    {
        ShellState state = call.State;
        if (functions)
        {
            foreach (ShellFunction function in state.Functions.All)
            {
                bool wanted = (on & (VariableAttributes.Exported | VariableAttributes.ReadOnly | VariableAttributes.Trace)) == 0
                    || ((on & VariableAttributes.Exported) != 0 && function.IsExported)
                    || ((on & VariableAttributes.ReadOnly) != 0 && function.IsReadOnly)
                    || ((on & VariableAttributes.Trace) != 0 && function.IsTraced);
                if (wanted)
                {
                    call.Write(VariableListing.Function(function, functionNames));
                }
            }
        }
        else if (local)
        {
            VariableListing.PrintDeclarations(call, HasAttributes ? HasAny : static _ => true, state.Variables.Locals());
        }
        else if (HasAttributes || print)
        {
            VariableListing.PrintDeclarations(call, HasAttributes ? HasAny : static _ => true);
        }
        else
        {
            VariableListing.PrintAll(call);
        }
    }

    private bool HasAny(ShellVariable variable) =>
        (variable.Attributes & on) != 0 || (array && variable.Indexed is not null) || (associative && variable.Associative is not null);

    private int PrintVariables(BuiltinCall call, int first)
    {
        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            string name = call[i];
            ShellVariable? variable = call.State.Variables.Find(name);
            if (variable is null || (local && !call.State.Variables.Locals().Contains(variable)))
            {
                status = call.Fail($"{name}: not found");
            }
            else
            {
                call.WriteLine(ShellVariables.Declaration(variable));
            }
        }

        return status;
    }

    private int Function(BuiltinCall call, string name)
    {
        if (functionOption != '\0')
        {
            return call.Fail($"-{functionOption}: invalid option");
        }

        ShellState state = call.State;
        if (state.Functions.Find(name) is not { } function)
        {
            return print ? call.Fail($"{name}: not found") : name.Contains('=') ? call.Fail("cannot use `-f' to make functions") : 1;
        }

        const VariableAttributes OfFunctions = VariableAttributes.Exported | VariableAttributes.ReadOnly | VariableAttributes.Trace;
        if (((on | off) & OfFunctions) != 0)
        {
            if (function.IsReadOnly && (off & VariableAttributes.ReadOnly) != 0)
            {
                return call.Fail($"{name}: readonly function");
            }

            state.Functions.Define(function with
            {
                IsExported = Switched(function.IsExported, VariableAttributes.Exported),
                IsReadOnly = Switched(function.IsReadOnly, VariableAttributes.ReadOnly),
                IsTraced = Switched(function.IsTraced, VariableAttributes.Trace),
            });
            return 0;
        }

        if ((on | off) != 0)
        {
            return 0;
        }

        if (functionNames)
        {
            call.WriteLine(print ? VariableListing.Function(function, nameOnly: true).TrimEnd('\n')
                : state.Options[ShellOption.ExtDebug] ? $"{name} {function.Line} {function.Source}" : name);
        }
        else
        {
            call.Write(print ? VariableListing.Function(function, nameOnly: false) : Printer.PrintFunction(function.Definition) + "\n");
        }

        return 0;
    }

    private bool Switched(bool now, VariableAttributes attribute) => (on & attribute) != 0 || (now && (off & attribute) == 0);

    private int Variable(BuiltinCall call, in DeclarationOperand operand)
    {
        ShellVariables variables = call.State.Variables;
        if (local && operand.Word == "-")
        {
            SaveOptions(call);
            return 0;
        }

        if (!operand.IsValid)
        {
            return call.Fail($"`{operand.Word}': not a valid identifier");
        }

        bool reference = (on & VariableAttributes.NameRef) != 0;
        if (reference && operand.Value is { } target && CheckReference(call, operand.Name, target, operand.Append) is { } problem)
        {
            return call.Fail(problem);
        }

        if (reference && !operand.HasValue && !local && variables.Find(operand.Name) is { IsNameRef: false, IsArray: false, Value: { } present }
            && CheckReference(call, operand.Name, present, append: false) is { } unfit)
        {
            return call.Fail(unfit);
        }

        try
        {
            ShellVariable variable = Locate(call, variables, operand, out string? subscript);
            return subscript is null ? Declare(call, variable, operand) : AssignThrough(call, variable, subscript, operand);
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
        {
            return call.Fail(e.Message);
        }
        catch (ExpansionException e) when (e.Message.Contains("(error token is", StringComparison.Ordinal))
        {
            throw new ExpansionException($"{call.Name}: {e.Message}", e.Severity, e.Status);
        }
    }

    private ShellVariable Locate(BuiltinCall call, ShellVariables variables, in DeclarationOperand operand, out string? subscript)
    {
        subscript = null;
        string name = operand.Name;
        if (local || (!global && variables.InFunction))
        {
            ShellVariable? outer = variables.Find(name);
            ShellVariable made = variables.DeclareLocal(name, inherit);
            if (!inherit && outer is { IsNameRef: false, Depth: 0 } && (outer.Attributes & VariableAttributes.NoAssign) != 0)
            {
                made.Attributes |= VariableAttributes.NoAssign;
            }

            if (made.IsNameRef && ((on | off) & VariableAttributes.NameRef) == 0 && variables.TryFollow(name, out string inner, out subscript))
            {
                return variables.GetOrCreate(inner);
            }

            return made;
        }

        if (global)
        {
            return variables.GetOrCreateGlobal(name);
        }

        if (((on | off) & VariableAttributes.NameRef) == 0 && variables.Find(name) is { IsNameRef: true } && variables.TryFollow(name, out string target, out subscript))
        {
            name = target;
        }

        return variables.GetOrCreate(name);
    }

    private static int AssignThrough(BuiltinCall call, ShellVariable variable, string subscript, in DeclarationOperand operand)
    {
        if (operand.Value is { } value)
        {
            call.Shell.Expander.AssignReference($"{variable.Name}[{subscript}]", value, operand.Append);
        }

        return 0;
    }

    private int Declare(BuiltinCall call, ShellVariable variable, in DeclarationOperand operand)
    {
        string name = operand.Name;
        if (noArray && variable.IsArray)
        {
            return call.Fail($"{name}: cannot destroy array variables in this way");
        }

        if (associative && variable.Indexed is not null)
        {
            return call.Fail($"{name}: cannot convert indexed to associative array");
        }

        if (array && variable.Associative is not null)
        {
            return call.Fail($"{name}: cannot convert associative to indexed array");
        }

        if (variable.IsReadOnly)
        {
            if ((off & VariableAttributes.ReadOnly) != 0 || (operand.HasValue && operand.Elements is null))
            {
                return call.Fail($"{name}: readonly variable");
            }

            if (operand.Elements is not null)
            {
                throw new ExpansionException($"{name}: readonly variable", ExpansionSeverity.TopLevel);
            }
        }

        if (!variable.IsArray && (array || associative || operand.Subscript is not null || operand.Elements is not null))
        {
            MakeArray(variable, associative);
        }

        VariableAttributes late = on & (VariableAttributes.ReadOnly | VariableAttributes.NameRef);
        if ((on & Cases) != 0)
        {
            variable.Attributes &= ~Cases;
        }

        variable.Attributes = (variable.Attributes & ~off) | (on & ~late);
        if ((on & VariableAttributes.NameRef) != 0)
        {
            if (operand.Value is { } target)
            {
                variable.SetText(operand.Append ? variable.Value + target : target);
                call.State.Variables.AnyListReference |= target.EndsWith("[@]", StringComparison.Ordinal) || target.EndsWith("[*]", StringComparison.Ordinal);
            }
        }
        else if (operand.HasValue)
        {
            DeclarationAssignment.Assign(call, variable, operand);
        }

        variable.Attributes |= late;
        if (call.State.Options.AllExport && operand.HasValue)
        {
            variable.Attributes |= VariableAttributes.Exported;
        }

        return 0;
    }

    private string? CheckReference(BuiltinCall call, string name, string target, bool append)
    {
        if (append)
        {
            target = call.State.Variables.Find(name)?.Value + target;
        }

        if (target.Length == 0)
        {
            return "`': not a valid identifier";
        }

        if (!ShellVariables.IsReferenceTarget(target))
        {
            return $"`{target}': invalid variable name for name reference";
        }

        if (target == name && (global || !call.State.Variables.InFunction))
        {
            return $"{name}: nameref variable self references not allowed";
        }

        if (target == name)
        {
            call.Fail($"warning: {name}: circular name reference");
        }

        return null;
    }

    // local -: the options of set come back when the function returns.
    private static void SaveOptions(BuiltinCall call)
    {
        ShellOptions options = call.State.Options;
        if (call.State.Variables.RestoresOptions)
        {
            return;
        }

        ShellOption[] all = [.. ShellOptions.SetOptions];
        bool[] values = [.. all.Select(o => options[o])];
        call.State.Variables.RestoreAtReturn(() =>
        {
            for (int i = 0; i < all.Length; i++)
            {
                options[all[i]] = values[i];
            }
        });
    }
}
