using BashTool.Core.Interpreter;

namespace BashTool.Host;

/// <summary><c>--plan</c>: what would be run and how.</summary>
internal static class PlanPrinter
{
    public static int Print(ShellCommandLine line, TextWriter output, TextWriter error)
    {
        error.WriteLine("bashtool: --plan: not there yet");
        return 2;
    }
}
