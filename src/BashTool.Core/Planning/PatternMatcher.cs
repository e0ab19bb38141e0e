namespace BashTool.Core.Planning;

/// <summary>Finds the pattern of the catalogue that a script follows.</summary>
internal static class PatternMatcher
{
    /// <summary>The most telling pattern in any of the pipelines; null if there is none.</summary>
    public static CommandPattern? Best(IEnumerable<IReadOnlyList<CommandUse>> pipelines)
    {
        CommandPattern? best = null;
        int bestWeight = 0;
        foreach (IReadOnlyList<CommandUse> stages in pipelines)
        {
            foreach (CommandPattern pattern in PatternCatalogue.All)
            {
                int weight = Weight(pattern);
                if (weight > bestWeight && Occurs(pattern, stages))
                {
                    best = pattern;
                    bestWeight = weight;
                }
            }
        }

        return best;
    }

    /// <summary>The names of the patterns whose fused form would run, for pipelines whose stages are all in process.</summary>
    public static IReadOnlyList<string> Fusions(IReadOnlyList<IReadOnlyList<CommandUse>> pipelines, IReadOnlyList<PlannedStage> stages)
    {
        var outside = new HashSet<int>();
        foreach (PlannedStage stage in stages)
        {
            if (stage.Executor is not (StageExecutor.InProcess or StageExecutor.Shell))
            {
                outside.Add(stage.Position);
            }
        }

        List<string> names = [];
        foreach (IReadOnlyList<CommandUse> pipeline in pipelines)
        {
            foreach (CommandPattern pattern in PatternCatalogue.Fused)
            {
                if (!names.Contains(pattern.Name) && Occurs(pattern, pipeline) && !pipeline.Any(use => outside.Contains(use.Span.Start)))
                {
                    names.Add(pattern.Name);
                }
            }
        }

        return names;
    }

    private static int Weight(CommandPattern pattern)
    {
        int weight = 0;
        foreach (PatternStep step in pattern.Steps)
        {
            weight += (step.Command == PatternStep.Any ? 50 : 100) + step.Letters.Length + (step.Word is null ? 0 : 1);
        }

        return weight;
    }

    private static bool Occurs(CommandPattern pattern, IReadOnlyList<CommandUse> stages)
    {
        for (int start = 0; start + pattern.Steps.Count <= stages.Count; start++)
        {
            if (MatchesAt(pattern, stages, start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pattern's steps are the stages from one on.</summary>
    public static bool MatchesAt(CommandPattern pattern, IReadOnlyList<CommandUse> stages, int start)
    {
        for (int i = 0; i < pattern.Steps.Count; i++)
        {
            PatternStep step = pattern.Steps[i];
            CommandUse use = stages[start + i];
            if (!step.Names(use.Name) || (step.Word is not null && !use.HasWord(step.Word)))
            {
                return false;
            }

            foreach (char letter in step.Letters)
            {
                if (!use.HasLetter(letter))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
