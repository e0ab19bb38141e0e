using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Move jobs to the background.</summary>
public sealed class BgBuiltin : Builtin
{
    public override string Synopsis => "[job_spec ...]";

    public override string Summary => "Move jobs to the background.";

    public override bool Observes => true;

    public override int Run(BuiltinCall call)
    {
        if (call.Count > 0 && call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        return JobArgument.RunForegroundOrBackground(call, foreground: false, this);
    }
}
