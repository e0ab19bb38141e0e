using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class AnsiCStringTests
{
    [Fact]
    public void Escapes_are_those_of_bash_in_all_four_places()
    {
        var differences = new List<string>();
        foreach (string[] row in RecordedTable.Rows("escapes.tsv"))
        {
            string text = RecordedTable.FromHex(row[0]);
            for (int dialect = 0; dialect < 4; dialect++)
            {
                if (row[dialect + 1] == "skip")
                {
                    continue;
                }

                string actual = AnsiCString.Unescape(text, (EscapeDialect)dialect, out _);
                if (Convert.ToHexStringLower(EscapedUtf8.Encode(actual)) != row[dialect + 1])
                {
                    differences.Add($"{(EscapeDialect)dialect} {text}: {actual}");
                }
            }
        }

        RecordedTable.AssertNone(differences);
    }

    [Fact]
    public void Echo_stops_at_c()
    {
        Assert.Equal("ab", AnsiCString.Unescape(@"ab\cde", EscapeDialect.Echo, out bool stop));
        Assert.True(stop);
    }
}
