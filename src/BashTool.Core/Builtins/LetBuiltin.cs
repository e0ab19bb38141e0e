using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Evaluate arithmetic expressions.</summary>
public sealed class LetBuiltin : Builtin
{
    public override string Synopsis => "arg [arg ...]";

    public override string Summary => "Evaluate arithmetic expressions.";

    public override string Details => """
        The status is 1 if the last ARG evaluates to 0, and 0 otherwise.
        """;

    public override int Run(BuiltinCall call)
    {
        int first = 0;
        if (call.Count > 0 && call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        if (call.Count > 0 && call[0] == "--")
        {
            first = 1;
        }

        if (call.Count == first)
        {
            return call.Fail("expression expected");
        }

        long value = 0;
        for (int i = first; i < call.Count; i++)
        {
            try
            {
                value = call.Shell.Expander.EvaluateArithmetic(call[i]);
            }
            catch (ExpansionException e) when (e.Severity != ExpansionSeverity.Exit)
            {
                if (e.Message.EndsWith(": readonly variable", StringComparison.Ordinal))
                {
                    call.Shell.ReportError(e.Message);
                    return 1;
                }

                return call.Fail(e.Message);
            }
        }

        return value == 0 ? 1 : 0;
    }
}
