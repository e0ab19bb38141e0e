using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>:</c> does nothing, successfully.</summary>
public sealed class ColonBuiltin : Builtin
{
    public override string Synopsis => "";

    public override string Summary => "Null command.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call) => 0;
}
