using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class LongDoubleTests
{
    [Theory]
    [InlineData("1.5", 3, 1.5)]
    [InlineData("  -2e3x", 6, -2000)]
    [InlineData("0x10", 4, 16)]
    [InlineData("0x1p-1", 6, 0.5)]
    [InlineData("0x", 1, 0)]
    [InlineData(".5", 2, 0.5)]
    [InlineData("5.", 2, 5)]
    [InlineData("1e", 1, 1)]
    [InlineData("1e+", 1, 1)]
    [InlineData(".", 0, 0)]
    [InlineData("abc", 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData("inf", 3, double.PositiveInfinity)]
    [InlineData("-Infinity", 9, double.NegativeInfinity)]
    [InlineData("infinit", 3, double.PositiveInfinity)]
    [InlineData("12345678901234567890123", 23, 12345678901234567890123.0)]
    public void A_number_ends_where_strtold_ends_it(string text, int length, double value)
    {
        LongDouble number = LongDouble.Parse(text, out int taken, out _);
        Assert.Equal(length, taken);
        Assert.Equal(value, number.ToDouble());
    }

    [Theory]
    [InlineData("1e4933", true)]
    [InlineData("1e-5000", true)]
    [InlineData("1e99999999999", true)]
    [InlineData("1e4931", false)]
    [InlineData("0e99999", false)]
    public void What_does_not_fit_is_told(string text, bool expected)
    {
        LongDouble.Parse(text, out _, out bool outOfRange);
        Assert.Equal(expected, outOfRange);
    }

    [Theory]
    [InlineData("0.1", 25, "0.1000000000000000000013553")]
    [InlineData("2.5", 0, "2")]
    [InlineData("3.5", 0, "4")]
    [InlineData("0", 3, "0.000")]
    [InlineData("1e25", 1, "10000000000000000000000000.0")]
    [InlineData("1e-30", 2, "0.00")]
    public void Digits_are_rounded_to_even(string text, int precision, string expected) =>
        Assert.Equal(expected, LongDouble.Parse(text, out _, out _).ToFixed(precision));

    [Theory]
    [InlineData("9.9999999", 3, "100", 1)]
    [InlineData("12345", 2, "12", 4)]
    [InlineData("0.00012345", 3, "123", -4)]
    [InlineData("10", 1, "1", 1)]
    public void Significant_digits_come_with_their_exponent(string text, int count, string digits, int exponent)
    {
        Assert.Equal(digits, LongDouble.Parse(text, out _, out _).ToDigits(count, out int actual));
        Assert.Equal(exponent, actual);
    }
}
