using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>false</c></summary>
public sealed class FalseBuiltin : Builtin
{
    public override string Synopsis => "";

    public override string Summary => "Return an unsuccessful result.";

    public override int Run(BuiltinCall call) => 1;
}
