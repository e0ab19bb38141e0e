using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes the names of registered commands.</summary>
public sealed class RegisteredNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        NameCompletion.Of(RegisteredCommands.Current.Entries.Select(static entry => (entry.Name, entry.Summary)), wordToComplete);
}
