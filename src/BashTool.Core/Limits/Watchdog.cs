namespace BashTool.Core.Limits;

/// <summary>Looks now and then at the clocks and the memory of the command lines under way, so that none of them has to.</summary>
public static class Watchdog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Gate = new();
    private static readonly List<ExecutionMeter> Watched = [];
    private static Timer? timer;
    private static bool isRunning;
    private static int isInspecting;

    /// <summary>Starts looking after a command line that has a limit to look at.</summary>
    public static void Add(ExecutionMeter meter)
    {
        if (!meter.IsWatched)
        {
            return;
        }

        meter.MemoryBefore = GC.GetTotalMemory(false);
        lock (Gate)
        {
            Watched.Add(meter);
            if (!isRunning)
            {
                isRunning = true;
                timer ??= MakeTimer();
                timer.Change(Interval, Interval);
            }
        }
    }

    public static void Remove(ExecutionMeter meter)
    {
        lock (Gate)
        {
            // The timer finds out by itself that it is not needed: the next command line may come soon.
            Watched.Remove(meter);
        }
    }

    // Without the caller's execution context, which would stay alive with it.
    private static Timer MakeTimer()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return new Timer(static _ => Look());
        }

        using (ExecutionContext.SuppressFlow())
        {
            return new Timer(static _ => Look());
        }
    }

    private static void Look()
    {
        if (Interlocked.Exchange(ref isInspecting, 1) != 0)
        {
            return;
        }

        try
        {
            ExecutionMeter[] meters;
            lock (Gate)
            {
                if (Watched.Count == 0)
                {
                    isRunning = false;
                    timer!.Change(Timeout.Infinite, Timeout.Infinite);
                    return;
                }

                meters = [.. Watched];
            }

            long memory = GC.GetTotalMemory(false);
            foreach (ExecutionMeter meter in meters)
            {
                if (meter.Reached is null)
                {
                    meter.Inspect(memory);
                }
            }
        }
        finally
        {
            Volatile.Write(ref isInspecting, 0);
        }
    }
}
