using BashTool.Core.Limits;

namespace BashTool.Core.Tests.Limits;

public sealed class ExecutionLimitsTests
{
    [Fact]
    public void A_limit_allows_its_value_and_refuses_more()
    {
        var limit = new LoopIterationsLimit(3);
        limit.Check(3);
        LimitReachedException reached = Assert.Throws<LimitReachedException>(() => limit.Check(4));
        Assert.Equal("limit loop iterations (3) reached", reached.Message);
        Assert.Equal("BT-LIM-004", reached.Code);
    }

    [Fact]
    public void A_time_is_shown_in_seconds()
        => Assert.Equal("limit wall time (1.5s) reached", Assert.Throws<LimitReachedException>(
            new WallTimeLimit(TimeSpan.FromMilliseconds(1500)).Throw).Message);

    [Fact]
    public void Codes_and_names_are_unique_and_in_order()
    {
        IReadOnlyList<Limit> all = ExecutionLimits.Standard.All;
        Assert.Equal(all.Count, all.Select(static limit => limit.Name).Distinct().Count());
        Assert.Equal(all.Select(static (_, i) => $"BT-LIM-{i + 1:000}"), all.Select(static limit => limit.Code));
    }

    [Fact]
    public void Hardened_is_stricter_than_standard_and_standard_than_unlimited()
    {
        foreach ((Limit hardened, Limit standard, Limit unlimited) in
            ExecutionLimits.Hardened.All.Zip(ExecutionLimits.Standard.All, ExecutionLimits.Unlimited.All))
        {
            Assert.True(hardened.Value < standard.Value, hardened.Name);
            Assert.True(unlimited.IsUnlimited && !standard.IsUnlimited, standard.Name);
        }
    }

    [Fact]
    public void Ordinary_work_is_not_hindered()
    {
        ExecutionLimits.Hardened.LoopIterations.Check(200_000);
        ExecutionLimits.Standard.OutputBytes.Check(500L << 20);
        ExecutionLimits.Standard.ExpansionBytes.Check(500L << 20);
    }
}
