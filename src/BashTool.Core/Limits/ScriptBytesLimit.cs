namespace BashTool.Core.Limits;

/// <summary>How long the text of a script may be.</summary>
public sealed class ScriptBytesLimit(long value) : Limit("BT-LIM-012", "script bytes", value)
{
    public static ScriptBytesLimit Standard { get; } = new(1L << 30);

    public static ScriptBytesLimit Hardened { get; } = new(4L << 20);

    public static ScriptBytesLimit Unlimited { get; } = new(None);
}
