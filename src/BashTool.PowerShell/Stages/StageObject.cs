namespace BashTool.PowerShell.Stages;

/// <summary>
/// What a line that a PowerShell stage wrote stands for, for a PowerShell stage that reads it. The objects behind the lines of bash's
/// own commands are not seen by PowerShell stages: to them a line of <c>ls</c> is text.
/// </summary>
/// <param name="Value">The object; null for a header or another line that stands for none.</param>
internal sealed record StageObject(object? Value)
{
    public static StageObject None { get; } = new((object?)null);
}
