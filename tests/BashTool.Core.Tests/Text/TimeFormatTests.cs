using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class TimeFormatTests
{
    private static readonly TimeZoneRules NewYork = TimeZoneRules.FromPosix("EST5EDT,M3.2.0,M11.1.0")!;

    [Theory]
    [InlineData("%F %T", "2007-06-05 04:03:02")]
    [InlineData("%5d|%_5d|%-5d|%+5d", "00005|    5|5|00005")]
    [InlineData("%10a|%^a|%#Z|%#p|%-10b", "       Tue|TUE|edt|am|Jun")]
    [InlineData("%N|%3N|%_3N|%12N", "012345678|012|012|012345678000")]
    [InlineData("%z|%:z|%::z|%:::z|%_z", "-0400|-04:00|-04:00:00|-04| -400")]
    [InlineData("%10:z|%:10z", "-000004:00|%:10z")]
    [InlineData("%j|%U|%W|%V|%G|%u|%w|%q", "156|22|23|23|2007|2|2|2")]
    [InlineData("%15F|%_15F|%+15F|%020T", "000002007-06-05|     2007-06-05|+00002007-06-05|00000000000004:03:02")]
    [InlineData("%C %y %+5Y %_8Y", "20 07 +2007     2007")]
    [InlineData("%E|%Q|%5|%|%5%", "%E|%Q|  %5|%|   %5%")]
    [InlineData("%c|%x|%r|%s", "Tue Jun  5 04:03:02 2007|06/05/07|04:03:02 AM|1181030582")]
    [InlineData("100%", "100%")]
    public void A_format_is_filled(string format, string expected) =>
        Assert.Equal(expected, TimeFormat.Format(format, new BrokenDownTime(1181030582, 12345678, NewYork)));

    [Theory]
    [InlineData("2024-02-29T12:00:00Z", 1709208000, 0)]
    [InlineData("@1.5", 1, 500000000)]
    [InlineData("@-1.5", -2, 500000000)]
    [InlineData("1970-01-01 00:00 UTC 1 day ago", -86400, 0)]
    [InlineData("1970-01-05 12:00 +0000 2 hours", 396000, 0)]
    [InlineData("Thu, 01 Jan 1970 01:00:00 +0100", 0, 0)]
    [InlineData("TZ=\"Nowhere\" 1970-01-02", 86400, 0)]
    [InlineData("2007-11-04 01:30 EST", 1194157800, 0)]
    [InlineData("2007-11-04 01:30 EDT", 1194154200, 0)]
    public void A_date_is_read(string text, long seconds, int nanoseconds)
    {
        Assert.True(DateParser.TryParse(text, (1700000000, 0), NewYork, static _ => TimeZoneRules.Utc, out (long, int) result));
        Assert.Equal((seconds, nanoseconds), result);
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("foo")]
    [InlineData("2007-03-11 02:30")]
    [InlineData("10:00 11:00")]
    [InlineData("25:00")]
    public void What_is_no_date_is_refused(string text) =>
        Assert.False(DateParser.TryParse(text, (1700000000, 0), NewYork, null, out _));
}
