using System.Text;
using BashTool.Core.Text.Regex;

namespace BashTool.Core.Tests.Text.Regex;

/// <summary>That the work grows with the text and not faster, counted in steps.</summary>
public sealed class PosixRegexWorkTests
{
    [Theory]
    [InlineData("((((a*)*)*)*|(a|aa)*|((a*)*)*(a*)*)*b")]
    [InlineData("(a|aa|aaa)*(a|aa)*(a*)*c")]
    [InlineData("(.*a){5}b")]
    [InlineData("(a?){20}a{20}b")]
    [InlineData("^(a+)+$x")]
    public void A_long_text_makes_no_more_transitions_than_a_short_one(string pattern)
    {
        PosixRegex regex = PosixRegex.Compile(pattern, RegexOptions.Extended);
        byte[] text = new byte[1_000_000];
        text.AsSpan().Fill((byte)'a');
        regex.IsMatch(text.AsSpan(0, 1000));
        regex.TryFind(text.AsSpan(0, 1000), 0, out _);
        long atFirst = regex.WorkDone;
        Assert.False(regex.IsMatch(text));
        Assert.False(regex.TryFind(text, 0, out _));
        Assert.InRange(regex.WorkDone, 1, atFirst + 50);
    }

    [Fact]
    public void Groups_cost_a_bounded_number_of_steps_for_each_character()
    {
        PosixRegex regex = PosixRegex.Compile("((a*)*|(a|aa)*)*(b)", RegexOptions.Extended);
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 20_000) + "b");
        var groups = new RegexGroup[5];
        Assert.True(regex.TryFind(text, 0, groups.AsSpan()));
        Assert.InRange(regex.WorkDone, 1, 40 * text.Length);
    }

    [Fact]
    public void A_back_reference_remembers_where_it_has_been()
    {
        PosixRegex regex = PosixRegex.Compile(@"(a*)*(a|aa)*\1b", RegexOptions.Extended);
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 60));
        Assert.False(regex.IsMatch(text));
        Assert.False(regex.TryMatchAt(text, 0, []));
        Assert.InRange(regex.WorkDone, 0, 20_000_000);
    }

    [Fact]
    public void The_table_of_states_stays_small_whatever_the_text()
    {
        // Half of all states of length twenty would be a million.
        PosixRegex regex = PosixRegex.Compile("(a|b)*a(a|b){20}c", RegexOptions.Extended);
        var random = new Random(1);
        byte[] text = new byte[200_000];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (byte)('a' + random.Next(2));
        }

        Assert.False(regex.IsMatch(text));
        Assert.InRange(regex.WorkDone, 1, text.Length + 10);
    }
}
