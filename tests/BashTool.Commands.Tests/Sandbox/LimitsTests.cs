using BashTool.Core.Limits;
using BashTool.Core.Sandbox;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>A limit is loud, ends the whole command line, and shows in the result.</summary>
public sealed class LimitsTests
{
    public static TheoryData<string, string, string, string> Runaways => new()
    {
        { "loopIterations=50", "BT-LIM-004", "50", "while :; do :; done" },
        { "loopIterations=50", "BT-LIM-004", "50", "for ((;;)); do :; done" },
        { "loopIterations=50", "BT-LIM-004", "50", "until false; do :; done" },
        { "loopIterations=50", "BT-LIM-004", "50", "for i in {1..100}; do :; done" },
        { "loopIterations=50", "BT-LIM-004", "50", "x=$(while :; do :; done); echo $x" },
        { "loopIterations=50", "BT-LIM-004", "50", "(while :; do :; done) || echo caught" },
        { "loopIterations=50", "BT-LIM-004", "50", "echo a | while :; do :; done | cat" },
        { "loopIterations=50", "BT-LIM-004", "50", "while :; do :; done | cat | cat" },
        { "loopIterations=50", "BT-LIM-004", "50", "trap 'while :; do :; done' EXIT; exit 3" },
        { "loopIterations=50", "BT-LIM-004", "50", "trap 'while :; do :; done' ERR; false" },
        { "loopIterations=50", "BT-LIM-004", "50", "eval 'while :; do :; done'" },
        { "loopIterations=50", "BT-LIM-004", "50", "bash -c 'while :; do :; done'; echo next" },
        { "loopIterations=50", "BT-LIM-004", "50", "cat <(while :; do :; done)" },
        { "loopIterations=50", "BT-LIM-004", "50", "while :; do :; done & wait" },
        { "loopIterations=50", "BT-LIM-004", "50", "for i in {1..10}; do for j in {1..10}; do :; done; done" },
        { "loopIterations=50", "BT-LIM-004", "50", "while :; do x=$(for i in 1 2 3; do :; done); done" },
        { "loopIterations=50", "BT-LIM-004", "50", "find . -exec bash -c 'while :; do :; done' ';'" },
        { "loopIterations=50", "BT-LIM-004", "50", "echo x | xargs -n1 sh -c 'while :; do :; done'" },
        { "loopIterations=50", "BT-LIM-004", "50", "f() { while :; do :; done; }; f || true; echo no" },
        { "loopIterations=50", "BT-LIM-004", "50", "if while :; do :; done; then echo no; else echo no; fi" },
        { "loopIterations=50", "BT-LIM-004", "50", "! while :; do :; done" },
        { "commands=20", "BT-LIM-011", "20", "f() { :; :; :; :; f; }; f" },
        { "commands=20", "BT-LIM-011", "20", "while :; do :; done" },
        { "recursionDepth=30", "BT-LIM-005", "30", "f() { f; }; f" },
        { "recursionDepth=30", "BT-LIM-005", "30", "e='eval \"$e\"'; eval \"$e\"" },
        { "recursionDepth=30", "BT-LIM-005", "30", "echo '. ./s' > s; . ./s" },
        { "subshellDepth=5", "BT-LIM-010", "5", "f() { ( f ); }; f" },
        { "subshellDepth=5", "BT-LIM-010", "5", "f() { echo $(f); }; f" },
        { "subshellDepth=5", "BT-LIM-010", "5", "f() { f | cat; }; f" },
        { "pipelineLength=3", "BT-LIM-009", "3", "echo a | cat | cat | cat" },
        { "expansionWords=100", "BT-LIM-007", "100", "echo {1..101}" },
        { "expansionWords=100", "BT-LIM-007", "100", "echo {1..20}{1..20}" },
        { "expansionWords=100", "BT-LIM-007", "100", "x=$(seq 200); echo $x" },
        { "expansionBytes=1000", "BT-LIM-006", "1000", "x=$(seq 1000)" },
        { "expansionBytes=1000", "BT-LIM-006", "1000", "x=x; while :; do x=$x$x; done" },
        { "expansionBytes=1000", "BT-LIM-006", "1000", "seq 1000 > f; x=$(<f)" },
        { "globResults=3", "BT-LIM-018", "3", "touch 1 2 3 4; echo *" },
        { "globResults=3", "BT-LIM-018", "3", "mkdir -p a/b/c/d; shopt -s globstar; echo **" },
        { "outputBytes=100", "BT-LIM-003", "100", "yes" },
        { "outputBytes=100", "BT-LIM-003", "100", "yes >&2" },
        { "outputBytes=100", "BT-LIM-003", "100", "yes | cat" },
        { "outputBytes=100", "BT-LIM-003", "100", "while :; do echo line; done" },
        { "openFiles=3", "BT-LIM-008", "3", "touch f; while :; do exec {d}<f; done" },
        { "fileSize=1000", "BT-LIM-016", "1000", "yes > big" },
        { "fileSize=1000", "BT-LIM-016", "1000", "truncate -s 2000 big" },
        { "fileSize=1000", "BT-LIM-016", "1000", "while :; do echo abcdefgh; done >> big" },
        { "fileSize=1000", "BT-LIM-016", "1000", "seq 1000 | tee big >/dev/null" },
        { "fileSize=1000", "BT-LIM-016", "1000", "dd if=/dev/zero of=big bs=100 seek=10 count=1" },
        { "writtenBytes=1000", "BT-LIM-017", "1000", "while :; do seq 100 > f; done" },
        { "scriptBytes=20", "BT-LIM-012", "20", "echo this is a script that is too long" },
        { "scriptBytes=60", "BT-LIM-012", "60", "eval \"$(printf '%0100d' 0)\"" },
        { "backgroundJobs=3", "BT-LIM-014", "3", "while :; do sleep 60 & done" },
        { "backgroundJobs=10", "BT-LIM-014", "10", ":(){ :|:& };: ; sleep 60" },
        { "processes=3", "BT-LIM-019", "3", "sleep 60 | sleep 60 | sleep 60 | sleep 60 | sleep 60" },
        { "wallTime=50ms", "BT-LIM-001", "0.05s", "while :; do :; done" },
        { "wallTime=50ms", "BT-LIM-001", "0.05s", "sleep 60" },
        { "wallTime=50ms", "BT-LIM-001", "0.05s", "(sleep 60 & wait)" },
        { "wallTime=50ms", "BT-LIM-001", "0.05s", "mkfifo p; cat p" },
        { "wallTime=50ms", "BT-LIM-001", "0.05s", "yes | sort >/dev/null" },
        { "processorTime=50ms", "BT-LIM-002", "0.05s", "while :; do :; done" },
        { "processorTime=50ms", "BT-LIM-002", "0.05s", "true | while :; do :; done | cat" },
    };

