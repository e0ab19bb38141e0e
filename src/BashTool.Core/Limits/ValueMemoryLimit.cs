namespace BashTool.Core.Limits;

/// <summary>How many bytes the values of a script, and what its commands hold, may take in memory.</summary>
public sealed class ValueMemoryLimit(long value) : Limit("BT-LIM-015", "value memory", value)
{
    public static ValueMemoryLimit Standard { get; } = new(8L << 30);

    public static ValueMemoryLimit Hardened { get; } = new(512L << 20);

    public static ValueMemoryLimit Unlimited { get; } = new(None);
}
