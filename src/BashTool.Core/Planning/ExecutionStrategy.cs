namespace BashTool.Core.Planning;

/// <summary>How a script would be run, command by command, and why. Advice: what runs decides for itself.</summary>
public sealed record ExecutionStrategy
{
    public required StrategyType Type { get; init; }

    public required string Reason { get; init; }

    public required PipelineAnalysis Analysis { get; init; }

    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    /// <summary>The order of executors that was asked for.</summary>
    public StrategyPolicy Policy { get; init; }

    /// <summary>How it would be run if the first choice were not there; null where there is no other way.</summary>
    public StrategyType? Fallback { get; init; }

    /// <summary>Where the script can be cut so that each piece runs by its best executor.</summary>
    public IReadOnlyList<SplitPoint> SplitPoints { get; init; } = [];

    public bool CanSplit => SplitPoints.Count > 0;

    /// <summary>The constructs that are declared unsupported in process; a real bash has to run them.</summary>
    public IReadOnlyList<UnsupportedConstruct> Unsupported { get; init; } = [];

    /// <summary>The names of commands that would run outside of the sandbox, each once.</summary>
    public IReadOnlyList<string> Uncontained
    {
        get
        {
            List<string> names = [];
            foreach (PlannedStage stage in Stages)
            {
                if (stage.IsUncontained && !names.Contains(stage.Command))
                {
                    names.Add(stage.Command);
                }
            }

            return names;
        }
    }

    /// <summary>The fused forms that would run several stages as one, by the pattern's name.</summary>
    public IReadOnlyList<string> Fusions { get; init; } = [];

    public override string ToString() => PlanText.Render(this);
}
