using System.Globalization;
using System.Text;

namespace BashTool.Commands.Tests.Ripgrep;

/// <summary>What recorded cases cannot show: the order without --sort, and what stands for no input.</summary>
public sealed class RgCommandTests
{
    [Fact]
    public void Without_sort_files_come_in_the_order_of_their_names()
    {
        var runner = new CommandRunner();
        var expected = new StringBuilder();
        for (int i = 0; i < 300; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"d{i / 100}/f{i:000}");
            runner.With(name, "one\nfoo " + name + "\n");
            expected.Append(name).Append(":2:foo ").Append(name).Append('\n');
        }

        CommandResult result = runner.Run("rg -n -j 4 foo");
        Assert.Equal(expected.ToString(), result.Output);
        Assert.Equal(0, result.Status);
    }

    [Fact]
    public void An_input_that_is_nothing_means_the_files_here()
    {
        CommandResult result = new CommandRunner().With("a", "foo\n").Run("rg foo");
        Assert.Equal("a:foo\n", result.Output);
    }

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|a)*b")]
    [InlineData("(a|aa)+$")]
    public void Nested_repetitions_take_no_time_to_find_lines(string pattern)
    {
        CommandResult result = new CommandRunner().With("a", new string('a', 5000) + "c\n").Run($"rg -c '{pattern}' a");
        Assert.Equal(1, result.Status);
    }

    [Theory]
    [InlineData("**/*.c", "x/y.c", true)]
    [InlineData("**/*.c", "y.c", true)]
    [InlineData("*.c", "x/y.c", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/*/b", "a/x/y/b", false)]
    [InlineData("a/**", "a/x/y", true)]
    [InlineData("[!a]b", "ab", false)]
    [InlineData("[!a]b", "cb", true)]
    [InlineData("{a,b*}.c", "bx.c", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    public void A_glob_of_paths_stops_at_slashes(string glob, string path, bool matches)
    {
        CommandResult result = new CommandRunner().With(path).Run($"rg --files -g '/{glob}'");
        Assert.Equal(matches ? path + "\n" : "", result.Output);
    }
}
