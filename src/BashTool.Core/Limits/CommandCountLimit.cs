namespace BashTool.Core.Limits;

/// <summary>How many commands a script may start.</summary>
public sealed class CommandCountLimit(long value) : Limit("BT-LIM-011", "commands", value)
{
    public static CommandCountLimit Standard { get; } = new(100_000_000_000);

    public static CommandCountLimit Hardened { get; } = new(5_000_000);

    public static CommandCountLimit Unlimited { get; } = new(None);
}
