using System.Text;
using BashTool.Core.Text;
using BashTool.Core.Text.Regex;

namespace BashTool.Core.Tests.Text.Regex;

public sealed class PosixRegexTests
{
    [Fact]
    public void Matches_groups_and_errors_are_those_of_the_C_library()
    {
        var differences = new List<string>();
        int count = 0;
        foreach (string[] row in RecordedTable.Rows("Regex/glibc.tsv"))
        {
            count++;
            string actual = Run(row);
            if (actual != row[4])
            {
                differences.Add($"{string.Join(' ', row)} but {actual}");
            }
        }

        RecordedTable.AssertNone(differences);
        Assert.True(count > 5000);
    }

    [Fact]
    public void Known_differences_from_the_C_library_are_still_there()
    {
        var differences = new List<string>();
        foreach (string[] row in RecordedTable.Rows("Regex/glibc-differences.tsv"))
        {
            Assert.Equal(7, row.Length);
            string actual = Run(row);
            if (actual == row[4] || actual != row[5])
            {
                differences.Add($"{string.Join(' ', row)} but {actual}");
            }
        }

        RecordedTable.AssertNone(differences);
    }

    [Theory]
    [InlineData(RegexSyntax.Grep, "a\nb", "xb", "b")]
    [InlineData(RegexSyntax.Egrep, "*a", "a", "a")]
    [InlineData(RegexSyntax.Egrep, "a{1", "a{1", "a{1")]
    [InlineData(RegexSyntax.Egrep, "^*ab", "xab", "ab")]
    [InlineData(RegexSyntax.Awk, "a{2}", "a{2}", "a{2}")]
    [InlineData(RegexSyntax.Awk, @"[\]]+", "a]]", "]]")]
    [InlineData(RegexSyntax.GnuAwk, @"a{2}\y?", "aay", "aay")]
    [InlineData(RegexSyntax.PosixAwk, @"\w", "aw", "w")]
    [InlineData(RegexSyntax.Emacs, @"a\|b+", "xbb", "bb")]
    [InlineData(RegexSyntax.Emacs, @"a\{2\}", "a{2}", "a{2}")]
    [InlineData(RegexSyntax.PosixMinimalBasic, @"a\+", "a+", "a+")]
    public void Dialects_read_the_same_pattern_differently(RegexSyntax syntax, string pattern, string text, string expected)
    {
        PosixRegex regex = PosixRegex.Compile(pattern, new RegexOptions { Syntax = syntax });
        Assert.Equal(expected, regex.Match(text)?[0]);
    }

