using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class GlobPatternTests
{
    [Fact]
    public void Matching_and_cutting_are_those_of_bash()
    {
        var differences = new List<string>();
        int count = 0;
        foreach (string[] row in RecordedTable.Rows("globs.tsv"))
        {
            count++;
            GlobPattern pattern = GlobPattern.Compile(row[0], GlobOptions.ExtendedGlob);
            string text = row[1];
            string actual = string.Join(
                '\t',
                pattern.IsMatch(text) ? "y" : "n",
                text[Math.Max(0, pattern.MatchPrefix(text, longest: false))..],
                text[Math.Max(0, pattern.MatchPrefix(text, longest: true))..],
                text[..^Math.Max(0, pattern.MatchSuffix(text, longest: false))],
                text[..^Math.Max(0, pattern.MatchSuffix(text, longest: true))],
                pattern.TryFind(text, 0, out int start, out int length) ? text[..start] + "<>" + text[(start + length)..] : text);
            if (actual != string.Join('\t', row[2..]))
            {
                differences.Add($"{string.Join(' ', row)} but {actual}");
            }
        }

        RecordedTable.AssertNone(differences);
        Assert.True(count > 4000);
    }

    [Theory]
    [InlineData("a", "[[:upper:]]", false)]
    [InlineData("k", "K", true)]
    [InlineData("É", "é", true)]
    [InlineData("b", "[Z-a]", false)]
    [InlineData("Z", "[a-z]", true)]
    [InlineData("A", "[^a]", false)]
    [InlineData("FOOBAR", "*oBa*", true)]
    [InlineData("FOO", "+(f|o)", true)]
    public void Case_can_be_ignored(string text, string pattern, bool expected) =>
        Assert.Equal(expected, GlobPattern.Compile(pattern, GlobOptions.IgnoreCase | GlobOptions.ExtendedGlob).IsMatch(text));

    [Theory]
    [InlineData(".a", "*", false)]
    [InlineData(".a", "?a", false)]
    [InlineData(".a", "[.]a", false)]
    [InlineData(".a", ".*", true)]
    [InlineData(".a", "!(b)", false)]
    [InlineData(".a", "@(.a|b)", true)]
    [InlineData("a.b", "*", true)]
    [InlineData("", "*", true)]
    public void A_leading_dot_is_matched_by_a_dot_only(string text, string pattern, bool expected) =>
        Assert.Equal(expected, GlobPattern.Compile(pattern, GlobOptions.LeadingDot | GlobOptions.ExtendedGlob).IsMatch(text));

    [Theory]
    [InlineData("a/b", "*", false)]
    [InlineData("a/b", "a?b", false)]
    [InlineData("a/b", "a[/]b", false)]
    [InlineData("a/b", "*/*", true)]
    [InlineData("a/b/c", "*/c", false)]
    [InlineData("ab", "*", true)]
    public void In_pathnames_no_wildcard_takes_a_slash(string text, string pattern, bool expected) =>
        Assert.Equal(expected, GlobPattern.Compile(pattern, GlobOptions.PathName).IsMatch(text));

    [Theory]
    [InlineData("a*b?[c]\\(x)")]
    [InlineData("!(a)-^")]
    public void An_escaped_text_matches_itself_alone(string text)
    {
        GlobPattern pattern = GlobPattern.Compile(GlobPattern.Escape(text), GlobOptions.ExtendedGlob);
        Assert.Equal(text, pattern.Literal);
        Assert.True(pattern.IsMatch(text));
        Assert.Equal(text, GlobPattern.Unescape(GlobPattern.Escape(text)));
        Assert.False(GlobPattern.HasWildcards(GlobPattern.Escape(text), GlobOptions.ExtendedGlob));
    }

    [Theory]
    [InlineData("a", false)]
    [InlineData("a*", true)]
    [InlineData(@"a\*", false)]
    [InlineData("[a", false)]
    [InlineData("[a]", true)]
    [InlineData("+(a)", true)]
    [InlineData("a+b", false)]
    public void Wildcards_are_seen(string pattern, bool expected) =>
        Assert.Equal(expected, GlobPattern.HasWildcards(pattern, GlobOptions.ExtendedGlob));

    [Fact]
    public void Many_stars_are_no_trouble()
    {
        string text = new string('a', 2000);
        Assert.False(GlobPattern.Compile(string.Concat(Enumerable.Repeat("*a", 200)) + "*b").IsMatch(text));
        Assert.False(GlobPattern.Compile("*(*(a)|*(aa))b", GlobOptions.ExtendedGlob).IsMatch(text));
    }

    [Fact]
    public void An_escaped_byte_is_a_character() =>
        Assert.True(GlobPattern.Compile("a?b").IsMatch("a" + EscapedUtf8.Escape(0xFF) + "b"));
}
