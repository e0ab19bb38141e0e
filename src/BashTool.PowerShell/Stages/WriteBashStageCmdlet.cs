using System.Management.Automation;

namespace BashTool.PowerShell.Stages;

/// <summary>The end of a PowerShell stage's own pipeline: takes each object as it comes.</summary>
[Cmdlet(VerbsCommunications.Write, "BashStage")]
internal sealed class WriteBashStageCmdlet : PSCmdlet
{
    public static CmdletInfo Info { get; } = new("Write-BashStage", typeof(WriteBashStageCmdlet));

    [Parameter(Mandatory = true)]
    public PowerShellStage Stage { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    protected override void ProcessRecord() => Stage.Take(InputObject);
}
