namespace BashTool.PowerShell.Stages;

/// <summary>Nobody reads what a PowerShell stage writes, or the caller has stopped: it ends.</summary>
internal sealed class StageRefusedException() : Exception("Nobody reads any more.");
