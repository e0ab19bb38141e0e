using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Move job to the foreground.</summary>
public sealed class FgBuiltin : Builtin
{
    public override string Synopsis => "[job_spec]";

    public override string Summary => "Move job to the foreground.";

    public override bool Observes => true;

    public override int Run(BuiltinCall call)
    {
        if (call.Count > 0 && call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        return JobArgument.RunForegroundOrBackground(call, foreground: true, this);
    }
}
