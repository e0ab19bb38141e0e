using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Planning;

public sealed class ExecutionStrategyTests
{
    private static ExecutionStrategy Plan(string text, StrategyPolicy policy = StrategyPolicy.Auto, KnownCapabilities? capabilities = null) =>
        new PipelinePlanner(capabilities ?? new KnownCapabilities(), policy).Plan(text);

    [Fact]
    public void A_pipeline_can_be_split_at_every_operator()
    {
        const string text = "git log | grep x | head";
        ExecutionStrategy strategy = Plan(text);
        Assert.True(strategy.CanSplit);
        Assert.Equal([text.IndexOf('|'), text.LastIndexOf('|')], strategy.SplitPoints.Select(p => p.Position));
        Assert.Equal([true, false], strategy.SplitPoints.Select(p => p.ChangesExecutor));
        Assert.Equal([(0, 1), (1, 2)], strategy.SplitPoints.Select(p => (p.Before, p.After)));
    }

    [Fact]
    public void A_single_command_cannot_be_split() => Assert.False(Plan("grep '|' f; ls").CanSplit);

    [Fact]
    public void Stages_of_compound_commands_are_split_where_the_operator_stands()
    {
        const string text = "while read x; do grep $x f; done | sort";
        SplitPoint point = Assert.Single(Plan(text).SplitPoints);
        Assert.Equal(text.IndexOf('|'), point.Position);
    }

    [Theory]
    [InlineData(StrategyPolicy.Auto, StageExecutor.InProcess, StageExecutor.Native)]
    [InlineData(StrategyPolicy.PreferNative, StageExecutor.Native, StageExecutor.InProcess)]
    [InlineData(StrategyPolicy.InProcess, StageExecutor.InProcess, StageExecutor.None)]
    [InlineData(StrategyPolicy.Classic, StageExecutor.Native, StageExecutor.InProcess)]
    public void A_stage_has_the_next_executor_of_the_chain_to_fall_back_on(StrategyPolicy policy, StageExecutor first, StageExecutor second)
    {
        PlannedStage stage = Assert.Single(Plan("grep x f", policy).Stages);
        Assert.Equal((first, second), (stage.Executor, stage.Fallback));
    }

    [Fact]
    public void Classic_tells_a_short_emulation_from_a_long_one()
    {
        var capabilities = new KnownCapabilities(native: "");
        Assert.Contains("short", Assert.Single(Plan("head f", StrategyPolicy.Classic, capabilities).Stages).Reason);
        Assert.Contains("long", Assert.Single(Plan("sed p f", StrategyPolicy.Classic, capabilities).Stages).Reason);
    }

    [Fact]
    public void The_whole_has_a_fallback_where_its_stages_do()
    {
        ExecutionStrategy strategy = Plan("grep x f", StrategyPolicy.PreferNative);
        Assert.Equal((StrategyType.Native, (StrategyType?)StrategyType.Single), (strategy.Type, strategy.Fallback));
        Assert.Null(Plan("sort f").Fallback);
    }

    [Fact]
    public void What_runs_outside_of_the_sandbox_is_named()
    {
        ExecutionStrategy strategy = Plan("git log | head; python3 x; git x");
        Assert.Equal(["git", "python3"], strategy.Uncontained);
        Assert.Contains("uncontained: git python3", strategy.ToString());
        Assert.Empty(Plan("ls | head").Uncontained);
    }

    [Theory]
    [InlineData("exec 3<>/dev/tcp/host/80", "/dev/tcp")]
    [InlineData("cat < /dev/udp/host/53", "/dev/udp")]
    [InlineData("ls; suspend", "suspend")]
    public void A_construct_that_is_declared_unsupported_requires_a_real_bash(string text, string construct)
    {
        var capabilities = new KnownCapabilities(native: "bash");
        ExecutionStrategy strategy = Plan(text, StrategyPolicy.Auto, capabilities);
        Assert.Equal(StrategyType.BashRequired, strategy.Type);
        Assert.StartsWith(construct, Assert.Single(strategy.Unsupported).Name);
        Assert.True(UnsupportedConstructs.MayBeIn(text));
    }

    [Fact]
    public void Without_a_real_bash_such_a_construct_fails() => Assert.Equal(StrategyType.Fail, Plan("suspend").Type);

    [Fact]
    public void Experience_reorders_under_adaptive_alone()
    {
        Func<IReadOnlyList<StageExecutor>, string, IReadOnlyList<StageExecutor>> turn = (chain, _) => [.. chain.Reverse()];
        var capabilities = new KnownCapabilities { BashTools = ["grep"] };
        Assert.Equal(StageExecutor.Bash, new PipelinePlanner(capabilities, StrategyPolicy.Adaptive, turn).Plan("grep x").Stages[0].Executor);
        Assert.Equal(StageExecutor.InProcess, new PipelinePlanner(capabilities, StrategyPolicy.Auto, turn).Plan("grep x").Stages[0].Executor);
    }

    [Fact]
    public void Fused_forms_are_planned_for_commands_of_our_own_alone()
    {
        Assert.Equal(["line-counts"], Plan("sort f | uniq -c").Fusions);
        Assert.Empty(Plan("sort f | uniq -c", StrategyPolicy.PreferNative, new KnownCapabilities(native: "sort uniq")).Fusions);
    }
}
