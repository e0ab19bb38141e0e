using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>eval</c></summary>
public sealed class EvalBuiltin : Builtin
{
    public override string Synopsis => "[arg ...]";

    public override string Summary => "Execute arguments as a shell command.";

    public override bool IsSpecial => true;

    public override bool RunsCommands => true;

    public override bool CarriesAssignments => true;

    public override int Run(BuiltinCall call)
    {
        int first = 0;
        if (call.Count > 0 && call[0].StartsWith('-') && call[0].Length > 1)
        {
            if (call[0] != "--")
            {
                return call.FailUsage($"{call[0][..2]}: invalid option", this);
            }

            first = 1;
        }

        string text = string.Join(' ', call.Arguments(first));
        int depth = call.State.TraceDepth;
        call.State.TraceDepth++;
        try
        {
            return call.Shell.RunText(text, "eval", call.State.Line);
        }
        finally
        {
            call.State.TraceDepth = depth;
        }
    }
}
