using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>What <c>break</c> and <c>continue</c> have in common: how many loops.</summary>
internal static class LoopLevels
{
    public static int Leave(BuiltinCall call, Unwind reason)
    {
        int index = call.Count > 0 && call[0] == "--" ? 1 : 0;
        if (call.State.LoopDepth == 0)
        {
            call.Shell.ReportError($"{call.Name}: only meaningful in a `for', `while', or `until' loop");
            return 0;
        }

        long levels = 1;
        if (call.Count > index)
        {
            if (!long.TryParse(call[index].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out levels))
            {
                call.Fail($"{call[index]}: numeric argument required");
                call.Shell.BeginUnwind(Unwind.Exit, 128);
                return 128;
            }

            if (call.Count > index + 1)
            {
                return call.FailTooMany();
            }

            if (levels <= 0)
            {
                call.Fail($"{call[index]}: loop count out of range");
                call.Shell.BeginUnwind(Unwind.Break, 1, call.State.LoopDepth);
                return 1;
            }
        }

        call.Shell.BeginUnwind(reason, 0, (int)Math.Min(levels, call.State.LoopDepth));
        return 0;
    }
}
