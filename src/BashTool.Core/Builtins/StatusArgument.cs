using System.Globalization;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>The <c>[n]</c> of <c>exit</c> and <c>return</c>: a status, else the last one.</summary>
internal static class StatusArgument
{
    /// <summary>False if there is more than one; that is reported, and <paramref name="status"/> is what the builtin returns.</summary>
    public static bool TryRead(BuiltinCall call, out int status)
    {
        int index = call.Count > 0 && call[0] == "--" ? 1 : 0;
        status = call.State.LastStatus;
        if (call.Count <= index)
        {
            return true;
        }

        if (!long.TryParse(call[index].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            call.Fail($"{call[index]}: numeric argument required");
            status = 2;
            return true;
        }

        if (call.Count > index + 1)
        {
            status = call.FailTooMany();
            return false;
        }

        status = (int)(value & 0xFF);
        return true;
    }
}
