using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Command lines with constructs that are declared unsupported: a real bash runs them, where there is one and policy lets it.
public sealed partial class ShellInterpreter
{
    /// <summary>Whether command lines of a text may need a real bash, so that each has to be looked at.</summary>
    internal bool MayNeedBash(string? text) =>
        text is not null && Session.Execution.Strategy != StrategyPolicy.InProcess && UnsupportedConstructs.MayBeIn(text);

    /// <summary>Hands a command line to a real bash if it has a construct that is not supported here; false if it is run here.</summary>
    /// <param name="list">The command line.</param>
    /// <param name="text">Its text, here-documents included.</param>
    /// <param name="status">The status it left.</param>
    internal bool TryRunInBash(CommandList list, string text, out int status)
    {
        status = 0;
        var analyzer = new PipelineAnalyzer(text);
        analyzer.VisitList(list);
        if (analyzer.Unsupported.Count == 0 || Session.Policy.NativePrograms.Check("bash", Session.Policy.Profile) is not null
            || Session.Capabilities.Bash is not { } bash)
        {
            return false;
        }

        try
        {
            State.Descriptors.FlushAll();
            status = Start(bash, "bash", ["bash", "-c", text, State.ShellName, .. State.Parameters], StageExecutor.Bash);
        }
        catch (FileSystemException e) when (e.Error is FileError.ENOENT or FileError.EACCES or FileError.ENOEXEC)
        {
            return false;
        }

        State.LastStatus = status;
        State.PipeStatus = StatusOf(status);
        return true;
    }
}
