using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>true</c></summary>
public sealed class TrueBuiltin : Builtin
{
    public override string Synopsis => "";

    public override string Summary => "Return a successful result.";

    public override int Run(BuiltinCall call) => 0;
}
