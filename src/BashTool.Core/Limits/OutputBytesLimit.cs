namespace BashTool.Core.Limits;

/// <summary>How many bytes a script may print where its output is collected.</summary>
public sealed class OutputBytesLimit(long value) : Limit("BT-LIM-003", "output bytes", value)
{
    public static OutputBytesLimit Standard { get; } = new(16L << 30);

    public static OutputBytesLimit Hardened { get; } = new(64L << 20);

    public static OutputBytesLimit Unlimited { get; } = new(None);
}
