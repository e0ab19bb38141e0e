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
            if (pipeline.Any(use => outside.Contains(use.Span.Start)))
            {
                continue;
            }

            // The most telling patterns first; one that adds no stage to them adds nothing.
            var covered = new HashSet<int>();
            foreach (CommandPattern pattern in PatternCatalogue.Fused)
            {
                int at = Find(pattern, pipeline);
                if (at < 0 || Enumerable.Range(at, pattern.Steps.Count).All(covered.Contains))
                {
                    continue;
                }

                covered.UnionWith(Enumerable.Range(at, pattern.Steps.Count));
                if (!names.Contains(pattern.Name))
                {
                    names.Add(pattern.Name);
                }
            }
        }

        return names;
    }

    /// <summary>How much a pattern tells: its steps first, then what they ask of them.</summary>
    public static int Weight(CommandPattern pattern)
    {
        int weight = 0;
        foreach (PatternStep step in pattern.Steps)
        {
            weight += (step.Command == PatternStep.Any ? 50 : 100) + step.Letters.Length + (step.Word is null ? 0 : 1);
        }

        return weight;
    }

    private static bool Occurs(CommandPattern pattern, IReadOnlyList<CommandUse> stages) => Find(pattern, stages) >= 0;

    private static int Find(CommandPattern pattern, IReadOnlyList<CommandUse> stages)
    {
        for (int start = 0; start + pattern.Steps.Count <= stages.Count; start++)
        {
            if (MatchesAt(pattern, stages, start))
            {
                return start;
            }
        }

        return -1;
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
