namespace BashTool.Core.Limits;

/// <summary>How many bytes the words of one command may have after expansion.</summary>
public sealed class ExpansionBytesLimit(long value) : Limit("BT-LIM-006", "expansion bytes", value)
{
    public static ExpansionBytesLimit Standard { get; } = new(2L << 30);

    public static ExpansionBytesLimit Hardened { get; } = new(64L << 20);

    public static ExpansionBytesLimit Unlimited { get; } = new(None);
}
