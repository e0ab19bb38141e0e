using BashTool.Core.Planning;
using BashTool.Core.Syntax;

namespace BashTool.Core.Tests.Planning;

public sealed class PipelinePlannerTests
{
    private static ExecutionStrategy Plan(string text, KnownCapabilities? capabilities = null) => new PipelinePlanner(capabilities ?? new KnownCapabilities()).Plan(text);

    [Theory]
    [InlineData("ls", StrategyType.Single)]
    [InlineData("cd x", StrategyType.Single)]
    [InlineData("", StrategyType.InProcess)]
    [InlineData("ls | grep x", StrategyType.InProcess)]
    [InlineData("f() { ls; }; f", StrategyType.InProcess)]
    [InlineData("git log", StrategyType.Native)]
    [InlineData("git log | git x", StrategyType.Native)]
    [InlineData("git log | head", StrategyType.Hybrid)]
    [InlineData("python3 -c 1", StrategyType.Python)]
    [InlineData("cmd /c dir", StrategyType.Cmd)]
    [InlineData("nosuch", StrategyType.Fail)]
    [InlineData("ls | nosuch", StrategyType.Fail)]
    [InlineData("echo $(git log)", StrategyType.Hybrid)]
    public void The_type_follows_from_what_runs_the_commands(string text, StrategyType type) => Assert.Equal(type, Plan(text).Type);

    [Fact]
    public void In_process_goes_before_native_which_is_the_fallback()
    {
        PlannedStage stage = Assert.Single(Plan("grep x f").Stages);
        Assert.Equal(StageExecutor.InProcess, stage.Executor);
        Assert.Equal(StageExecutor.Native, stage.Fallback);
    }

    [Fact]
    public void The_order_is_a_policy()
    {
        var planner = new PipelinePlanner(new KnownCapabilities(), [StageExecutor.Native, StageExecutor.InProcess]);
        PlannedStage stage = Assert.Single(planner.Plan("grep x f").Stages);
        Assert.Equal(StageExecutor.Native, stage.Executor);
        Assert.Equal(StageExecutor.InProcess, stage.Fallback);
        Assert.Equal("/opt/grep", stage.Program);
    }

    [Fact]
    public void What_the_policy_refuses_fails_and_says_how_to_allow_it()
    {
        ExecutionStrategy strategy = Plan("git log", new KnownCapabilities { AllowsPrograms = false });
        Assert.Equal(StrategyType.Fail, strategy.Type);
        PlannedStage stage = Assert.Single(strategy.Stages);
        Assert.Equal("BT-EX-001", stage.Denial!.Code);
        Assert.Contains("BT-EX-001", strategy.ToString());
    }

    [Theory]
    [InlineData("partial -a f", StageExecutor.InProcess)]
    [InlineData("partial -ax f", StageExecutor.Native)]
    [InlineData("partial --extra f", StageExecutor.Native)]
    [InlineData("partial -wx f", StageExecutor.InProcess)]
    [InlineData("partial -- -x", StageExecutor.InProcess)]
    [InlineData("partial f -x", StageExecutor.Native)]
    public void An_option_that_is_missing_leaves_the_command_to_the_program(string text, StageExecutor executor)
    {
        var capabilities = new KnownCapabilities();
        capabilities.Native.Add("partial");
        PlannedStage stage = Assert.Single(Plan(text, capabilities).Stages);
        Assert.Equal(executor, stage.Executor);
        if (executor == StageExecutor.Native)
        {
            Assert.Contains("nobody wrote it", stage.Reason);
        }
    }

    [Fact]
    public void A_missing_option_without_a_program_fails_with_the_reason() =>
        Assert.Contains("nobody wrote it", Assert.Single(Plan("partial -x").Stages).Reason);

    [Fact]
    public void A_tool_of_the_real_bash_alone_requires_it() =>
        Assert.Equal(StrategyType.BashRequired, Plan("tig | head", new KnownCapabilities { BashTools = ["tig"] }).Type);

    [Fact]
    public void A_cmdlet_of_the_session_can_be_a_stage() =>
        Assert.Equal(StrategyType.Hybrid, Plan("Get-Process | grep x", new KnownCapabilities { Cmdlets = ["Get-Process"] }).Type);

    [Fact]
    public void A_function_serves_the_shell_and_not_a_child_of_xargs()
    {
        ExecutionStrategy strategy = Plan("git() { :; }; git; xargs git");
        Assert.Equal([StageExecutor.Shell, StageExecutor.Function, StageExecutor.InProcess, StageExecutor.Native], strategy.Stages.Select(s => s.Executor));
    }

    [Fact]
    public void A_stage_knows_its_line_and_column()
    {
        PlannedStage stage = Plan("ls\n  a=1 grep 'x y' f | wc").Stages[1];
        Assert.Equal(("grep", 2, 3), (stage.Command, stage.Line, stage.Column));
        Assert.Equal("a=1 grep 'x y' f", stage.Text);
    }

    [Fact]
    public void What_is_not_bash_is_not_planned() => Assert.Throws<SyntaxErrorException>(() => Plan("if"));

    [Fact]
    public void The_text_shows_every_stage_with_its_executor()
    {
        string[] lines = Plan("git log | head -2").ToString().Split('\n');
        Assert.Contains(lines, l => l.StartsWith("strategy:   Hybrid", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("git log", StringComparison.Ordinal) && l.Contains("native", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("head -2", StringComparison.Ordinal) && l.Contains("in-process", StringComparison.Ordinal));
    }

    [Fact]
    public void Deep_nesting_is_planned_without_an_overflow()
    {
        const int depth = 300;
        string text = string.Concat(Enumerable.Repeat("$(echo ", depth)) + "x" + new string(')', depth);
        Assert.Equal(depth, Plan("echo " + text).Analysis.CommandNames.Count > 0 ? depth : 0);
    }
}
