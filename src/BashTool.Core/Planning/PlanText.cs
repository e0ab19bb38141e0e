using System.Globalization;
using System.Text;

namespace BashTool.Core.Planning;

/// <summary>A plan as text for people.</summary>
public static class PlanText
{
    private const int WidestCommand = 44;

    public static string Render(ExecutionStrategy strategy)
    {
        PipelineAnalysis analysis = strategy.Analysis;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"strategy:   {strategy.Type} ({strategy.Reason})\n");
        if (strategy.Policy != StrategyPolicy.Auto)
        {
            text.Append(CultureInfo.InvariantCulture, $"policy:     {strategy.Policy}\n");
        }

        if (strategy.Fallback is { } fallback)
        {
            text.Append(CultureInfo.InvariantCulture, $"fallback:   {fallback}\n");
        }

        if (strategy.Uncontained.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"uncontained: {string.Join(' ', strategy.Uncontained)}\n");
        }

        if (strategy.Fusions.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"fused:      {string.Join(", ", strategy.Fusions)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"complexity: {analysis.Complexity}\n");
        text.Append(CultureInfo.InvariantCulture, $"structure:  {(analysis.Features.Count == 0 ? "a single command" : string.Join(", ", analysis.Features))}\n");
        if (analysis.Pattern is { } pattern)
        {
            text.Append(CultureInfo.InvariantCulture, $"pattern:    {pattern.Name} ({pattern.Shape}): {pattern.Meaning}");
            text.Append(pattern.Advice.Length == 0 ? "\n" : $"; {pattern.Advice}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"commands:   {analysis.CommandCount}");
        text.Append(analysis.CommandCount == 0 ? "\n" : $" ({string.Join(' ', analysis.CommandNames)})\n");
        int width = 0;
        foreach (PlannedStage stage in strategy.Stages)
        {
            width = Math.Max(width, Math.Min(stage.Text.Length, WidestCommand));
        }

        for (int i = 0; i < strategy.Stages.Count; i++)
        {
            AppendStage(text, i + 1, strategy.Stages[i], width);
        }

        return text.ToString();
    }

    private static void AppendStage(StringBuilder text, int number, PlannedStage stage, int width)
    {
        string command = stage.Text.Length <= WidestCommand ? stage.Text : stage.Text[..(WidestCommand - 3)] + "...";
        string executor = stage.Executor switch
        {
            StageExecutor.None => "fail",
            StageExecutor.InProcess => "in-process",
            _ => stage.Executor.ToString().ToLowerInvariant(),
        };
        text.Append(CultureInfo.InvariantCulture, $"{number,4}  {command.PadRight(width)}  {executor,-10}  {stage.Reason}");
        if (stage.Program is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({stage.Program})");
        }

        if (stage.Through is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", through {stage.Through}");
        }

        if (stage.Fallback != StageExecutor.None)
        {
            text.Append(CultureInfo.InvariantCulture, $"; else {stage.Fallback.ToString().ToLowerInvariant()}");
        }

        if (stage.Denial is { Remedy.Length: > 0 } denial)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({denial.Code}; {denial.Remedy})");
        }

        text.Append('\n');
    }
}
