namespace BashTool.Core.Limits;

/// <summary>What a runaway script meets. The message is <c>limit NAME (VALUE) reached</c>.</summary>
public sealed class LimitReachedException(LimitReport report)
    : Exception(report.ToString())
{
    /// <summary>Which limit it was.</summary>
    public LimitReport Report { get; } = report;

    /// <summary>The stable code, as <c>BT-LIM-001</c>.</summary>
    public string Code => Report.Code;

    public string LimitName => Report.Name;
}
