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
        List<string> lines = [.. SpecialVariables.CallLines(call.Shell)];
        if (lines.Count == 0)
        {
            return 1;
        }

        var options = new BuiltinOptions(call, "");
        options.Next(out _);
        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        List<string> sources = [.. SpecialVariables.Sources(call.Shell)];
        if (options.Index == call.Count)
        {
            call.WriteLine($"{lines[0]} {Source(sources, 1)}");
            return 0;
        }

        string word = call[options.Index];
        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            call.Fail($"{word}: invalid number");
            return Usage(call);
        }

        List<string> names = [.. SpecialVariables.FunctionNames(call.Shell)];
        if (number < 0 || number >= names.Count - 1 || number >= lines.Count)
        {
            return 1;
        }

        call.WriteLine($"{lines[(int)number]} {names[(int)number + 1]} {Source(sources, (int)number + 1)}");
        return 0;
    }

    private static string Source(List<string> sources, int level) =>
        level < sources.Count && sources[level].Length > 0 ? sources[level] : "NULL";
}
