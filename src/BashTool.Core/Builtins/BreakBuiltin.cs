using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>break</c></summary>
public sealed class BreakBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Exit for, while, or until loops.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call) => LoopLevels.Leave(call, Unwind.Break);
}
