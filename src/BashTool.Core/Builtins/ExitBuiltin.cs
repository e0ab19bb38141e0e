using System.Globalization;
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
        int index = call.Count > 0 && call[0] == "--" ? 1 : 0;
        int status = call.State.LastStatus;
        if (call.Count > index)
        {
            if (!long.TryParse(call[index].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            {
                call.Fail($"{call[index]}: numeric argument required");
                status = 2;
            }
            else if (call.Count > index + 1)
            {
                return call.FailTooMany();
            }
            else
            {
                status = (int)(value & 0xFF);
            }
        }

        if (call.State.IsInteractive)
        {
            call.Shell.WriteError(call.State.IsLogin ? "logout\n" : "exit\n");
        }

        call.Shell.BeginUnwind(Unwind.Exit, status);
        return status;
    }
}
