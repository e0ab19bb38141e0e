using System.Globalization;
using BashTool.Core.Planning;

namespace BashTool.Core.Execution;

/// <summary>Success and time per command, executor and size class. Kept in memory, and in a file where one is given.</summary>
public sealed class ExecutionStatistics
{
    /// <summary>So many runs of each side make evidence.</summary>
    public const int EnoughRuns = 5;

    /// <summary>So much faster is clearly faster.</summary>
    public const double ClearlyFaster = 0.5;

    private const string Header = "# command\texecutor\tsize\truns\tsuccesses\tmicroseconds";

    private readonly Dictionary<(string Command, StageExecutor Executor, SizeClass Size), StatisticsRow> rows = [];
    private readonly Lock gate = new();

    /// <summary>Everything there is, by command, then size, then executor.</summary>
    public IReadOnlyList<StatisticsRow> Rows
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. rows.Values.OrderBy(static row => row.Command, StringComparer.Ordinal).ThenBy(static row => row.Size).ThenBy(static row => row.Executor),
                ];
            }
        }
    }

    /// <summary>The class of a number of bytes; negative for unknown.</summary>
    public static SizeClass Classify(long bytes)
    {
        const long small = 64 * 1024;
        const long medium = 16 * 1024 * 1024;
        return bytes < 0 ? SizeClass.Unknown : bytes <= small ? SizeClass.Small : bytes <= medium ? SizeClass.Medium : SizeClass.Large;
    }

    public void Record(string command, StageExecutor executor, SizeClass size, bool succeeded, TimeSpan time)
    {
        lock (gate)
        {
            StatisticsRow row = rows.GetValueOrDefault((command, executor, size))
                ?? new StatisticsRow { Command = command, Executor = executor, Size = size };
            rows[(command, executor, size)] = row with
            {
                Runs = row.Runs + 1,
                Successes = row.Successes + (succeeded ? 1 : 0),
                TotalTime = row.TotalTime + time,
            };
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            rows.Clear();
        }
    }

    /// <summary>
    /// A chain reordered: an executor goes before the first one if both have been tried often enough, it is at least as reliable,
    /// and clearly faster.
    /// </summary>
    public IReadOnlyList<StageExecutor> Reorder(IReadOnlyList<StageExecutor> chain, string command, SizeClass size)
    {
        if (chain.Count < 2)
        {
            return chain;
        }

        lock (gate)
        {
            if (!rows.TryGetValue((command, chain[0], size), out StatisticsRow? first) || first.Runs < EnoughRuns)
            {
                return chain;
            }

            StatisticsRow? best = null;
            foreach (StageExecutor other in chain)
            {
                if (other != chain[0] && rows.TryGetValue((command, other, size), out StatisticsRow? row) && row.Runs >= EnoughRuns
                    && row.SuccessRate >= first.SuccessRate && row.MeanTime < first.MeanTime * ClearlyFaster && (best is null || row.MeanTime < best.MeanTime))
                {
                    best = row;
                }
            }

            if (best is null)
            {
                return chain;
            }

            List<StageExecutor> order = [best.Executor];
            foreach (StageExecutor executor in chain)
            {
                if (executor != best.Executor)
                {
                    order.Add(executor);
                }
            }

            return order;
        }
    }

    /// <summary>Takes in what a file holds; lines that are no rows are skipped. A file that is not there holds nothing.</summary>
    public void Load(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split('\t');
            if (fields.Length != 6 || line.StartsWith('#')
                || !Enum.TryParse(fields[1], out StageExecutor executor) || !Enum.TryParse(fields[2], out SizeClass size)
                || !int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int runs)
                || !int.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out int successes)
                || !long.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds))
            {
                continue;
            }

            lock (gate)
            {
                StatisticsRow row = rows.GetValueOrDefault((fields[0], executor, size))
                    ?? new StatisticsRow { Command = fields[0], Executor = executor, Size = size };
                rows[(fields[0], executor, size)] = row with
                {
                    Runs = row.Runs + runs,
                    Successes = row.Successes + successes,
                    TotalTime = row.TotalTime + TimeSpan.FromMicroseconds(microseconds),
                };
            }
        }
    }

    /// <summary>Writes all rows to a file, replacing it in one step.</summary>
    public void Save(string path)
    {
        List<string> lines = [Header];
        foreach (StatisticsRow row in Rows)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Command}\t{row.Executor}\t{row.Size}\t{row.Runs}\t{row.Successes}\t{(long)row.TotalTime.TotalMicroseconds}"));
        }

        string draft = path + ".new";
        File.WriteAllLines(draft, lines);
        File.Move(draft, path, overwrite: true);
    }
}
