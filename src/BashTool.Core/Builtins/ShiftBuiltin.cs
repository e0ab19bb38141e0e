using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Shift positional parameters.</summary>
public sealed class ShiftBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Shift positional parameters.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call)
    {
        if (call.Count > 0 && call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        int first = call.Count > 0 && call[0] == "--" ? 1 : 0;
        int count = call.Count - first;
        if (count == 0)
        {
            return Move(call, 1, "");
        }

        string word = call[first];
        if (!long.TryParse(word.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return call.Fail($"{word}: numeric argument required");
        }

        if (count > 1)
        {
            return call.FailTooMany();
        }

        return number < 0 ? call.Fail($"{word}: shift count out of range") : Move(call, number, word);
    }

    private static int Move(BuiltinCall call, long number, string word)
    {
        string[] parameters = call.State.Parameters;
        if (number > parameters.Length)
        {
            return call.State.Options[ShellOption.ShiftVerbose] ? call.Fail($"{(word.Length > 0 ? word + ": " : "")}shift count out of range") : 1;
        }

        if (number > 0)
        {
            call.State.Parameters = parameters[(int)number..];
        }

        return 0;
    }
}
