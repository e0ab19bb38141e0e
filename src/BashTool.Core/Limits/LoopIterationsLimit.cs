namespace BashTool.Core.Limits;

/// <summary>How many rounds all the loops of a script may make together.</summary>
public sealed class LoopIterationsLimit(long value) : Limit("BT-LIM-004", "loop iterations", value)
{
    public static LoopIterationsLimit Standard { get; } = new(100_000_000_000);

    public static LoopIterationsLimit Hardened { get; } = new(10_000_000);

    public static LoopIterationsLimit Unlimited { get; } = new(None);
}
