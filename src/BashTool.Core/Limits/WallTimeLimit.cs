namespace BashTool.Core.Limits;

/// <summary>How long a script may run.</summary>
public sealed class WallTimeLimit(TimeSpan? time) : TimeLimit("BT-LIM-001", "wall time", time)
{
    public static WallTimeLimit Standard { get; } = new(TimeSpan.FromHours(12));

    public static WallTimeLimit Hardened { get; } = new(TimeSpan.FromMinutes(2));

    public static WallTimeLimit Unlimited { get; } = new(null);
}
