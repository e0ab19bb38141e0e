using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Commands.Tests.Execution;

/// <summary>Strategies as they are executed, with real programs.</summary>
public sealed class StrategyTests
{
    private static ShellHarness NewShell(StrategyPolicy policy) => new(new ExecutionSettings { Strategy = policy });

    private static IEnumerable<string> Started(ShellHarness shell) => shell.Session.StartedPrograms.Select(p => $"{p.Name}:{p.Executor}");

    [Fact]
    public void In_process_goes_first_by_itself()
    {
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        Assert.Equal("1\n", shell.Run("echo x | wc -l").Output);
        Assert.Empty(shell.Session.StartedPrograms);
    }

    [Theory]
    [InlineData(StrategyPolicy.PreferNative, "wc:Native")]
    [InlineData(StrategyPolicy.PreferBash, "wc:Bash")]
    [InlineData(StrategyPolicy.Classic, "wc:Native")]
    public void A_policy_can_prefer_a_program(StrategyPolicy policy, string started)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no wc on Windows");
        using ShellHarness shell = NewShell(policy);
        Assert.Equal("1\n", shell.Run("echo x | wc -l").Output);
        Assert.Equal([started], Started(shell));
        Assert.True(Assert.Single(shell.Session.StartedPrograms).IsUncontained);
    }

    [Fact]
    public void What_a_real_bash_never_serves_stays_in_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no programs to prefer on Windows");
        using ShellHarness shell = NewShell(StrategyPolicy.PreferBash);
        Assert.StartsWith("68b329da9893e34099c7d8ad5cb9c940", shell.Run("echo | md5sum").Output);
        Assert.Empty(shell.Session.StartedPrograms);
    }

    [Fact]
    public void In_process_only_refuses_programs()
    {
        using ShellHarness shell = NewShell(StrategyPolicy.InProcess).With("tool", "\0binary", executable: true);
        (int status, _, string error) = shell.Run("./tool");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no execution rights on Windows");
        Assert.Equal(126, status);
        Assert.Contains("InProcess", error);
    }

    [Fact]
    public void Bytes_flow_between_stages_and_programs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no cat on Windows");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        string script = "head -c 300000 /dev/zero | /usr/bin/env cat | tr '\\0' x | command -p cat | wc -c";
        Assert.Equal("300000\n", shell.Run(script).Output);
    }

    [Theory]
    [InlineData("printf 'a\\nb\\nc\\n' | while read x; do /usr/bin/env true; echo $x; done", "a\nb\nc\n")]
    [InlineData("while read x; do /usr/bin/env true; echo $x; done <<E\na\nb\nE\n", "a\nb\n")]
    [InlineData("printf 'a\\nb\\n' | { /bin/sh -c 'read x; echo got $x'; cat; }", "got a\nb\n")]
    [InlineData("seq 100000 | { /bin/sh -c 'read x; echo $x'; tail -n 1; }", "1\n100000\n")]
    [InlineData("seq 100000 | { /usr/bin/env cat; cat; } | tail -n 1", "100000\n")]
    [InlineData("seq 3 | { x=$(/usr/bin/env echo y); cat; echo $x; }", "1\n2\n3\ny\n")]
    public void What_a_program_leaves_unread_is_there_for_the_next(string script, string output)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of Unix");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        Assert.Equal((0, output, ""), shell.Run(script));
    }

    [Fact]
    public void The_umask_of_the_shell_is_its_programs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is none");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        Assert.Equal("600\n", shell.Run("umask 077; /bin/sh -c ': > made'; stat -c %a made").Output);
    }

    [Fact]
    public void A_device_that_the_shell_plays_is_the_real_one_for_programs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no full device");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        (int status, _, string error) = shell.Run("/bin/sh -c 'echo x' > /dev/full");
        Assert.NotEqual(0, status);
        Assert.DoesNotContain("bash:", error);
    }

    [Fact]
    public void Scripts_with_carriage_returns_run_where_asked_for()
    {
        using var shell = new ShellHarness(new ExecutionSettings { IgnoreCarriageReturns = true });
        shell.With("s.sh", "#!/bin/bash\r\nif true; then\r\n  echo one\r\nfi\r\ncat <<E\r\ntwo\r\nE\r\nx=3\r\necho \"$x\"\r\n");
        shell.With("lib.sh", "y=4\r\n");
        Assert.Equal("one\ntwo\n3\n4\n", shell.Run("bash s.sh\r\n. ./lib.sh\r\necho $y\r\n").Output);
    }

    [Theory]
    [InlineData(true, "a\nb.c\rd|e|")]
    [InlineData(false, "a\r\nb.c\rd\r|e\r|")]
    public void A_substitution_takes_lines_without_carriage_returns_where_asked_for(bool ignores, string expected)
    {
        using var shell = new ShellHarness(new ExecutionSettings { IgnoreCarriageReturns = ignores });
        Assert.Equal(expected, shell.Run("printf '%s|' \"$(printf 'a\\r\\nb.c\\rd\\r\\n')\" \"$(printf 'e\\r\\n\\n')\"").Output);
    }

    [Fact]
    public void An_option_that_is_missing_is_left_to_the_program_before_anything_is_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the date of GNU");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        (int status, string output, _) = shell.Run("date --debug -d @0 +%s");
        Assert.Equal((0, "0\n"), (status, output));
        Assert.Equal(["date:Native"], Started(shell));
    }

    [Fact]
    public void Without_a_program_the_missing_option_is_a_usage_error()
    {
        using ShellHarness shell = NewShell(StrategyPolicy.InProcess);
        (int status, string output, string error) = shell.Run("date --debug -d @0 +%s");
        Assert.Equal((1, ""), (status, output));
        Assert.Contains("not supported", error);
    }

    [Fact]
    public void A_construct_that_is_not_supported_is_run_by_a_real_bash()
    {
        using ShellHarness shell = NewShell(StrategyPolicy.Auto);
        Assert.SkipWhen(shell.Session.Capabilities.Bash is null, "no bash on this machine");
        (int status, string output, _) = shell.Run("export A=1\ntrue < /dev/tcp/127.0.0.1/1 || echo \"no $A\"\necho here");
        Assert.Equal((0, "no 1\nhere\n"), (status, output));
        Assert.Equal(["bash:Bash"], Started(shell));
    }

    [Fact]
    public void Success_and_time_are_kept_where_asked_for()
    {
        var statistics = new ExecutionStatistics();
        using var shell = new ShellHarness(new ExecutionSettings { Statistics = statistics });
        shell.Run("for i in 1 2 3; do echo x | wc -l; done; cat /nonexistent");
        StatisticsRow row = Assert.Single(statistics.Rows, r => r.Command == "wc");
        Assert.Equal((3, 3, StageExecutor.InProcess), (row.Runs, row.Successes, row.Executor));
    }

    [Fact]
    public void Adaptive_takes_the_executor_that_is_clearly_faster()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no wc on Windows");
        var statistics = new ExecutionStatistics();
        for (int i = 0; i < ExecutionStatistics.EnoughRuns; i++)
        {
            statistics.Record("wc", StageExecutor.InProcess, SizeClass.Unknown, true, TimeSpan.FromSeconds(5));
            statistics.Record("wc", StageExecutor.Native, SizeClass.Unknown, true, TimeSpan.FromMilliseconds(1));
        }

        using var shell = new ShellHarness(new ExecutionSettings { Strategy = StrategyPolicy.Adaptive, Statistics = statistics, Fuse = false });
        Assert.Equal("1\n", shell.Run("echo x | wc -l").Output);
        Assert.Equal(["wc:Native"], Started(shell));
    }

    [Fact]
    public void A_command_of_PowerShell_is_a_stage_where_a_session_gives_one()
    {
        var runner = new UpperCaseRunner();
        using var shell = new ShellHarness(new ExecutionSettings { PowerShell = runner });
        Assert.Equal("HELLO\n", shell.Run("echo hello | ConvertTo-Upper -Loud | cat").Output);
        Assert.Equal(["ConvertTo-Upper", "-Loud"], runner.Words);
        Assert.Equal(127, shell.Run("ConvertTo-Nothing").Status);
    }

    [Fact]
    public void A_workspace_starts_what_its_policy_allows_by_name_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no id on Windows");
        using var shell = new ShellHarness(policy: new SandboxPolicy
        {
            Profile = SandboxProfile.Workspace,
            NativePrograms = new NativeProgramPolicy { Allowed = new HashSet<string> { "perl" } },
        });
        Assert.SkipWhen(shell.Session.Capabilities.FindProgram("perl") is null, "no perl on this machine");
        (int status, string output, string error) = shell.Run("echo text > f; perl -ne 'print uc' /home/claude/f; perl -e 'use Cwd; print getcwd, \"\\n\"'");
        Assert.Equal((0, "TEXT\n/home/claude\n", ""), (status, output, error));
        Assert.All(shell.Session.StartedPrograms, p => Assert.True(p.IsUncontained));
        Assert.Equal(2, shell.Session.StartedPrograms.Count);
    }

    [Fact]
    public void A_workspace_does_not_start_what_its_policy_does_not_name()
    {
        using var shell = new ShellHarness(policy: new SandboxPolicy { Profile = SandboxProfile.Workspace });
        Assert.Equal(127, shell.Run("perl -e 1").Status);
        Assert.Empty(shell.Session.StartedPrograms);
    }

    [Fact]
    public void Arguments_stay_as_they_are_where_path_conversion_is_off()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no perl on Windows");
        using var shell = new ShellHarness(policy: new SandboxPolicy
        {
            Profile = SandboxProfile.Workspace,
            NativePrograms = new NativeProgramPolicy { Allowed = new HashSet<string> { "perl" } },
        });
        Assert.SkipWhen(shell.Session.Capabilities.FindProgram("perl") is null, "no perl on this machine");
        const string show = "perl -e 'print length($ARGV[0]), \"\\n\"' /home/claude";
        Assert.NotEqual("12\n", shell.Run(show).Output);
        Assert.Equal("12\n", shell.Run("BASHTOOL_NO_PATHCONV=1 " + show).Output);
    }

    [Fact]
    public void A_virtual_environment_beside_the_sources_is_active_for_python()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the layout is another on Windows");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto)
            .With(".venv/pyvenv.cfg", "home = /usr\n")
            .With(".venv/bin/python3", "#!/bin/sh\necho \"venv $VIRTUAL_ENV $1\"\n", executable: true)
            .With("bin/python3", "\0", executable: true)
            .With("src/x.py", "");
        string path = $"PATH={shell.Root}/bin:$PATH; cd src; ";
        Assert.Equal($"venv {shell.Root}/.venv x.py\n", shell.Run(path + "python3 x.py").Output);
        Assert.NotEqual(0, shell.Run(path + "BASHTOOL_NO_VENV=1 python3 x.py").Status);
    }

    [Fact]
    public void What_a_program_started_ends_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        using ShellHarness shell = NewShell(StrategyPolicy.Auto)
            .With("parent", "#!/usr/bin/perl\nif (!fork) { exec 'sleep', '1000' } open F, '>', 'up'; close F; sleep 1000;\n", executable: true);
        Assert.SkipWhen(shell.Session.Capabilities.FindProgram("perl") is null, "no perl on this machine");
        using var stop = new CancellationTokenSource();
        string up = Path.Combine(shell.Root, "up");
        using var watcher = new FileSystemWatcher(shell.Root);
        watcher.Created += (_, e) =>
        {
            if (e.Name == "up")
            {
                stop.Cancel();
            }
        };
        watcher.EnableRaisingEvents = true;
        Assert.NotEqual(0, shell.Run("./parent", cancellation: stop.Token).Status);
        Assert.True(File.Exists(up));
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), directory => IsIn(directory, shell.Root));
    }

    private static bool IsIn(string process, string root)
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out int id) && id != Environment.ProcessId
                && Directory.ResolveLinkTarget(Path.Combine(process, "cwd"), false)?.FullName == root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed class UpperCaseRunner : IPowerShellRunner
    {
        public IReadOnlyList<string> Words { get; private set; } = [];

        public bool HasCommand(string name) => name == "ConvertTo-Upper";

        public int Run(PowerShellInvocation invocation)
        {
            Words = invocation.Words;
            while (invocation.Input.Peek(invocation.Cancellation) is { IsEmpty: false } there)
            {
                byte[] copy = there.ToArray();
                global::System.Text.Ascii.ToUpperInPlace(copy, out _);
                invocation.Output.Write(copy, invocation.Cancellation);
                invocation.Input.Advance(copy.Length);
            }

            return 0;
        }
    }
}
