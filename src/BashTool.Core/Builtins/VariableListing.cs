using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using BashTool.Core.Syntax;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Listings of variables and functions: <c>set</c>, <c>declare</c>, <c>export -p</c> and their like.</summary>
internal static class VariableListing
{
    /// <summary>What <c>set</c> without arguments prints: assignments, then functions unless in posix mode.</summary>
    public static void PrintAll(BuiltinCall call)
    {
        var text = new StringBuilder();
        foreach (ShellVariable variable in call.State.Variables.All())
        {
            if (variable.IsSet)
            {
                text.Append(Assignment(variable)).Append('\n');
            }
        }

        if (!call.State.Options.Posix)
        {
            foreach (ShellFunction function in call.State.Functions.All)
            {
                text.Append(Printer.PrintFunction(function.Definition)).Append('\n');
            }
        }

        call.Write(text.ToString());
    }

    /// <summary><c>name=value</c>, quoted where the shell would need it.</summary>
    public static string Assignment(ShellVariable variable)
    {
        if (variable.IsArray)
        {
            return $"{variable.Name}={ShellVariables.ArrayLiteral(variable)}";
        }

        string value = variable.Value ?? "";
        string quoted = value.Length == 0 ? "" : ShellQuoting.Quote(value);
        return $"{variable.Name}={(value.Length == 0 || quoted[0] == '$' ? quoted : ShellQuoting.TraceWord(value))}";
    }

    /// <summary>Prints the declarations of the variables that have any of the attributes, or all.</summary>
    public static void PrintDeclarations(BuiltinCall call, Func<ShellVariable, bool> wanted, IEnumerable<ShellVariable>? variables = null, string? command = null)
    {
        var text = new StringBuilder();
        foreach (ShellVariable variable in variables ?? call.State.Variables.All())
        {
            if (!wanted(variable))
            {
                continue;
            }

            if (command is not null && call.State.Options.Posix)
            {
                text.Append(command).Append(' ').Append(variable.IsSet ? PosixAssignment(variable) : variable.Name);
            }
            else
            {
                text.Append(ShellVariables.Declaration(variable));
            }

            text.Append('\n');
        }

        call.Write(text.ToString());
    }

    /// <summary>A function with the line that gives it its attributes, if it has any.</summary>
    public static string Function(ShellFunction function, bool nameOnly)
    {
        string letters = $"{(function.IsReadOnly ? "r" : "")}{(function.IsTraced ? "t" : "")}{(function.IsExported ? "x" : "")}";
        if (nameOnly)
        {
            return $"declare -f{letters} {function.Name}\n";
        }

        string definition = Printer.PrintFunction(function.Definition) + "\n";
        return letters.Length == 0 ? definition : $"{definition}declare -f{letters} {function.Name}\n";
    }

    private static string PosixAssignment(ShellVariable variable) =>
        variable.IsArray ? Assignment(variable) : $"{variable.Name}={ShellQuoting.DeclareValue(variable.Value ?? "")}";
}
