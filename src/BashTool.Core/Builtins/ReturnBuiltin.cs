using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>return</c></summary>
public sealed class ReturnBuiltin : Builtin
{
    public override string Synopsis => "[n]";

    public override string Summary => "Return from a shell function.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call)
    {
        if (!StatusArgument.TryRead(call, out int status))
        {
            return status;
        }

        if (call.State.FunctionDepth == 0 && call.State.SourceDepth == 0)
        {
            return call.Fail("can only `return' from a function or sourced script", 2);
        }

        call.Shell.BeginUnwind(Unwind.Return, status);
        return status;
    }
}
