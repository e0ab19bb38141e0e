using BashTool.Core.Interpreter;
using System.Globalization;

namespace BashTool.Core.Builtins;

/// <summary>Return the context of the current subroutine call.</summary>
public sealed class CallerBuiltin : Builtin
{
    public override string Synopsis => "[expr]";

    public override string Summary => "Return the context of the current subroutine call.";

    public override string Details => """
        Prints the line and file of the call of the function being run; with EXPR also the function's name,
        that many calls further out.
        """;

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "");
        options.Next(out _);
        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        List<CallFrame> frames = call.State.Frames;
        if (options.Index == call.Count)
        {
            bool any = frames.Count > 0;
            call.WriteLine(any && frames.Exists(static f => f.IsFunction || f.FunctionName == "source")
                ? $"{frames[^1].CallLine} {Source(call, 1)}" : "0 NULL");
            return 0;
        }

        string word = call[options.Index];
        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            call.Fail($"{word}: invalid number");
            return Usage(call);
        }

        List<string> names = [.. SpecialVariables.FunctionNames(call.Shell)];
        if (number < 0 || number >= names.Count - 1)
        {
            return 1;
        }

        CallFrame frame = frames[frames.Count - 1 - (int)number];
        call.WriteLine($"{frame.CallLine} {names[(int)number + 1]} {Source(call, (int)number + 1)}");
        return 0;
    }

    private static string Source(BuiltinCall call, int level)
    {
        List<string> sources = [.. SpecialVariables.Sources(call.Shell)];
        return level < sources.Count && sources[level].Length > 0 ? sources[level] : "NULL";
    }
}
