using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>export</c>: puts variables and functions into the environment of commands.</summary>
public sealed class ExportBuiltin : Builtin
{
    public override string Synopsis => "[-fn] [name[=value] ...] or export -p";

    public override string Summary => "Set export attribute for shell variables.";

    public override string Details => """
        Options:
          -f	functions
          -n	take the attribute away
          -p	print the exported variables or functions
        """;

    public override bool IsSpecial => true;

    public override bool IsDeclaration => true;

    public override int Run(BuiltinCall call)
    {
        bool functions = false;
        bool remove = false;
        var options = new BuiltinOptions(call, "aAfnp");
        while (options.Next(out char option))
        {
            functions |= option == 'f';
            remove |= option == 'n';
        }

        return options.IsValid
            ? AttributeMarking.Run(call, options.Index, VariableAttributes.Exported, remove, functions, array: false, associative: false)
            : Refuse(call, options);
    }
}
