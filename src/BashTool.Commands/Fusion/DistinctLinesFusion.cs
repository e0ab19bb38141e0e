using BashTool.Commands.Text;

namespace BashTool.Commands.Fusion;

/// <summary><c>... | sort -u</c>: repeats are dropped in a table before anything is sorted.</summary>
public sealed class DistinctLinesFusion : StageFusion
{
    public override FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe)
    {
        if (!readsPipe || !TallyWork.IsPlainSort(stages[0], readsPipe, unique: true, out string file) || file != "-")
        {
            return null;
        }

        return static (contexts, statuses, run) => statuses[0] = run(contexts[0], static sort =>
        {
            var tally = new LineTally();
            if (TallyWork.Read(sort, "-", tally, repeats: false) is { } rest)
            {
                CommandContext inner = sort.WithStreams(rest);
                int status = new SortCommand().Run(inner);
                inner.Finish();
                return status;
            }

            foreach (int index in TallyWork.Order(tally, sort, out _))
            {
                sort.Output.WriteLine(tally[index]);
            }

            return 0;
        });
    }
}
