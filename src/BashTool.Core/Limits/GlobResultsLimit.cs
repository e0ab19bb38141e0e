namespace BashTool.Core.Limits;

/// <summary>How many names one pattern may match.</summary>
public sealed class GlobResultsLimit(long value) : Limit("BT-LIM-018", "glob results", value)
{
    public static GlobResultsLimit Standard { get; } = new(20_000_000);

    public static GlobResultsLimit Hardened { get; } = new(200_000);

    public static GlobResultsLimit Unlimited { get; } = new(None);
}
