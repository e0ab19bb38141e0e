using System.Text;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Tests.Pump;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\n", "a")]
    [InlineData("a", "a")]
    [InlineData("\n", "")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("a\r\nb\n", "a\r|b")]
    [InlineData("äß\n€𝄞\n", "äß|€𝄞")]
    public void Lines_are_the_same_however_the_bytes_come(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var lines = new List<string>();
            var splitter = new LineSplitter();
            for (int at = 0; at < bytes.Length; at += size)
            {
                splitter.Split(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)), lines.Add);
            }

            if (splitter.TakeRest() is { } rest)
            {
                lines.Add(rest);
            }

            Assert.Equal(expected, string.Join('|', lines));
            Assert.Null(splitter.TakeRest());
        }
    }

    [Fact]
    public void A_byte_that_is_no_text_survives_as_a_lone_surrogate()
    {
        var lines = new List<string>();
        new LineSplitter().Split([0xFF, (byte)'\n'], lines.Add);
        Assert.Equal("\uDCFF", Assert.Single(lines));
    }
}
