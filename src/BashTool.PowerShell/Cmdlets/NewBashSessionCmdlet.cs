using System.Collections;
using System.Management.Automation;
using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>New-BashSession</c>: a shell that lives from call to call.</summary>
[Cmdlet(VerbsCommon.New, "BashSession")]
[OutputType(typeof(BashSession))]
public sealed class NewBashSessionCmdlet : SandboxCmdlet
{
    /// <summary>A name to find it by.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Environment variables to add or, with a null value, to take away.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Environment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null && SessionTable.Find(Name) is { } other)
        {
            throw Failure(new InvalidOperationException($"There is a bash session named '{Name}' already."), "SessionExists", ErrorCategory.ResourceExists, other);
        }

        EngineSession engine = OpenEngine(out VirtualPath start);
        int id = SessionTable.NextId();
        BashShell shell = engine.NewShell(Variables(engine), start);
        var session = new BashSession(id, Name ?? $"Bash{id}", engine, shell);
        SessionTable.Add(session);
        WriteObject(session);
    }

    private List<KeyValuePair<string, string>> Variables(EngineSession engine)
    {
        List<KeyValuePair<string, string>> variables = HostEnvironment.Select(engine.Key.Profile);
        foreach (DictionaryEntry entry in Environment ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            variables.RemoveAll(v => v.Key == name);
            if (entry.Value is not null)
            {
                variables.Add(new(name, LanguagePrimitives.ConvertTo<string>(entry.Value)));
            }
        }

        return variables;
    }
}
