using BashTool.Fuzzing;

namespace BashTool.Commands.Tests;

/// <summary>A few hundred rounds of the fuzzer with a fixed seed, where the real tools are those that the cases were recorded from.</summary>
public sealed class FuzzingSmokeTests
{
    private static readonly string[] Commands = ["cat", "head", "tail", "wc", "sort", "uniq", "cut", "tr", "comm", "nl", "fold", "expand", "diff", "cmp", "sed", "grep"];

    [Fact]
    public void Three_hundred_rounds_show_no_difference()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/etc/debian_version") && File.ReadAllText("/etc/debian_version").StartsWith("12", StringComparison.Ordinal), "the real tools are not those of Debian 12");
        Assert.SkipUnless(Commands.All(c => RealRunner.Find(c) is not null), "a real tool is missing");
        var finds = new List<string>();
        var session = new FuzzSession(new FuzzOptions { Seed = 1, Rounds = 320, Commands = Commands, ShrinkBudget = 50 }, find =>
        {
            lock (finds)
            {
                finds.Add(find.Describe());
            }
        });

        session.Run();

        Assert.Empty(finds);
    }
}
