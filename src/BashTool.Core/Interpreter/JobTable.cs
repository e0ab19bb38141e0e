using BashTool.Core.Streams;

namespace BashTool.Core.Interpreter;

/// <summary>How a wait ended.</summary>
public enum JobWaitResult
{
    /// <summary>A job ended.</summary>
    Ended,

    /// <summary>There was nothing to wait for.</summary>
    Nothing,

    /// <summary>A signal that the shell traps came in between.</summary>
    Interrupted,
}

/// <summary>The jobs of a shell. Used by the shell's own thread; jobs may end and <see cref="Interrupt"/> may be called on others.</summary>
public sealed class JobTable
{
    private const int RememberedStatuses = 4096;

    private readonly List<Job> jobs = [];
    private readonly ManualResetEventSlim wake = new(false);
    private Dictionary<int, int>? statuses;
    private Queue<int>? remembered;
    private Job? current;
    private Job? previous;
    private Job? lastStarted;
    private int interrupted;

    /// <summary>The jobs by number.</summary>
    public IReadOnlyList<Job> All => jobs;

    /// <summary>A subshell of its own kind may look at these jobs but not wait for them (<c>$(jobs)</c>).</summary>
    public bool IsForeign { get; private set; }

    /// <summary><c>%+</c></summary>
    public Job? Current => current;

    /// <summary><c>%-</c></summary>
    public Job? Previous => previous;

    /// <summary>The jobs a subshell starts with: none.</summary>
    public JobTable ForSubshell() => new();

    /// <summary>The jobs a command substitution starts with: it can list those of its parent.</summary>
    public JobTable ForSubstitution()
    {
        if (jobs.Count == 0)
        {
            return new JobTable();
        }

        var copy = new JobTable { IsForeign = true };
        copy.jobs.AddRange(jobs);
        copy.current = current;
        copy.previous = previous;
        return copy;
    }

    /// <summary>Takes a job in, gives it a number and makes it the current one.</summary>
    public void Add(Job job)
    {
        if (IsForeign)
        {
            jobs.Clear();
            current = previous = null;
            IsForeign = false;
        }

        RemoveNotified();
        job.Number = jobs.Count == 0 ? 1 : jobs[^1].Number + 1;
        jobs.Add(job);
        lastStarted = job;

        // It counts as running, though it may have ended already.
        current = current is { State: JobState.Stopped } && jobs.Contains(current) ? current : Last(JobState.Stopped, null) ?? job;
        previous = Last(JobState.Stopped, current) ?? Last(JobState.Running, current) ?? current;
    }

    /// <summary>Takes a job out; its status is remembered for <c>wait PID</c>.</summary>
    public void Remove(Job job)
    {
        if (!jobs.Remove(job))
        {
            return;
        }

        if (job.Status is { } status)
        {
            Remember(job.ProcessId, status);
        }

        if (job == current || job == previous)
        {
            ResetCurrent();
        }
    }

    /// <summary>Takes a job out for good: the shell knows nothing of it any more.</summary>
    public void Disown(Job job)
    {
        job.Disowned = true;
        jobs.Remove(job);
        if (job == current || job == previous)
        {
            ResetCurrent();
        }
    }

    /// <summary>The job of a process id; null if there is none.</summary>
    public Job? FindProcess(int processId)
    {
        foreach (Job job in jobs)
        {
            if (job.ProcessId == processId)
            {
                return job;
            }
        }

        return null;
    }

    /// <summary>The status of a job that has left the table.</summary>
    public int? RememberedStatus(int processId) =>
        statuses is not null && statuses.TryGetValue(processId, out int status) ? status : null;

    /// <summary>Finds a job by what follows <c>%</c> or a whole <c>%spec</c>.</summary>
    /// <param name="ambiguous">More than one job fits.</param>
    public Job? Find(string spec, out bool ambiguous)
    {
        ambiguous = false;
        string rest = spec.StartsWith('%') ? spec[1..] : spec;
        if (rest is "" or "%" or "+")
        {
            return current;
        }

        if (rest == "-")
        {
            return previous;
        }

        if (int.TryParse(rest, System.Globalization.NumberStyles.None, null, out int number))
        {
            foreach (Job job in jobs)
            {
                if (job.Number == number)
                {
                    return job;
                }
            }

            return null;
        }

        bool anywhere = rest.StartsWith('?');
        string text = anywhere ? rest[1..] : rest;
        Job? found = null;
        foreach (Job job in jobs)
        {
            if (anywhere ? job.CommandText.Contains(text, StringComparison.Ordinal) : job.CommandText.StartsWith(text, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    ambiguous = true;
                    return null;
                }

                found = job;
            }
        }

        return found;
    }

    /// <summary>The mark of a job in listings: <c>+</c>, <c>-</c> or a blank.</summary>
    public char Mark(Job job) => job == current ? '+' : job == previous ? '-' : ' ';

