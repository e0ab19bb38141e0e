using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Native;

/// <summary>A command that changes files, with a target that the script itself may not change.</summary>
/// <param name="code">The stable code.</param>
/// <param name="effect">What it does, as <c>removes</c>.</param>
/// <param name="lastOnly">Whether only the last operand is changed, as a copy's.</param>
/// <param name="names">The names and short names.</param>
public sealed class OutsideTargetCheck(string code, string effect, bool lastOnly, params string[] names) : INativeCheck
{
    private static readonly string[] PathParameters = ["-path", "-literalpath", "-destination", "-filepath", "-newname"];

    public string Code => code;

    /// <summary>Whether a name is one of its commands.</summary>
    public bool Knows(string name) => Array.IndexOf(names, name) >= 0;

    public AccessDenial? Check(NativeCall call)
    {
        if (!Knows(call.Name))
        {
            return null;
        }

        var operands = new List<string>();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            string argument = call.Arguments[i];
            if (IsOption(argument, call.Name))
            {
                // A named parameter's value is an operand as well, the destination's the last one.
                continue;
            }

            operands.Add(argument);
        }

        for (int i = lastOnly ? Math.Max(0, operands.Count - 1) : 0; i < operands.Count; i++)
        {
            if (!call.IsWritable(operands[i]))
            {
                return new AccessDenial(Code, $"{call.Name} {effect} {operands[i]} outside the writable trees", "");
            }
        }

        return null;
    }

    // A Windows command's switch is short: /s, /q, /-y. Anything longer is a path.
    private static bool IsOption(string argument, string name) => argument.Length == 0 || argument == "--"
        || (argument[0] == '-' && (argument.Length > 1) && (Array.IndexOf(PathParameters, argument.ToLowerInvariant()) >= 0 || !argument.Contains('/')))
        || (argument[0] == '/' && argument.Length is 2 or 3 && name is "del" or "erase" or "rd" or "rmdir" or "move" or "copy" or "ren" or "rename" or "xcopy" or "robocopy" or "cmd" && !argument.AsSpan(1).Contains('/'));
}
