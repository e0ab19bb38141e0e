using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Native;

/// <summary>A drive that the sandbox does not show, in any argument.</summary>
public sealed class OutsideDriveCheck : INativeCheck
{
    public string Code => "BT-EX-011";

    public AccessDenial? Check(NativeCall call)
    {
        foreach (string argument in call.Arguments)
        {
            string path = argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=') ? argument[(argument.IndexOf('=') + 1)..] : argument.Trim('"', '\'');
            if (path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && (path.Length == 2 || path[2] is '\\' or '/') && !call.IsWritable(path))
            {
                return new AccessDenial(Code, $"{path} is on a drive outside the writable trees", "");
            }
        }

        return null;
    }
}
