namespace BashTool.Core.Limits;

/// <summary>How many words one command may have after expansion.</summary>
public sealed class ExpansionWordsLimit(long value) : Limit("BT-LIM-007", "expansion words", value)
{
    public static ExpansionWordsLimit Standard { get; } = new(50_000_000);

    public static ExpansionWordsLimit Hardened { get; } = new(1_000_000);

    public static ExpansionWordsLimit Unlimited { get; } = new(None);
}
