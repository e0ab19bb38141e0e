using BashTool.Core.Execution;
using BashTool.Core.Planning;

namespace BashTool.Commands.Tests.Execution;

public sealed class TestModeTests
{
    private static ShellHarness NewShell(out TestMode mode, params TestAnswer[] answers)
    {
        mode = new TestMode(answers);
        return new ShellHarness(new ExecutionSettings { TestMode = mode });
    }

    [Fact]
    public void A_program_that_is_not_there_is_answered_for()
    {
        using ShellHarness shell = NewShell(out TestMode mode, TestAnswer.Of("git", "main\n"));
        Assert.Equal((0, "main\n", ""), shell.Run("git branch --show-current"));
        TestStart start = Assert.Single(mode.Started);
        Assert.Equal("git branch --show-current", start.ToString());
        Assert.Equal(shell.Root, start.WorkingDirectory);
    }

    [Fact]
    public void Status_and_error_output_are_the_answers()
    {
        using ShellHarness shell = NewShell(out _, TestAnswer.Of("docker", "", 3, "no daemon\n"));
        Assert.Equal((3, "", "no daemon\n"), shell.Run("docker ps"));
    }

    [Fact]
    public void Arguments_choose_among_answers_and_a_star_stands_for_any()
    {
        using ShellHarness shell = NewShell(
            out _,
            TestAnswer.Of("git", "log\n") with { Arguments = ["log"] },
            TestAnswer.Of("git", "show\n") with { Arguments = ["*", "--stat"] },
            TestAnswer.Of("git", "other\n"));
        Assert.Equal("log\nshow\nother\n", shell.Run("git log -1; git show --stat; git status").Output);
    }

    [Fact]
    public void A_program_without_an_answer_succeeds_and_says_nothing()
    {
        using ShellHarness shell = NewShell(out TestMode mode);
        Assert.Equal((0, "", ""), shell.Run("terraform apply"));
        Assert.Single(mode.Started);
    }

    [Fact]
    public void What_a_program_would_read_is_recorded_and_what_it_prints_goes_on_in_the_pipeline()
    {
        using ShellHarness shell = NewShell(out TestMode mode, TestAnswer.Of("jsonfmt", "b\na\n"));
        Assert.Equal("a\n", shell.Run("printf 'x\\ny\\n' | jsonfmt | sort | head -n 1").Output);
        Assert.Equal("x\ny\n"u8.ToArray(), Assert.Single(mode.Started).Input.ToArray());
    }

    [Fact]
    public void An_answer_of_exactly_that_name_goes_before_our_own_command()
    {
        using ShellHarness shell = NewShell(out _, TestAnswer.Of("grep", "mocked\n"));
        Assert.Equal("mocked\n", shell.Run("echo x | grep y").Output);
    }

    [Fact]
    public void Our_own_commands_and_builtins_really_run()
    {
        using ShellHarness shell = NewShell(out TestMode mode);
        Assert.Equal("2\n", shell.Run("printf 'a\\nb\\n' | wc -l").Output);
        Assert.Empty(mode.Started);
    }

    [Fact]
    public void A_handler_sees_the_call_and_the_exported_variables()
    {
        using ShellHarness shell = NewShell(
            out _, new TestAnswer { Name = "deploy", Handler = start => TestAnswer.Of("", start.Environment["TARGET"] + ":" + start.Arguments[0] + "\n") });
        Assert.Equal("prod:now\n", shell.Run("TARGET=prod deploy now").Output);
    }

    [Fact]
    public void Answers_can_be_added_later_and_go_first()
    {
        using ShellHarness shell = NewShell(out TestMode mode, TestAnswer.Of("git", "old\n"));
        mode.Add(TestAnswer.Of("git", "new\n"));
        Assert.Equal("new\n", shell.Run("git x").Output);
        mode.Clear();
        Assert.Empty(mode.Started);
    }

    [Fact]
    public void Children_of_xargs_and_find_are_answered_for_too()
    {
        using ShellHarness shell = NewShell(out TestMode mode, TestAnswer.Of("kubectl", "ok\n"));
        Assert.Equal("ok\nok\n", shell.Run("printf 'a\\nb\\n' | xargs -n 1 kubectl get").Output);
        Assert.Equal(["kubectl get a", "kubectl get b"], mode.Started.Select(s => s.ToString()));
    }

    [Fact]
    public void Capabilities_are_said_to_be_there()
    {
        using ShellHarness shell = NewShell(out _);
        HostCapabilities capabilities = shell.Session.Capabilities;
        Assert.True(capabilities.Has(StageExecutor.Bash) && capabilities.Has(StageExecutor.Python) && capabilities.Has(StageExecutor.Cmd) && capabilities.Has(StageExecutor.PowerShell));
        Assert.NotNull(capabilities.FindProgram("no-such-program-anywhere"));
    }
}
