namespace BashTool.Core.Limits;

/// <summary>How much processor time a script may use.</summary>
public sealed class ProcessorTimeLimit(TimeSpan? time) : TimeLimit("BT-LIM-002", "processor time", time)
{
    public static ProcessorTimeLimit Standard { get; } = new(TimeSpan.FromHours(4));

    public static ProcessorTimeLimit Hardened { get; } = new(TimeSpan.FromMinutes(1));

    public static ProcessorTimeLimit Unlimited { get; } = new(null);
}
