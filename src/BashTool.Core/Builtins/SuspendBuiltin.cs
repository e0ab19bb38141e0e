using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Suspend shell execution.</summary>
public sealed class SuspendBuiltin : Builtin
{
    public override string Synopsis => "[-f]";

    public override string Summary => "Suspend shell execution.";

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "f");
        while (options.Next(out _))
        {
        }

        return options.IsValid ? call.Fail("cannot suspend: no job control") : Refuse(call, options);
    }
}
