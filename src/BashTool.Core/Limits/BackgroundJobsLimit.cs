namespace BashTool.Core.Limits;

/// <summary>How many jobs may run in the background at once.</summary>
public sealed class BackgroundJobsLimit(long value) : Limit("BT-LIM-014", "background jobs", value)
{
    public static BackgroundJobsLimit Standard { get; } = new(1_000);

    public static BackgroundJobsLimit Hardened { get; } = new(32);

    public static BackgroundJobsLimit Unlimited { get; } = new(None);
}
