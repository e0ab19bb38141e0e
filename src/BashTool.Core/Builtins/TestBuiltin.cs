using BashTool.Core.CommandModel;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Evaluate conditional expression.</summary>
public sealed class TestBuiltin : Builtin
{
    public override string Synopsis => "[expr]";

    public override string Summary => "Evaluate conditional expression.";

    public override string Details => """
        Exits with 0 if EXPR is true, 1 if it is false and 2 if it is wrong.

        Files: -a -b -c -d -e -f -g -h -k -p -r -s -t -u -w -x -G -L -N -O -S FILE, FILE1 -nt FILE2, FILE1 -ot FILE2, FILE1 -ef FILE2
        Strings: -n STRING, -z STRING, STRING1 = STRING2, STRING1 != STRING2, STRING1 < STRING2, STRING1 > STRING2
        Shell: -o OPTION, -v VAR, -R VAR
        Integers: -eq -ne -lt -le -gt -ge
        ! EXPR, EXPR1 -a EXPR2, EXPR1 -o EXPR2, ( EXPR )
        """;

    public override string SynopsisOf(string name) => name == "[" ? "[ arg... ]" : base.SynopsisOf(name);

    public override int Run(BuiltinCall call)
    {
        int end = call.Words.Count;
        int first = call.First + 1;
        if (call.Name == "[")
        {
            if (call.Count == 0 || call.Words[end - 1] != "]")
            {
                return call.Fail("missing `]'", 2);
            }

            end--;
        }

        try
        {
            return call.Shell.TestPrimaries.Evaluate(call.Words, first, end) ? 0 : 1;
        }
        catch (TestExpressionException e)
        {
            return call.Fail(e.Message, 2);
        }
    }
}
