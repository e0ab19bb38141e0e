namespace BashTool.Core.Limits;

/// <summary>How many files may be open at once.</summary>
public sealed class OpenFilesLimit(long value) : Limit("BT-LIM-008", "open files", value)
{
    public static OpenFilesLimit Standard { get; } = new(16_384);

    public static OpenFilesLimit Hardened { get; } = new(256);

    public static OpenFilesLimit Unlimited { get; } = new(None);
}
