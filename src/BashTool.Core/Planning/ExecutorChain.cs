using BashTool.Core.CommandModel;

namespace BashTool.Core.Planning;

/// <summary>The order in which executors are asked for one command: a policy, bounded by what the command's spec says of a real bash's tools.</summary>
public static class ExecutorChain
{
    private const int Uses = 3;
    private const int Variants = Uses * 2;

    private static readonly StageExecutor[][] Chains = MakeChains();

    /// <summary>The executors of a command that has a spec of ours or may have one.</summary>
    public static IReadOnlyList<StageExecutor> For(StrategyPolicy policy, string name, CommandSpec? spec) =>
        For(policy, GitBashRules.Use(name, spec), IsLong(name, spec));

    /// <summary>The executors by what is known of the command.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="use">Whether a real bash's tool may run it.</param>
    /// <param name="isLong">Whether our own form is a long emulation, which Classic puts last.</param>
    public static IReadOnlyList<StageExecutor> For(StrategyPolicy policy, GitBashUse use, bool isLong) =>
        Chains[((int)policy * Variants) + ((int)use * 2) + (isLong ? 1 : 0)];

    /// <summary>Whether our own form of a command is a whole language or algorithm rather than a few lines.</summary>
    public static bool IsLong(string name, CommandSpec? spec) => GitBashRules.Use(name, spec) == GitBashUse.Always;

    private static StageExecutor[][] MakeChains()
    {
        StrategyPolicy[] policies = Enum.GetValues<StrategyPolicy>();
        var chains = new StageExecutor[policies.Length * Variants][];
        foreach (StrategyPolicy policy in policies)
        {
            for (int use = 0; use < Uses; use++)
            {
                for (int size = 0; size < 2; size++)
                {
                    chains[((int)policy * Variants) + (use * 2) + size] = Make(policy, (GitBashUse)use, size == 1);
                }
            }
        }

        return chains;
    }

    private static StageExecutor[] Make(StrategyPolicy policy, GitBashUse use, bool isLong)
    {
        StageExecutor[] order = policy switch
        {
            StrategyPolicy.InProcess => [StageExecutor.InProcess],
            StrategyPolicy.Classic when isLong => [StageExecutor.Native, StageExecutor.Bash, StageExecutor.InProcess],
            StrategyPolicy.Classic => [StageExecutor.Native, StageExecutor.InProcess, StageExecutor.Bash],
            StrategyPolicy.PreferNative => [StageExecutor.Native, StageExecutor.InProcess, StageExecutor.Bash, StageExecutor.PowerShell],
            StrategyPolicy.PreferBash => [StageExecutor.Bash, StageExecutor.InProcess, StageExecutor.Native, StageExecutor.PowerShell],
            _ => [StageExecutor.InProcess, StageExecutor.Native, StageExecutor.Bash, StageExecutor.PowerShell],
        };

        // What a real bash may never run, it is not asked for under the policies that look to it first.
        return use == GitBashUse.Never && policy is (StrategyPolicy.Classic or StrategyPolicy.PreferBash)
            ? Array.FindAll(order, static executor => executor != StageExecutor.Bash)
            : order;
    }
}
