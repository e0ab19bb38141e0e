using System.Management.Automation;

namespace BashTool.PowerShell.Stages;

/// <summary>Does something within a command, so that what is begun there takes its streams from it.</summary>
[Cmdlet(VerbsLifecycle.Start, "BashStage")]
internal sealed class StartBashStageCmdlet : PSCmdlet
{
    public static CmdletInfo Info { get; } = new("Start-BashStage", typeof(StartBashStageCmdlet));

    [Parameter(Mandatory = true)]
    public Action Action { get; set; } = null!;

    protected override void ProcessRecord() => Action();
}
