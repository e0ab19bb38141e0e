using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Exit a login shell.</summary>
public sealed class LogoutBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Exit a login shell.";

    public override int Run(BuiltinCall call) =>
        call.State.IsLogin ? new ExitBuiltin().Run(call) : call.Fail("not login shell: use `exit'");
}
