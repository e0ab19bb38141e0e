using BashTool.Core.Execution;
using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Execution;

public sealed class ExecutionStatisticsTests
{
    private static readonly StageExecutor[] Chain = [StageExecutor.InProcess, StageExecutor.Native, StageExecutor.Bash];

    private static ExecutionStatistics With(StageExecutor executor, int runs, double milliseconds, bool succeeds = true, ExecutionStatistics? into = null)
    {
        into ??= new ExecutionStatistics();
        for (int i = 0; i < runs; i++)
        {
            into.Record("grep", executor, SizeClass.Large, succeeds, TimeSpan.FromMilliseconds(milliseconds));
        }

        return into;
    }

    [Theory]
    [InlineData(-1, SizeClass.Unknown)]
    [InlineData(0, SizeClass.Small)]
    [InlineData(65536, SizeClass.Small)]
    [InlineData(65537, SizeClass.Medium)]
    [InlineData(16777216, SizeClass.Medium)]
    [InlineData(16777217, SizeClass.Large)]
    public void Sizes_fall_into_classes(long bytes, SizeClass size) => Assert.Equal(size, ExecutionStatistics.Classify(bytes));

    [Fact]
    public void Runs_successes_and_times_add_up()
    {
        ExecutionStatistics statistics = With(StageExecutor.Native, 3, 10);
        With(StageExecutor.Native, 1, 30, succeeds: false, statistics);
        StatisticsRow row = Assert.Single(statistics.Rows);
        Assert.Equal((4, 3, 15.0, 0.75), (row.Runs, row.Successes, row.MeanTime.TotalMilliseconds, row.SuccessRate));
    }

    [Fact]
    public void Clear_evidence_puts_an_executor_first()
    {
        ExecutionStatistics statistics = With(StageExecutor.InProcess, 5, 100);
        With(StageExecutor.Native, 5, 10, true, statistics);
        Assert.Equal([StageExecutor.Native, StageExecutor.InProcess, StageExecutor.Bash], statistics.Reorder(Chain, "grep", SizeClass.Large));
        Assert.Same(Chain, statistics.Reorder(Chain, "grep", SizeClass.Small));
        Assert.Same(Chain, statistics.Reorder(Chain, "sed", SizeClass.Large));
    }

    [Theory]
    [InlineData(4, 10.0, true)]
    [InlineData(5, 60.0, true)]
    [InlineData(5, 10.0, false)]
    public void Few_runs_little_gain_or_failures_are_no_evidence(int runs, double milliseconds, bool succeeds)
    {
        ExecutionStatistics statistics = With(StageExecutor.InProcess, 5, 100);
        With(StageExecutor.Native, runs, milliseconds, succeeds, statistics);
        Assert.Same(Chain, statistics.Reorder(Chain, "grep", SizeClass.Large));
    }

    [Fact]
    public void A_file_keeps_them()
    {
        string directory = Directory.CreateTempSubdirectory("bashtool-statistics-").FullName;
        try
        {
            string file = Path.Combine(directory, "s.tsv");
            ExecutionStatistics statistics = With(StageExecutor.Native, 3, 10);
            statistics.Save(file);
            var read = new ExecutionStatistics();
            read.Load(file);
            read.Load(Path.Combine(directory, "none"));
            Assert.Equal(statistics.Rows, read.Rows);
            File.AppendAllText(file, "nonsense\n\t\t\t\t\t\n");
            read.Load(file);
            Assert.Equal(6, Assert.Single(read.Rows).Runs);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
