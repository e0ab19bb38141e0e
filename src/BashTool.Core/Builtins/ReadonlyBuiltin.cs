using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>readonly</c>: protects variables and functions from changes.</summary>
public sealed class ReadonlyBuiltin : Builtin
{
    public override string Synopsis => "[-aAf] [name[=value] ...] or readonly -p";

    public override string Summary => "Mark shell variables as unchangeable.";

    public override string Details => """
        Options:
          -a	indexed arrays
          -A	associative arrays
          -f	functions
          -p	print the read-only variables or functions
        """;

    public override bool IsSpecial => true;

    public override bool IsDeclaration => true;

    public override int Run(BuiltinCall call)
    {
        bool functions = false;
        bool array = false;
        bool associative = false;
        var options = new BuiltinOptions(call, "aAfp");
        while (options.Next(out char option))
        {
            functions |= option == 'f';
            array |= option == 'a';
            associative |= option == 'A';
        }

        return options.IsValid
            ? AttributeMarking.Run(call, options.Index, VariableAttributes.ReadOnly, remove: false, functions, array, associative)
            : Refuse(call, options);
    }
}
