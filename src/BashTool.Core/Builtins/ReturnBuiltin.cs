using System.Globalization;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>return</c></summary>
public sealed class ReturnBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Return from a shell function.";

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

        if (call.State.FunctionDepth == 0 && call.State.SourceDepth == 0)
        {
            return call.Fail("can only `return' from a function or sourced script", 2);
        }

        call.Shell.BeginUnwind(Unwind.Return, status);
        return status;
    }
}
