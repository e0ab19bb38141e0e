using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes the names of bash sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        NameCompletion.Of(SessionTable.All.Select(static session => (session.Name, $"{session.Sandbox}, in {session.WorkingDirectory}")), wordToComplete);
}