    [Theory]
    [MemberData(nameof(Runaways))]
    public void A_runaway_ends_the_command_line(string setting, string code, string value, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && script.Contains("mkfifo", StringComparison.Ordinal), "Windows has no fifos");
        int equals = setting.IndexOf('=');
        string name = setting[..equals];
        long bound = ExecutionLimits.ParseSetting(name, setting[(equals + 1)..])!.Value;
        using var shell = new SandboxedShell(policy => policy with { Limits = ExecutionLimits.Standard.With(name, bound) });
        CommandResult result = shell.Run(script + "\necho SURVIVED");
        Assert.Equal(125, result.Status);
        Assert.NotNull(shell.Limit);
        Assert.Equal((code, value), (shell.Limit.Code, shell.Limit.Text));
        Assert.EndsWith($"bash: limit {shell.Limit.Name} ({value}) reached\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SURVIVED", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no\n", result.Output, StringComparison.Ordinal);

        // The shell is as good as before.
        Assert.Equal("still here\n", shell.Run("echo still here").Output);
        Assert.Null(shell.Limit);
    }

    [Fact]
    public void Values_that_grow_without_end_reach_the_memory_limit()
    {
        using var shell = new SandboxedShell(policy => policy with { Limits = ExecutionLimits.Standard.With("valueMemory", 40 << 20) });
        CommandResult result = shell.Run("a=(); while :; do a+=(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$RANDOM); done");
        Assert.Equal((125, "BT-LIM-015"), (result.Status, shell.Limit?.Code));
    }

    [Fact]
    public void Exactly_as_much_as_a_limit_allows_is_allowed()
    {
        ExecutionLimits limits = ExecutionLimits.Standard.With("loopIterations", 100).With("pipelineLength", 3).With("expansionWords", 100).With("globResults", 3)
            .With("fileSize", 10).With("writtenBytes", 10).With("commands", 120);
        using var shell = new SandboxedShell(policy => policy with { Limits = limits });
        CommandResult result = shell.Run("for i in {1..100}; do :; done; touch 1 2 3; echo * | cat | cat; printf 123456789x > f; echo {1..99} | wc -w");
        Assert.Equal("1 2 3\n99\n", result.Output);
        Assert.Equal((0, ""), (result.Status, result.Error));
    }

    [Fact]
    public void Ordinary_work_is_not_hindered()
    {
        using var shell = new SandboxedShell(policy => policy with { Limits = ExecutionLimits.Hardened });
        CommandResult result = shell.Run("s=0; for ((i=0; i<100000; i++)); do ((s+=i)); done; echo $s; seq 100000 | wc -l");
        Assert.Equal("4999950000\n100000\n", result.Output);
    }

    [Fact]
    public void The_output_so_far_is_kept()
    {
        using var shell = new SandboxedShell(policy => policy with { Limits = ExecutionLimits.Standard.With("loopIterations", 3) });
        Assert.Equal("1\n2\n3\n", shell.Run("for i in 1 2 3 4; do echo $i; done").Output);
    }
}
