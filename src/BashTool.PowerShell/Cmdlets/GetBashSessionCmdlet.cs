using System.Management.Automation;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Get-BashSession</c>: the open sessions.</summary>
[Cmdlet(VerbsCommon.Get, "BashSession", DefaultParameterSetName = NameSet)]
[OutputType(typeof(BashSession), typeof(Core.Files.FileDifference), typeof(Core.Interpreter.StateDifference))]
public sealed class GetBashSessionCmdlet : PSCmdlet
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Numbers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    public int[] Id { get; set; } = [];

    /// <summary>What a session on an overlay has changed, instead of the session.</summary>
    [Parameter]
    public SwitchParameter Difference { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == IdSet)
        {
            foreach (int id in Id)
            {
                Write(SessionTable.Find(id), id, $"There is no bash session with the id {id}.");
            }

            return;
        }

        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                Write(SessionTable.Find(name), name, $"There is no bash session named '{name}'.");
                continue;
            }

            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            foreach (BashSession session in SessionTable.All)
            {
                if (pattern.IsMatch(session.Name) && (!Difference || session.IsOverlay))
                {
                    Write(session, name, "");
                }
            }
        }
    }

    private void Write(BashSession? session, object target, string problem)
    {
        if (session is not null && Difference)
        {
            if (session.GetDifference() is { } difference)
            {
                WriteObject(difference.Files, enumerateCollection: true);
                WriteObject(difference.State, enumerateCollection: true);
            }
            else
            {
                WriteError(new ErrorRecord(new InvalidOperationException($"The bash session '{session.Name}' is on no overlay."), "SessionNotOverlay", ErrorCategory.InvalidOperation, session));
            }
        }
        else if (session is not null)
        {
            WriteObject(session);
        }
        else
        {
            WriteError(new ErrorRecord(new ItemNotFoundException(problem), "SessionNotFound", ErrorCategory.ObjectNotFound, target));
        }
    }
}
