namespace BashTool.Core.Limits;

/// <summary>How long a file may become.</summary>
public sealed class FileSizeLimit(long value) : Limit("BT-LIM-016", "file size", value)
{
    public static FileSizeLimit Standard { get; } = new(64L << 30);

    public static FileSizeLimit Hardened { get; } = new(256L << 20);

    public static FileSizeLimit Unlimited { get; } = new(None);
}
