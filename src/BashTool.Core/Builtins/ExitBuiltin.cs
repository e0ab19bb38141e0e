using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>exit</c></summary>
public sealed class ExitBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Exit the shell.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call)
    {
        if (!StatusArgument.TryRead(call, out int status))
        {
            return status;
        }

        if (call.State.IsInteractive)
        {
            call.Shell.WriteError(call.State.IsLogin ? "logout\n" : "exit\n");
        }

        call.Shell.BeginUnwind(Unwind.Exit, status);
        return status;
    }
}