    [Theory]
    [InlineData("*a", "* at start of expression")]
    [InlineData("^*a", "* at start of expression")]
    [InlineData("x|{1}a", "{...} at start of expression")]
    [InlineData(@"\b+", "+ at start of expression")]
    [InlineData("a*", null)]
    public void Operators_at_the_start_are_warned_about_as_grep_does(string pattern, string? warning) =>
        Assert.Equal(warning is null ? [] : [warning], PosixRegex.Compile(pattern, new RegexOptions { Syntax = RegexSyntax.Egrep }).Warnings);

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("((((a{200}){200}){200}){200}){200}")]
    [InlineData("a{32768}")]
    public void A_pattern_that_would_explode_is_refused(string pattern)
    {
        var error = Assert.Throws<RegexSyntaxException>(() => PosixRegex.Compile(pattern, RegexOptions.Extended));
        Assert.Equal("Regular expression too big", error.Message);
    }

    [Fact]
    public void Parentheses_nested_too_deep_are_an_error_and_not_the_end()
    {
        string pattern = new string('(', 300_000) + new string(')', 300_000);
        try
        {
            Assert.True(PosixRegex.Compile(pattern, RegexOptions.Extended).IsMatch("a"u8));
        }
        catch (RegexSyntaxException error)
        {
            Assert.Equal("Memory exhausted", error.Message);
        }
    }

    [Fact]
    public void What_stands_before_the_start_is_seen_by_assertions()
    {
        PosixRegex word = PosixRegex.Compile(@"\<b", RegexOptions.Extended);
        Assert.False(word.TryFind("ab"u8, 1, out _));
        Assert.True(word.TryFind("ab b"u8, 1, out RegexGroup match));
        Assert.Equal(3, match.Start);
        Assert.False(PosixRegex.Compile("^b").TryFind("ab"u8, 1, out _));
        Assert.True(PosixRegex.Compile("^b", new RegexOptions { Newline = true }).TryFind("a\nb"u8, 2, out _));
    }

    [Fact]
    public void An_empty_match_never_lies_within_a_character()
    {
        PosixRegex regex = PosixRegex.Compile(@"\B", RegexOptions.Extended);
        Assert.True(regex.TryFind("éé"u8, 0, out RegexGroup match));
        Assert.Equal(2, match.Start);
    }

    [Fact]
    public void Invalid_bytes_match_themselves_and_no_dot()
    {
        byte[] text = [(byte)'a', 0xFF, (byte)'b'];
        Assert.False(PosixRegex.Compile("a.b").IsMatch(text));
        Assert.False(PosixRegex.Compile("a[^x]b").IsMatch(text));
        Assert.True(PosixRegex.Compile("a" + EscapedUtf8.Escape(0xFF) + "b").IsMatch(text));
        Assert.True(PosixRegex.Compile("a.b", new RegexOptions { Utf8 = false }).IsMatch(text));
    }

    [Fact]
    public void Bytes_are_characters_when_asked()
    {
        var options = new RegexOptions { Utf8 = false };
        Assert.True(PosixRegex.Compile("^..$", options).IsMatch("é"u8));
        Assert.False(PosixRegex.Compile("[[:alpha:]]", options).IsMatch("é"u8));
        Assert.True(PosixRegex.Compile("É", options).IsMatch("É"u8));
    }

    [Theory]
    [InlineData("foo", "a\nxfoo\nb\nfoo\n", "xfoo,foo")]
    [InlineData("^b", "ab\nb\n\nbb", "b,bb")]
    [InlineData("a$", "a\nab\nba\n", "a,ba")]
    [InlineData("^$", "a\n\nb\n", "")]
    [InlineData("", "a\n\nb", "a,,b")]
    [InlineData("x*", "a\nb\n", "a,b")]
    [InlineData("a.*b", "a\nb\naxb\n", "axb")]
    [InlineData("[^x]*y$", "xy\ny\nz", "xy,y")]
    [InlineData(@"\<is\>", "this\nit is\nis", "it is,is")]
    [InlineData(@"\(.\)\1", "ab\nabb\nc\n", "abb")]
    [InlineData("é", "e\né\n", "é")]
    [InlineData("[0-9]*needle[0-9]", "needle\n1needle2\n", "1needle2")]
    [InlineData("b\\n*$", "ab\nc\n", "ab")]
    public void Lines_are_found_in_a_buffer_of_many(string pattern, string buffer, string expected)
    {
        PosixRegex regex = PosixRegex.Compile(pattern, new RegexOptions { Syntax = RegexSyntax.Grep });
        byte[] bytes = Encoding.UTF8.GetBytes(buffer);
        var found = new List<string>();
        for (int at = 0; regex.TryFindLine(bytes, at, out int start, out int length); at = start + length + 1)
        {
            found.Add(Encoding.UTF8.GetString(bytes, start, length));
        }

        Assert.Equal(expected == "" && pattern == "^$" ? [""] : expected.Split(','), found);
    }

    [Fact]
    public void Lines_may_end_with_NUL()
    {
        PosixRegex regex = PosixRegex.Compile("^b.c", new RegexOptions { Syntax = RegexSyntax.Grep, LineSeparator = 0 });
        Assert.True(regex.TryFindLine("a\nb\0b\nc\0"u8, 0, out int start, out int length));
        Assert.Equal((4, 3), (start, length));
    }

    [Theory]
    [InlineData(RegexWhole.Word, "foo", "xfoo foo", 5)]
    [InlineData(RegexWhole.Word, "foo*", "fooo", 0)]
    [InlineData(RegexWhole.Word, "a", "aé a", 4)]
    [InlineData(RegexWhole.Word, "o", "foo", -1)]
    [InlineData(RegexWhole.Line, "fo*", "foo", 0)]
    [InlineData(RegexWhole.Line, "f", "foo", -1)]
    [InlineData(RegexWhole.Line, @"a\|ab", "ab", 0)]
    public void Whole_words_and_lines(RegexWhole whole, string pattern, string text, int expected)
    {
        PosixRegex regex = PosixRegex.Compile(pattern, new RegexOptions { Syntax = RegexSyntax.Grep, Whole = whole });
        bool found = regex.TryFind(Encoding.UTF8.GetBytes(text), 0, out RegexGroup match);
        Assert.Equal(expected, found ? match.Start : -1);
    }

    [Fact]
    public void An_anchored_match_starts_where_it_is_told()
    {
        PosixRegex regex = PosixRegex.Compile(@"\(b*\)c", RegexOptions.Basic);
        var groups = new RegexGroup[2];
        Assert.True(regex.TryMatchAt("abbc"u8, 1, groups));
        Assert.Equal([new RegexGroup(1, 3), new RegexGroup(1, 2)], groups);
        Assert.False(regex.TryMatchAt("abbc"u8, 0, groups));
        Assert.True(regex.IsFullMatch("bbc"u8));
        Assert.False(regex.IsFullMatch("bbcb"u8));
    }

    [Fact]
    public void One_regex_serves_several_threads()
    {
        PosixRegex regex = PosixRegex.Compile("([a-z]+)-([0-9]+)", RegexOptions.Extended);
        Parallel.For(0, 200, i =>
        {
            string text = $"  {new string((char)('a' + (i % 26)), (i % 7) + 1)}-{i}  ";
            string?[]? groups = regex.Match(text);
            Assert.Equal(text.Trim(), groups![0]);
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), groups[2]);
        });
    }

    [Fact]
    public void Equal_patterns_and_options_share_what_was_compiled()
    {
        Assert.Same(PosixRegex.Cached("a+", RegexOptions.Extended), PosixRegex.Cached("a+", new RegexOptions { Syntax = RegexSyntax.Extended }));
        Assert.NotSame(PosixRegex.Cached("a+", RegexOptions.Extended), PosixRegex.Cached("a+", RegexOptions.Basic));
    }

    [Fact]
    public void Case_is_folded_by_simple_mapping()
    {
        var options = new RegexOptions { IgnoreCase = true };
        Assert.True(PosixRegex.Compile("straße", options).IsMatch("STRAßE"u8));
        Assert.True(PosixRegex.Compile("[à-é]", options).IsMatch("É"u8));
        Assert.True(PosixRegex.Compile("σ", options).IsMatch("ς"u8));
        Assert.True(PosixRegex.Compile("[[:upper:]]", options).IsMatch("a"u8));
        Assert.False(PosixRegex.Compile("[^a]", options).IsMatch("A"u8));
    }

    private static string Run(string[] row)
    {
        try
        {
            PosixRegex regex = PosixRegex.Compile(
                EscapedUtf8.Decode(RecordedTable.Bytes(row[2])),
                new RegexOptions
                {
                    Syntax = row[0] == "E" ? RegexSyntax.Extended : RegexSyntax.Basic,
                    IgnoreCase = row[1].Contains('i'),
                    Newline = row[1].Contains('n'),
                });
            RegexMatchFlags flags = (row[1].Contains('b') ? RegexMatchFlags.NotBeginning : 0) | (row[1].Contains('e') ? RegexMatchFlags.NotEnd : 0);
            byte[] text = RecordedTable.Bytes(row[3]);
            var groups = new RegexGroup[Math.Min(10, regex.GroupCount + 1)];
            bool found = regex.TryFind(text, 0, groups.AsSpan(), flags);
            if (regex.IsMatch(text, flags) != found || regex.TryFind(text, 0, out RegexGroup match, flags) != found || (found && match != groups[0]))
            {
                return "IsMatch, TryFind and the groups disagree";
            }

            return found ? string.Join(' ', groups.Select(static g => g.Success ? $"{g.Start},{g.End}" : "-")) : "none";
        }
        catch (RegexSyntaxException error)
        {
            return "error: " + error.Message;
        }
    }
}
