using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace BashTool.Core.Limits;

/// <summary>
/// Counts what one command line uses up, in all its subshells and stages together. The first limit that is reached is
/// remembered and ends everything: who counted gets an exception, all others find the token cancelled.
/// </summary>
public sealed class ExecutionMeter
{
    private readonly CancellationTokenSource source;
    private readonly Func<TimeSpan>? processorTime;
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private LimitReport? reached;
    private long loops;
    private long commands;
    private long output;
    private long written;
    private long nativePrograms;
    private int openFiles;
    private int backgroundJobs;
    private int processes;

    /// <param name="limits">What it may use.</param>
    /// <param name="outer">Cancels the command line from outside.</param>
    /// <param name="processorTime">The processor time used so far; asked now and then on another thread.</param>
    public ExecutionMeter(ExecutionLimits limits, CancellationToken outer = default, Func<TimeSpan>? processorTime = null)
    {
        Limits = limits;
        this.processorTime = processorTime;
        source = outer.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(outer) : new CancellationTokenSource();
    }

    /// <summary>Counts and never ends anything: for what runs outside of a command line.</summary>
    public static ExecutionMeter Boundless { get; } = new(ExecutionLimits.Unlimited);

    public ExecutionLimits Limits { get; }

    /// <summary>Cancelled from outside or by a limit that was reached.</summary>
    public CancellationToken Cancellation => source.Token;

    /// <summary>The limit that was reached first; null where none was.</summary>
    public LimitReport? Reached => Volatile.Read(ref reached);

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(startedAt);

    internal bool IsWatched => !Limits.WallTime.IsUnlimited || !Limits.ProcessorTime.IsUnlimited || !Limits.ValueMemory.IsUnlimited;

    internal long MemoryBefore { get; set; }

    /// <summary>Notes that a limit is reached and cancels the command line; only the first one counts.</summary>
    public void Reach(Limit limit)
    {
        if (Interlocked.CompareExchange(ref reached, limit.Report, null) is null)
        {
            source.Cancel();
        }
    }

    /// <summary>Notes that a limit is reached and ends the caller.</summary>
    [DoesNotReturn]
    public void Fail(Limit limit)
    {
        Reach(limit);
        throw new LimitReachedException(Reached!);
    }

    /// <summary>Loop rounds, counted in lots.</summary>
    public void AddLoops(int count) => Count(ref loops, count, Limits.LoopIterations);

    /// <summary>Rounds of a shell that has ended; what is too much is noticed by the next one.</summary>
    public void AddLoopsQuietly(int count) => Interlocked.Add(ref loops, count);

    /// <summary>How many rounds are left, at most <paramref name="most"/>.</summary>
    public int LoopsLeft(int most) => (int)Math.Clamp(Limits.LoopIterations.Value - Volatile.Read(ref loops), 0, most);

    /// <summary>Commands, counted in lots.</summary>
    public void AddCommands(int count) => Count(ref commands, count, Limits.CommandCount);

    /// <summary>Commands of a shell that has ended.</summary>
    public void AddCommandsQuietly(int count) => Interlocked.Add(ref commands, count);

    /// <summary>How many commands are left, at most <paramref name="most"/>.</summary>
    public int CommandsLeft(int most) => (int)Math.Clamp(Limits.CommandCount.Value - Volatile.Read(ref commands), 0, most);

    /// <summary>Bytes of standard output and standard error.</summary>
    public void AddOutput(int count) => Count(ref output, count, Limits.OutputBytes);

    /// <summary>Bytes written to a file, and how long that makes it.</summary>
    public void AddWritten(long count, long length)
    {
        if (length > Limits.FileSize.Value)
        {
            Fail(Limits.FileSize);
        }

        Count(ref written, count, Limits.WrittenBytes);
    }

    public void AddNativeProgram() => Count(ref nativePrograms, 1, Limits.NativePrograms);

    public void OpenFile() => Enter(ref openFiles, Limits.OpenFiles);

    public void CloseFile() => Interlocked.Decrement(ref openFiles);

    public void StartJob() => Enter(ref backgroundJobs, Limits.BackgroundJobs);

    public void EndJob() => Interlocked.Decrement(ref backgroundJobs);

    public void StartProcess() => Enter(ref processes, Limits.Processes);

    public void EndProcess() => Interlocked.Decrement(ref processes);

    /// <summary>Fails where more than a limit allows would be used.</summary>
    public void Require(Limit limit, long used)
    {
        if (used > limit.Value)
        {
            Fail(limit);
        }
    }

    /// <summary>Looks at the clocks and the memory; false once there is nothing more to look after.</summary>
    internal void Inspect(long memory)
    {
        if (Elapsed > Limits.WallTime.Time && !Limits.WallTime.IsUnlimited)
        {
            Reach(Limits.WallTime);
        }
        else if (!Limits.ProcessorTime.IsUnlimited && processorTime is not null && processorTime() > Limits.ProcessorTime.Time)
        {
            Reach(Limits.ProcessorTime);
        }
        else if (!Limits.ValueMemory.IsUnlimited && memory - MemoryBefore > Limits.ValueMemory.Value
            && GC.GetTotalMemory(forceFullCollection: true) - MemoryBefore > Limits.ValueMemory.Value)
        {
            Reach(Limits.ValueMemory);
        }
    }

    private void Count(ref long counter, long count, Limit limit)
    {
        if (Interlocked.Add(ref counter, count) > limit.Value)
        {
            Fail(limit);
        }
    }

    private void Enter(ref int counter, Limit limit)
    {
        if (Interlocked.Increment(ref counter) > limit.Value)
        {
            Interlocked.Decrement(ref counter);
            Fail(limit);
        }
    }
}
