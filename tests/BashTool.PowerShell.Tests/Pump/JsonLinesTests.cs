using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Tests.Pump;

// What makes objects needs a real PowerShell; these lines stay lines.
public sealed class JsonLinesTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("{ not json")]
    [InlineData("[ERROR] something")]
    [InlineData("{\"a\": }")]
    [InlineData("[1,|2")]
    [InlineData("{\"a\n\": 1}")]
    [InlineData("")]
    public void What_only_looks_like_JSON_stays_lines(string text)
    {
        var given = new List<object>();
        var json = new JsonLines(given.Add);
        foreach (string line in text.Split('\n'))
        {
            json.Add(line);
        }

        json.Finish();
        Assert.Equal(text, string.Join('\n', given));
    }

    [Fact]
    public void Numbers_and_texts_of_a_list_are_given_one_by_one()
    {
        var given = new List<object>();
        var json = new JsonLines(given.Add);
        json.Add("[1, ");
        json.Add("\"a]\", 2.5]");
        Assert.Equal([1L, "a]", 2.5], given);
    }
}
