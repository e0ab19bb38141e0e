using BashTool.Commands.Text;

namespace BashTool.Commands.Fusion;

/// <summary><c>sort | uniq | wc -l</c> and <c>sort -u | wc -l</c>: different lines are counted in a table, and nothing is sorted.</summary>
public sealed class DistinctCountFusion : StageFusion
{
    public override FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe)
    {
        bool bytes = stages[^1].Arguments is ["-c"] or ["--bytes"];
        if (!TallyWork.IsPlainSort(stages[0], readsPipe, unique: stages.Count == 2, out string file))
        {
            return null;
        }

        return (contexts, statuses, run) =>
        {
            long lines = 0;
            long size = 0;
            statuses[0] = run(contexts[0], sort =>
            {
                var tally = new LineTally();
                if (TallyWork.Read(sort, file, tally, repeats: false) is { } rest)
                {
                    var runs = new RunLengthFile((line, _) =>
                    {
                        lines++;
                        size += line.Length + 1;
                    });
                    CommandContext inner = sort.WithStreams(rest, runs, []);
                    int status = new SortCommand().Run(inner);
                    inner.Finish();
                    runs.Finish();
                    return status;
                }

                lines = tally.Count;
                for (int i = 0; i < tally.Count; i++)
                {
                    size += tally[i].Length + 1;
                }

                return 0;
            });
            statuses[^1] = run(contexts[^1], wc =>
            {
                wc.Output.Write(bytes ? size : lines);
                wc.Output.WriteByte((byte)'\n');
                return 0;
            });
        };
    }
}
