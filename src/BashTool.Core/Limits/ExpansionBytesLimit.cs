namespace BashTool.Core.Limits;

/// <summary>How many bytes one word or the output of one substitution may have.</summary>
public sealed class ExpansionBytesLimit(long value) : Limit("BT-LIM-006", "expansion bytes", value)
{
    public static ExpansionBytesLimit Standard { get; } = new(1_000_000_000);

    public static ExpansionBytesLimit Hardened { get; } = new(64L << 20);

    public static ExpansionBytesLimit Unlimited { get; } = new(None);
}
