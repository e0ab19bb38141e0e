using System.Runtime.CompilerServices;
using BashTool.Core.Files;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Replays every case of tests/spec: in process, or with the executable that BASHTOOL_SPEC_SH names.</summary>
public sealed class SpecTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly Lazy<IReadOnlyDictionary<string, SpecCase>> All = new(() =>
        Directory.EnumerateFiles(SpecRoot(), "*.spec", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => SpecFile.Load(SpecRoot(), path).Cases)
            .ToDictionary(Row));

    /// <summary>With BASHTOOL_SPEC_EVERY=N every Nth case alone: enough for an executable that starts slowly.</summary>
    private static int Step => Number("BASHTOOL_SPEC_EVERY") is > 0 and var every ? every : 1;

    /// <summary>Which of every N: BASHTOOL_SPEC_FROM, below N.</summary>
    private static int First => Number("BASHTOOL_SPEC_FROM") % Step;

    private static int Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : 0;

    private static string? Executable => Environment.GetEnvironmentVariable("BASHTOOL_SPEC_SH");

    public static IEnumerable<TheoryDataRow<string>> Rows() =>
        All.Value.Keys.Where((_, index) => index % Step == First).Select(row => new TheoryDataRow<string>(row) { TestDisplayName = row });

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_script_does_what_bash_did(string row)
    {
        var @case = All.Value[row];
        var runner = CreateRunner();
        if (ReasonToSkip(@case) is { } why)
        {
            Assert.Skip(why);
        }

        Assert.NotNull(@case.Recorded);

        using var workspace = new SpecWorkspace(@case);
        using var cancellation = new CancellationTokenSource(TimeLimit);
        var actual = runner.Run(@case, workspace, cancellation.Token);
        var difference = SpecComparison.Difference(
            @case, actual, "bashtool", Path.GetFileName(Executable ?? "bash"), Executable ?? "bash");

        if (@case.KnownFailure is { } reason)
        {
            Assert.True(difference is not null, $"passes now; take its known-failure line out ({reason})");
        }
        else if (difference is not null)
        {
            Assert.Fail($"{@case.File}:{@case.Line}: {@case.Name}\n{difference}");
        }
    }

    [Fact]
    public void Every_case_is_recorded() =>
        Assert.Empty(All.Value.Where(c => c.Value.Recorded is null).Select(c => c.Key));

    private static string Row(SpecCase @case) => $"{@case.File}: {@case.Name}";

    private static ISpecRunner CreateRunner() =>
        Executable is { Length: > 0 } executable ? new ExecutableSpecRunner(executable) : new InProcessSpecRunner();

    private static string? ReasonToSkip(SpecCase @case)
    {
        var windows = OperatingSystem.IsWindows();
        if (@case.Needs == "permissions" && (windows || Environment.IsPrivilegedProcess))
        {
            return "permissions do not bind this user";
        }

        if (windows && @case.Sections.Any(static section => section.Key is "link" or "hardlink" or "fifo"))
        {
            return "its links and fifos are not laid out on Windows";
        }

        if (windows && @case.Sections.Any(static section => section.Key is "file" or "dir" && WindowsPath.CheckNames(section.Words[0]) != WindowsNameProblem.None))
        {
            return "the name of a file is none on Windows";
        }

        var here = @case.Only switch
        {
            null => true,
            "linux" => OperatingSystem.IsLinux(),
            "macos" => OperatingSystem.IsMacOS(),
            "windows" => windows,
            "unix" => !windows,
            var other => throw new SpecException("unknown system " + other),
        };
        return here ? null : @case.OnlyReason ?? "not for this system";
    }

    private static string SpecRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "spec"));
}
