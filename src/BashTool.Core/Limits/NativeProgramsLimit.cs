namespace BashTool.Core.Limits;

/// <summary>How many programs of the host a script may start.</summary>
public sealed class NativeProgramsLimit(long value) : Limit("BT-LIM-013", "native programs", value)
{
    public static NativeProgramsLimit Standard { get; } = new(1_000_000);

    public static NativeProgramsLimit Hardened { get; } = new(1_000);

    public static NativeProgramsLimit Unlimited { get; } = new(None);
}