    /// <summary>A job as <c>jobs</c> lists it, with its newline.</summary>
    public string Format(Job job, bool withProcessId = false)
    {
        string id = withProcessId ? $" {job.ProcessId} " : "  ";
        string text = job.IsRunning && job.State == JobState.Running ? job.CommandText + " &" : job.CommandText;
        return $"[{job.Number}]{Mark(job)}{id}{job.StateText,-24}{text}\n";
    }

    /// <summary>
    /// Called between commands. Tells of jobs that a signal ended and lets those that were told of leave.
    /// </summary>
    /// <param name="report">Takes the message of a job killed by a signal, as a script reports it: <c>26273 Killed                  sleep 5</c>.</param>
    /// <param name="keepEnded">A script keeps ended jobs until <c>jobs</c> or <c>wait</c>; <c>bash -c</c> keeps only the last one started.</param>
    public void NotifyAndClean(Action<string>? report, bool keepEnded)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        bool clean = false;
        foreach (Job job in jobs)
        {
            if (job.IsRunning || job.Notified)
            {
                clean |= job.Notified;
                continue;
            }

            if (job.TerminatingSignal > 0)
            {
                ReportKilled(job, report);
                job.Notified = clean = true;
            }
            else if (!keepEnded)
            {
                job.Notified = clean = true;
            }
        }

        if (clean)
        {
            RemoveNotified();
        }
    }

    /// <summary>Tells that a signal ended the job, unless it is one that a script expects.</summary>
    public static void ReportKilled(Job job, Action<string>? report)
    {
        if (!job.Notified && job.TerminatingSignal is not (0 or Signals.Terminate or Signals.Interrupt or Signals.Pipe))
        {
            report?.Invoke($"{job.ProcessId,5} {job.StateText,-24}{job.CommandText}");
        }
    }

    /// <summary>After <c>wait</c> without arguments: ended jobs leave, but for the one <c>$!</c> means, unless forced.</summary>
    public void ForgetEnded(bool includingLast = false)
    {
        foreach (Job job in jobs)
        {
            if (!job.IsRunning && (includingLast || job != lastStarted))
            {
                job.Notified = true;
            }
        }

        RemoveNotified();
    }

    /// <summary>Jobs that ended and were told of leave the table.</summary>
    public void RemoveNotified()
    {
        for (int i = jobs.Count - 1; i >= 0; i--)
        {
            if (i < jobs.Count && jobs[i].Notified && !jobs[i].IsRunning)
            {
                Remove(jobs[i]);
            }
        }
    }

    /// <summary>Waits until one of the jobs has ended.</summary>
    public JobWaitResult WaitAny(IReadOnlyList<Job> candidates, CancellationToken cancellation, out Job? ended)
    {
        ended = null;
        if (candidates.Count == 0)
        {
            return JobWaitResult.Nothing;
        }

        bool announced = false;
        while (true)
        {
            wake.Reset();
            foreach (Job job in candidates)
            {
                if (!job.IsRunning)
                {
                    ended = job;
                    return JobWaitResult.Ended;
                }
            }

            if (Interlocked.Exchange(ref interrupted, 0) != 0)
            {
                return JobWaitResult.Interrupted;
            }

            if (!announced)
            {
                announced = true;
                Blocking.Announce();
                foreach (Job job in candidates)
                {
                    job.Completion.ContinueWith(static (_, state) => ((ManualResetEventSlim)state!).Set(), wake, CancellationToken.None,
                        TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }

                continue;
            }

            wake.Wait(cancellation);
        }
    }

    /// <summary>Waits for one job.</summary>
    public JobWaitResult Wait(Job job, CancellationToken cancellation) => WaitAny([job], cancellation, out _);

    /// <summary>A trapped signal arrived: a wait under way ends.</summary>
    public void Interrupt()
    {
        Interlocked.Exchange(ref interrupted, 1);
        wake.Set();
    }

    /// <summary>The signal was handled without a wait: the next wait is not cut short.</summary>
    public void ClearInterrupt() => Interlocked.Exchange(ref interrupted, 0);

    private void Remember(int processId, int status)
    {
        statuses ??= [];
        remembered ??= new Queue<int>();
        statuses[processId] = status;
        remembered.Enqueue(processId);
        if (remembered.Count > RememberedStatuses)
        {
            statuses.Remove(remembered.Dequeue());
        }
    }

    // Stopped jobs come first, then the newest running one; the previous job is the next of its kind.
    private void ResetCurrent()
    {
        Job? stopped = previous is { State: JobState.Stopped } && jobs.Contains(previous) ? previous : Last(JobState.Stopped, null);
        current = current is { State: JobState.Stopped } && jobs.Contains(current) ? current : stopped ?? Last(JobState.Running, null);
        previous = current is null ? null : Last(JobState.Stopped, current) ?? Last(JobState.Running, current) ?? current;
    }

    private Job? Last(JobState state, Job? except)
    {
        for (int i = jobs.Count - 1; i >= 0; i--)
        {
            if (jobs[i] != except && jobs[i].State == state)
            {
                return jobs[i];
            }
        }

        return null;
    }
}
