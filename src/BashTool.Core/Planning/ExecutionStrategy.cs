namespace BashTool.Core.Planning;

/// <summary>How a script would be run, command by command, and why. Advice: what runs decides for itself.</summary>
public sealed record ExecutionStrategy
{
    public required StrategyType Type { get; init; }

    public required string Reason { get; init; }

    public required PipelineAnalysis Analysis { get; init; }

    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    public override string ToString() => PlanText.Render(this);
}
