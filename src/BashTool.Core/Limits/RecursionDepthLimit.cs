namespace BashTool.Core.Limits;

/// <summary>How deep functions, sourced files and evals may nest.</summary>
public sealed class RecursionDepthLimit(long value) : Limit("BT-LIM-005", "recursion depth", value)
{
    public static RecursionDepthLimit Standard { get; } = new(20_000);

    public static RecursionDepthLimit Hardened { get; } = new(1_000);

    public static RecursionDepthLimit Unlimited { get; } = new(None);
}
