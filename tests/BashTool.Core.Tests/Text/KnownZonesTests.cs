using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class KnownZonesTests
{
    [Fact]
    public void Every_rule_is_one_that_TZ_takes()
        => Assert.All(KnownZones.Names, static name => Assert.NotNull(TimeZoneRules.FromPosix(KnownZones.RuleOf(name)!)));

    [Fact]
    public void There_are_all_names() => Assert.Equal(597, KnownZones.Names.Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [InlineData("America/New_York", "EST5EDT,M3.2.0,M11.1.0")]
    [InlineData("Asia/Kolkata", "IST-5:30")]
    [InlineData("UTC", "UTC0")]
    [InlineData("America/new_york", null)]
    [InlineData("EST5EDT,M3.2.0,M11.1.0", null)]
    [InlineData("", null)]
    public void A_name_has_its_rule(string name, string? rule) => Assert.Equal(rule, KnownZones.RuleOf(name));

    [Theory]
    [InlineData("Europe/Prague", 1_720_000_000, 7200, "CEST")]
    [InlineData("Europe/Prague", 1_735_000_000, 3600, "CET")]
    [InlineData("Australia/Sydney", 1_735_000_000, 39600, "AEDT")]
    [InlineData("America/Sao_Paulo", 1_735_000_000, -10800, "-03")]
    public void The_rule_gives_the_time_on_the_wall(string name, long moment, int seconds, string abbreviation)
    {
        ZoneOffset offset = TimeZoneRules.FromPosix(KnownZones.RuleOf(name)!)!.At(moment);
        Assert.Equal((seconds, abbreviation), (offset.Seconds, offset.Abbreviation));
    }
}
