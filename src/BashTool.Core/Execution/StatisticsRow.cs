using BashTool.Core.Planning;

namespace BashTool.Core.Execution;

/// <summary>How one command fared with one executor on inputs of one size.</summary>
public sealed record StatisticsRow
{
    public required string Command { get; init; }

    public required StageExecutor Executor { get; init; }

    public required SizeClass Size { get; init; }

    public int Runs { get; init; }

    /// <summary>Runs whose status was not one of failure to run: anything but 126, 127 and a usage error of a command that was replaced.</summary>
    public int Successes { get; init; }

    public TimeSpan TotalTime { get; init; }

    public TimeSpan MeanTime => Runs == 0 ? TimeSpan.Zero : TotalTime / Runs;

    public double SuccessRate => Runs == 0 ? 0 : (double)Successes / Runs;
}
