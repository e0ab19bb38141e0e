using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>continue</c></summary>
public sealed class ContinueBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Resume for, while, or until loops.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call) => LoopLevels.Leave(call, Unwind.Continue);
}
