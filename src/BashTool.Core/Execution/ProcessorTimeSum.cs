namespace BashTool.Core.Execution;

/// <summary>The processor time that the threads of one command line have used, each while it worked for it.</summary>
public sealed class ProcessorTimeSum
{
    private readonly List<Share> working = [];
    private readonly ThreadClock first;
    private TimeSpan? firstBefore;
    private TimeSpan ended;

    /// <summary>Begins with the thread that calls.</summary>
    public ProcessorTimeSum() => first = ThreadClock.OfThisThread();

    /// <summary>The time so far. What the first thread did before this was asked for the first time does not count.</summary>
    public TimeSpan Read()
    {
        lock (working)
        {
            TimeSpan sum = ended;
            if (first.Read() is { } now)
            {
                firstBefore ??= now;
                sum += now - firstBefore.Value;
            }

            if (!OperatingSystem.IsMacOS())
            {
                foreach (Share share in working)
                {
                    sum += share.Used;
                }
            }

            return sum;
        }
    }

    /// <summary>Counts the thread that calls until it leaves.</summary>
    internal Share Enter()
    {
        var share = new Share();
        lock (working)
        {
            working.Add(share);
        }

        return share;
    }

    internal void Leave(Share share)
    {
        lock (working)
        {
            working.Remove(share);
            ended += OperatingSystem.IsMacOS() ? TimeSpan.Zero : share.Used;
        }
    }

    /// <summary>What one thread has done since it began to work.</summary>
    internal sealed class Share
    {
        private readonly ThreadClock clock = ThreadClock.OfThisThread();
        private readonly TimeSpan before;

        public Share() => before = clock.Read() ?? TimeSpan.Zero;

        public TimeSpan Used => (clock.Read() ?? before) - before;
    }
}
