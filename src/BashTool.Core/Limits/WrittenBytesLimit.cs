namespace BashTool.Core.Limits;

/// <summary>How many bytes a script may write to files altogether.</summary>
public sealed class WrittenBytesLimit(long value) : Limit("BT-LIM-017", "written bytes", value)
{
    public static WrittenBytesLimit Standard { get; } = new(256L << 30);

    public static WrittenBytesLimit Hardened { get; } = new(1L << 30);

    public static WrittenBytesLimit Unlimited { get; } = new(None);
}
