using System.Management.Automation;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Unregister-BashCommand</c>: takes back what Register-BashCommand added.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "BashCommand")]
public sealed class UnregisterBashCommandCmdlet : PSCmdlet
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegisteredNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RegisteredCommands registered = RegisteredCommands.Current;
        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                if (!registered.Remove(name))
                {
                    WriteError(new ErrorRecord(new ItemNotFoundException($"No command is registered as '{name}'."), "CommandNotRegistered", ErrorCategory.ObjectNotFound, name));
                }

                continue;
            }

            var pattern = new WildcardPattern(name);
            foreach (RegisteredCommands.Entry entry in registered.Entries.ToArray())
            {
                if (pattern.IsMatch(entry.Name))
                {
                    registered.Remove(entry.Name);
                }
            }
        }
    }
}
