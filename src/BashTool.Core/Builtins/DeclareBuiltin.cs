using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>declare</c> and <c>typeset</c>: give variables attributes and values.</summary>
public sealed class DeclareBuiltin : Builtin
{
    public override string Synopsis => "[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]";

    public override string Summary => "Set variable values and attributes.";

    public override string Details => """
        Without NAMEs prints the variables that have one of the attributes, or all with their values.

        Options:
          -f	functions only	-F	functions by name only
          -g	global variables, even in a function	-I	a new local variable inherits from the outer one
          -p	print attributes and value of each NAME

        Attributes (+ instead of - takes them away):
          -a	indexed array	-A	associative array
          -i	integer	-n	name reference
          -l	lower case	-u	upper case
          -r	read-only	-t	trace	-x	export

        In a function makes local variables, as `local' does.
        """;

    public override bool IsDeclaration => true;

    public override string SynopsisOf(string name) => name == "typeset"
        ? "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]" : base.SynopsisOf(name);

    public override int Run(BuiltinCall call)
    {
        if (!Declaration.TryRead(call, local: false, out Declaration declaration, out BuiltinOptions options))
        {
            return Refuse(call, options);
        }

        return declaration.Run(call, options.Index);
    }
}
