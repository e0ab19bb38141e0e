using System.Globalization;

namespace BashTool.Core.Limits;

/// <summary>A bound on time; the value is in milliseconds.</summary>
public abstract class TimeLimit(string code, string name, TimeSpan? time)
    : Limit(code, name, time is { } given ? Math.Max(1, (long)given.TotalMilliseconds) : None)
{
    /// <summary>The bound; infinite where there is none.</summary>
    public TimeSpan Time => IsUnlimited ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Value);

    public override string Describe()
        => IsUnlimited ? "unlimited" : string.Create(CultureInfo.InvariantCulture, $"{Value / 1000.0:0.###}s");
}
