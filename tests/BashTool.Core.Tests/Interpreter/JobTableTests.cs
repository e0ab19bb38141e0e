using BashTool.Core.Interpreter;

namespace BashTool.Core.Tests.Interpreter;

public sealed class JobTableTests
{
    private readonly JobTable table = new();
    private int lastId = 100;

    [Fact]
    public void Jobs_are_numbered_above_the_highest()
    {
        (_, TaskCompletionSource<int> first) = Start("a");
        Start("b");
        End(first, 0);
        table.NotifyAndClean(null, keepEnded: false);
        (Job third, _) = Start("c");
        Assert.Equal(3, third.Number);
    }

    [Fact]
    public void The_newest_running_job_is_the_current_one()
    {
        (Job a, _) = Start("a");
        (Job b, _) = Start("b");
        (Job c, TaskCompletionSource<int> last) = Start("c");
        Assert.Equal("  ,- ,+ ", $"{table.Mark(a)} ,{table.Mark(b)} ,{table.Mark(c)} ");
        End(last, 0);
        table.Remove(c);
        Assert.Equal(b, table.Current);
        Assert.Equal(a, table.Previous);
    }

    [Theory]
    [InlineData("%1", 1)]
    [InlineData("1", 1)]
    [InlineData("%%", 3)]
    [InlineData("%+", 3)]
    [InlineData("%", 3)]
    [InlineData("%-", 2)]
    [InlineData("%cat", 3)]
    [InlineData("%?y", 2)]
    [InlineData("%9", 0)]
    [InlineData("%nosuch", 0)]
    public void A_job_is_found_by_its_specification(string specification, int number)
    {
        Start("sleep 5");
        Start("sleep y");
        Start("cat");
        Assert.Equal(number, table.Find(specification, out bool ambiguous)?.Number ?? 0);
        Assert.False(ambiguous);
    }

    [Fact]
    public void A_beginning_that_fits_two_jobs_is_ambiguous()
    {
        Start("sleep 5");
        Start("sleep 6");
        Assert.Null(table.Find("%sl", out bool ambiguous));
        Assert.True(ambiguous);
    }

    [Fact]
    public void A_listing_shows_state_and_command()
    {
        (Job job, TaskCompletionSource<int> completion) = Start("sleep 5");
        Assert.Equal("[1]+  Running                 sleep 5 &\n", table.Format(job));
        Assert.Equal("[1]+ 101 Running                 sleep 5 &\n", table.Format(job, withProcessId: true));
        End(completion, 3);
        Assert.Equal("[1]+  Exit 3                  sleep 5\n", table.Format(job));
    }

    [Fact]
    public void A_job_that_a_signal_ended_is_reported_once()
    {
        (Job job, TaskCompletionSource<int> completion) = Start("sleep 5");
        job.Deliver(Signals.Kill);
        End(completion, 137);
        var messages = new List<string>();
        table.NotifyAndClean(messages.Add, keepEnded: true);
        table.NotifyAndClean(messages.Add, keepEnded: true);
        Assert.Equal(["  101 Killed                  sleep 5"], messages);
        Assert.Empty(table.All);
        Assert.Equal(137, table.RememberedStatus(101));
    }

    [Fact]
    public void A_job_that_caught_the_signal_goes_on()
    {
        (Job job, _) = Start("sleep 5");
        job.Receive = static _ => true;
        job.Deliver(Signals.Terminate);
        Assert.Equal(JobState.Running, job.State);
    }

    [Fact]
    public void A_script_keeps_ended_jobs_until_they_are_asked_for()
    {
        (_, TaskCompletionSource<int> completion) = Start("a");
        End(completion, 0);
        table.NotifyAndClean(null, keepEnded: true);
        Assert.Single(table.All);
        table.NotifyAndClean(null, keepEnded: false);
        Assert.Empty(table.All);
    }

    [Fact]
    public void Waiting_for_any_gives_the_one_that_ended()
    {
        Start("a");
        (Job b, TaskCompletionSource<int> completion) = Start("b");
        End(completion, 4);
        Assert.Equal(JobWaitResult.Ended, table.WaitAny(table.All, CancellationToken.None, out Job? ended));
        Assert.Equal(b, ended);
        Assert.Equal(4, ended!.Status);
    }

    [Fact]
    public void A_wait_ends_when_the_job_does_on_another_thread()
    {
        (Job job, TaskCompletionSource<int> completion) = Start("a");
        var thread = new Thread(() => End(completion, 0));
        thread.Start();
        Assert.Equal(JobWaitResult.Ended, table.Wait(job, TestContext.Current.CancellationToken));
        thread.Join();
    }

    [Fact]
    public void A_trapped_signal_ends_a_wait()
    {
        (Job job, _) = Start("a");
        table.Interrupt();
        Assert.Equal(JobWaitResult.Interrupted, table.Wait(job, CancellationToken.None));
    }

    [Fact]
    public void A_substitution_sees_the_jobs_of_its_parent_until_it_starts_its_own()
    {
        Start("a");
        JobTable copy = table.ForSubstitution();
        Assert.True(copy.IsForeign);
        Assert.Single(copy.All);
        Job own = new() { ProcessId = 7, CommandText = "own", Completion = new TaskCompletionSource<int>().Task };
        copy.Add(own);
        Assert.Equal([own], copy.All);
    }

    private (Job Job, TaskCompletionSource<int> Completion) Start(string text)
    {
        var completion = new TaskCompletionSource<int>();
        var job = new Job { ProcessId = ++lastId, CommandText = text, Completion = completion.Task };
        table.Add(job);
        return (job, completion);
    }

    private static void End(TaskCompletionSource<int> completion, int status) => completion.SetResult(status);
}
