using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes the names of bash commands.</summary>
public sealed class CommandNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        NameCompletion.Of(CommandNames.All.Select(static name => (name, name)), wordToComplete);
}
