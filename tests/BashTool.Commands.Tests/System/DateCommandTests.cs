namespace BashTool.Commands.Tests.System;

public sealed class DateCommandTests
{
    [Theory]
    [InlineData("date -d '2024-02-28 2 days' +%F", "2024-03-01\n")]
    [InlineData("date -d @0 +%FT%T%:z", "1970-01-01T00:00:00+00:00\n")]
    [InlineData("date", "Mon May  6 07:08:09 UTC 2024\n")]
    [InlineData("date -d 'next friday' +%F", "2024-05-10\n")]
    [InlineData("date -d 'yesterday 14:00' '+%d %R'", "05 14:00\n")]
    [InlineData("date -Iseconds", "2024-05-06T07:08:09+00:00\n")]
    [InlineData("date -R", "Mon, 06 May 2024 07:08:09 +0000\n")]
    [InlineData("date -d '3 hours ago' +%H", "04\n")]
    [InlineData("date -d '2024-01-31 1 month' +%F", "2024-03-02\n")]
    [InlineData("date +%_5d%-d%3N%%", "    66000%\n")]
    public void A_date_is_read_and_written(string line, string expected) =>
        Assert.Equal(expected, new CommandRunner().Run(line).Output);

    [Fact]
    public void The_rules_of_a_zone_are_followed() =>
        Assert.Equal("2024-07-01 06:00 EDT\n", new CommandRunner().WithVariable("TZ", "EST5EDT,M3.2.0,M11.1.0").Run("date -d '2024-07-01 10:00Z' '+%F %R %Z'").Output);

    [Theory]
    [InlineData("date -d foo", 1, "date: invalid date ‘foo’")]
    [InlineData("date -d 2024-02-30", 1, "date: invalid date ‘2024-02-30’")]
    [InlineData("date x y", 1, "date: extra operand ‘y’")]
    public void What_is_no_date_is_named(string line, int status, string message)
    {
        CommandResult result = new CommandRunner().Run(line);
        Assert.Equal(status, result.Status);
        Assert.Equal(message, result.Error.Split('\n')[0]);
    }
}
