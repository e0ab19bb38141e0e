using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Planning;

public sealed class PipelineAnalysisTests
{
    private static PipelineAnalysis Analyze(string text) => new PipelinePlanner(new KnownCapabilities()).Plan(text).Analysis;

    [Theory]
    [InlineData("ls", "")]
    [InlineData("ls | wc -l", "pipeline")]
    [InlineData("a && b", "chain")]
    [InlineData("a || b", "chain")]
    [InlineData("a; b", "chain")]
    [InlineData("a\nb", "chain")]
    [InlineData("a > f", "redirection")]
    [InlineData("a 2> f", "redirection, stderr redirection")]
    [InlineData("a 2>&1", "redirection, stderr redirection")]
    [InlineData("a &> f", "redirection, stderr redirection")]
    [InlineData("a |& b", "pipeline, stderr redirection")]
    [InlineData("a << E\nx\nE\n", "here-document")]
    [InlineData("a <<< x", "here-document")]
    [InlineData("a <(b)", "process substitution")]
    [InlineData("a $(b)", "command substitution")]
    [InlineData("a \"x `b`\"", "command substitution")]
    [InlineData("x=$(b)", "command substitution")]
    [InlineData("a &", "background")]
    [InlineData("for i in a; do b; done", "control flow")]
    [InlineData("f() { a; }", "function")]
    [InlineData("eval \"$x\"", "text known only when it runs")]
    [InlineData("$x", "text known only when it runs")]
    [InlineData("((x = $(b)))", "command substitution")]
    [InlineData("echo '| > $(a) && b'", "")]
    public void Every_construct_is_seen_where_it_is_and_not_in_quotes(string text, string features) =>
        Assert.Equal(features, string.Join(", ", Analyze(text).Features));

    [Theory]
    [InlineData("ls", ComplexityLevel.Simple)]
    [InlineData("ls | wc", ComplexityLevel.Moderate)]
    [InlineData("if a; then b; fi", ComplexityLevel.Complex)]
    [InlineData("a & wait", ComplexityLevel.Advanced)]
    public void Complexity_grows_with_what_is_there(string text, ComplexityLevel level) => Assert.Equal(level, Analyze(text).Complexity);

    [Theory]
    [InlineData("a | b | a", 3, "a b")]
    [InlineData("a $(b) | c", 3, "a b c")]
    [InlineData("x=1 y=2", 0, "")]
    [InlineData("find . -exec grep x {} + -exec rm {} \\;", 3, "find grep rm")]
    [InlineData("xargs -0 -n 1 grep -l x", 2, "xargs grep")]
    [InlineData("xargs -I{} sh -c 'x'", 2, "xargs sh")]
    [InlineData("env -u A B=1 git log", 2, "env git")]
    [InlineData("timeout -s KILL 5 sleep 9", 2, "timeout sleep")]
    [InlineData("command -v git", 1, "command")]
    [InlineData("command ls", 2, "command ls")]
    public void Commands_are_counted_with_those_that_others_run(string text, int count, string names)
    {
        PipelineAnalysis analysis = Analyze(text);
        Assert.Equal(count, analysis.CommandCount);
        Assert.Equal(names, string.Join(' ', analysis.CommandNames));
    }

    [Theory]
    [InlineData("sort f | uniq -c | sort -rn | head -5", "top-counts")]
    [InlineData("cat f | sort | uniq -c | sort -nr", "ranked-counts")]
    [InlineData("find . -type f | xargs grep x", "find-grep")]
    [InlineData("find . | xargs touch", "find-apply")]
    [InlineData("cat f | grep x", "cat-grep")]
    [InlineData("grep x f | wc -l", "grep-count")]
    [InlineData("grep x f | wc -c", null)]
    [InlineData("sed -i s/a/b/ f", "edit-in-place")]
    [InlineData("sed s/a/b/ f", null)]
    [InlineData("cat f; grep x", null)]
    [InlineData("x=$(grep a f | wc -l)", "grep-count")]
    [InlineData("cat f | while read -r x; do grep \"$x\" g; done", null)]
    public void A_pattern_of_the_catalogue_is_recognised(string text, string? pattern) => Assert.Equal(pattern, Analyze(text).MatchedPattern);

    [Fact]
    public void Every_pattern_of_the_catalogue_finds_itself()
    {
        List<string> wrong = [];
        foreach (CommandPattern pattern in PatternCatalogue.All)
        {
            string text = string.Join(" | ", pattern.Steps.Select(step => step.Example));
            if (Analyze(text).MatchedPattern is var found && found != pattern.Name)
            {
                wrong.Add($"{pattern.Name}: {text} is {found}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void There_are_more_than_a_hundred_and_forty_patterns_and_each_says_what_for()
    {
        Assert.True(PatternCatalogue.All.Count >= 140);
        Assert.All(PatternCatalogue.All, pattern => Assert.NotEmpty(pattern.Meaning));
        Assert.True(Enum.GetValues<PatternCategory>().All(category => PatternCatalogue.All.Any(pattern => pattern.Category == category)));
    }

    [Fact]
    public void Pattern_names_are_unique() =>
        Assert.Equal(PatternCatalogue.All.Count, PatternCatalogue.All.Select(p => p.Name).Distinct().Count());
}
