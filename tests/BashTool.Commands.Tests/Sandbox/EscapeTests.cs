using System.Text.RegularExpressions;
using BashTool.Core.Interpreter;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>
/// The attempts in escapes.txt, each run for real in a workspace with a secret beside it: nothing outside is read or changed,
/// what is refused carries its code, and the validator says beforehand what can be known.
/// </summary>
public sealed partial class EscapeTests
{
    // They run side by side on machines of all speeds; what runs away is ended by whichever limit comes first.
    private static readonly ExecutionLimits Limits = ExecutionLimits.Hardened.With("wallTime", 5_000).With("outputBytes", 4 << 20).With("fileSize", 4 << 20);

    private sealed record Attempt(int Line, string RunCode, string PlanCode, string Script);

    private static List<Attempt> Load()
    {
        var attempts = new List<Attempt>();
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sandbox", "escapes.txt"));
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("# ", StringComparison.Ordinal) && lines[i].Split('\t') is [var run, var plan, var script])
            {
                attempts.Add(new Attempt(i + 1, run, plan, script.Replace('\u21B5', '\n')));
            }
        }

        return attempts;
    }

    [Fact]
    public void There_are_more_than_three_hundred() => Assert.True(Load().Count > 300);

    [Fact]
    public void None_gets_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the links and devices are those of Linux");
        var wrong = new List<string>();
        Parallel.ForEach(Load(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, attempt =>
        {
            string problem = Run(attempt);
            if (problem.Length > 0)
            {
                lock (wrong)
                {
                    wrong.Add($"{attempt.Line}: {attempt.Script}: {problem}");
                }
            }
        });
        wrong.Sort(StringComparer.Ordinal);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Run(Attempt attempt)
    {
        using var shell = new SandboxedShell(static policy => policy with { Limits = Limits });
        string home = shell.Home;
        Directory.CreateDirectory(home + "/sub");
        File.WriteAllText(home + "/f", "inside\n");
        foreach ((string name, string target) in (ReadOnlySpan<(string, string)>)
        [
            ("link-file", shell.Outside + "/secret"), ("link-dir", shell.Outside), ("link-root", "/"), ("link-up", "../.."), ("link-chain", "link-dir"),
            ("link-loop", "link-loop"), ("sub/link-dir", "../../../outside"),
        ])
        {
            File.CreateSymbolicLink($"{home}/{name}", target);
        }

        string script = attempt.Script.Replace("@OUT@", shell.Outside, StringComparison.Ordinal);
        string before = shell.Picture();
        var capabilities = new HostCapabilities(
            StandardCommands.NewCatalog(), BuiltinCatalog.Contains, shell.Shell.Sandbox.Policy, HostEnvironment.HostPath, HostPath.OfThisMachine(shell.Root));
        SandboxVerdict verdict = new SandboxValidator(shell.Shell.Sandbox, capabilities).Validate(script);
        CommandResult result = shell.Run(script);
        if (shell.Picture() != before)
        {
            return "something outside was changed";
        }

        if (result.Output.Contains(SandboxedShell.Secret, StringComparison.Ordinal) || result.Error.Contains(SandboxedShell.Secret, StringComparison.Ordinal))
        {
            return "the secret was read";
        }

        foreach (string file in Directory.EnumerateFiles(shell.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (new FileInfo(file) is { LinkTarget: null, Length: > 0 and < 100_000 } && File.ReadAllText(file).Contains(SandboxedShell.Secret, StringComparison.Ordinal))
            {
                return $"the secret was copied to {file}";
            }
        }

        // A workspace has a /tmp of its own: seen from there, a path below the machine's is none that leads out, only one that is not there.
        return shell.Outside.StartsWith("/tmp/", StringComparison.Ordinal) ? "" : CheckCodes(attempt, shell, verdict, result);
    }

    private static string CheckCodes(Attempt attempt, SandboxedShell shell, SandboxVerdict verdict, CommandResult result)
    {
        bool isRun = attempt.RunCode switch
        {
            "-" => true,
            _ when attempt.RunCode.StartsWith("BT-LIM", StringComparison.Ordinal) => shell.Limit is not null && result.Status == 125,
            _ => Codes().Matches(result.Error).Any(match => match.Value == attempt.RunCode),
        };
        if (!isRun)
        {
            return $"ran without {attempt.RunCode}: {result.Status} {result.Error.Trim()}";
        }

        return attempt.PlanCode == "-" || verdict.Findings.Any(finding => attempt.PlanCode.Split('|').Contains(finding.Code))
            ? ""
            : $"not foreseen as {attempt.PlanCode}: {string.Join("; ", verdict.Findings)}";
    }

    [Fact]
    public void A_finding_says_where_what_why_and_how_to_allow_it()
    {
        using var shell = new SandboxedShell();
        var capabilities = new HostCapabilities(
            StandardCommands.NewCatalog(), BuiltinCatalog.Contains, shell.Shell.Sandbox.Policy, HostEnvironment.HostPath, HostPath.OfThisMachine(shell.Root));
        SandboxFinding finding = Assert.Single(new SandboxValidator(shell.Shell.Sandbox, capabilities).Validate("echo ok\necho x | tee /etc/passwd").Findings);
        Assert.Equal(("BT-FS-001", FindingSeverity.Error, 2, "/etc/passwd"), (finding.Code, finding.Severity, finding.Line, finding.Subject));
        Assert.True(finding.Column > 1 && finding.Reason.Length > 0 && finding.Remedy.Length > 0 && finding.Message.Length > 0);
    }

    [GeneratedRegex("BT-[A-Z]+-[0-9]+")]
    private static partial Regex Codes();
}
