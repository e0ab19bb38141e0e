using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>local</c>: makes variables of the function being run.</summary>
public sealed class LocalBuiltin : Builtin
{
    public override string Synopsis => "[option] name[=value] ...";

    public override string Summary => "Define local variables.";

    public override string Details => """
        Takes the options of `declare'. `local -' makes the options of `set' local.
        Without NAMEs prints the local variables of the function.
        """;

    public override bool IsDeclaration => true;

    public override int Run(BuiltinCall call)
    {
        if (call.Count == 1 && call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        if (!call.State.Variables.InFunction)
        {
            return call.Fail("can only be used in a function");
        }

        if (!Declaration.TryRead(call, local: true, out Declaration declaration, out BuiltinOptions options))
        {
            return Refuse(call, options);
        }

        return declaration.Run(call, options.Index);
    }
}
