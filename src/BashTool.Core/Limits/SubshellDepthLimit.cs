namespace BashTool.Core.Limits;

/// <summary>How deep subshells and command substitutions may nest.</summary>
public sealed class SubshellDepthLimit(long value) : Limit("BT-LIM-010", "subshell depth", value)
{
    public static SubshellDepthLimit Standard { get; } = new(1_000);

    public static SubshellDepthLimit Hardened { get; } = new(100);

    public static SubshellDepthLimit Unlimited { get; } = new(None);
}
