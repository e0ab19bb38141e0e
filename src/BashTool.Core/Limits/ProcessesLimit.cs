namespace BashTool.Core.Limits;

/// <summary>How many subshells, stages and native programs may run beside each other.</summary>
public sealed class ProcessesLimit(long value) : Limit("BT-LIM-019", "processes", value)
{
    public static ProcessesLimit Standard { get; } = new(4_000);

    public static ProcessesLimit Hardened { get; } = new(128);

    public static ProcessesLimit Unlimited { get; } = new(None);
}
