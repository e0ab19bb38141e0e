using System.Runtime.ExceptionServices;

namespace BashTool.PowerShell.Pump;

/// <summary>
/// Where the caller's thread and the threads of the engine meet: output and errors that wait to be taken, input that waits to be
/// read, and the end. The caller's thread is the only one that takes and gives; it never waits for one thing alone.
/// </summary>
/// <remarks>
/// Waking a thread costs more than a short command. A write wakes the caller only where it is known to wait for long;
/// otherwise the caller looks by itself after a moment.
/// </remarks>
internal sealed class MessagePump
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    private readonly bool waitsForJobs;
    private readonly Queue<CallerWork> work = new();
    private bool ended;
    private bool stopped;
    private int waiting;
    private int workCount;
    private int inlineThread;
    private Action? inlinePass;

    /// <param name="hasInput">Whether the caller has input to give.</param>
    /// <param name="waitsForJobs">Whether what the script left running belongs to it; not so in a session, where it lives on.</param>
    /// <param name="carriesObjects">Whether lines of the output carry the objects they show.</param>
    public MessagePump(bool hasInput, bool waitsForJobs = true, bool carriesObjects = false)
    {
        this.waitsForJobs = waitsForJobs;
        Output = new PumpedOutput(this, carriesObjects);
        Error = new PumpedOutput(this);
        Input = hasInput ? new PumpedInput(this) : null;
    }

    public PumpedOutput Output { get; }

    public PumpedOutput Error { get; }

    /// <summary>What the caller feeds; null where there is none.</summary>
    public PumpedInput? Input { get; }

    /// <summary>Whether the script is through, and with it all that it left running in the background with these outputs.</summary>
    public bool IsEnded => Volatile.Read(ref ended) && (!waitsForJobs || (Output.IsClosed && Error.IsClosed));

    /// <summary>Whether somebody asked to stop.</summary>
    public bool IsStopped => Volatile.Read(ref stopped);

    public bool HasOutput => Output.HasBytes || Error.HasBytes;

    /// <summary>Whether something waits to be done on the caller's thread.</summary>
    public bool HasWork => Volatile.Read(ref workCount) > 0;

    /// <summary>The exit status, once ended.</summary>
    public int Status { get; private set; }

    /// <summary>What the engine failed with, which is a mistake in it; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    internal object Gate { get; } = new();

    /// <summary>The script is through.</summary>
    public void End(int status, Exception? failure = null)
    {
        lock (Gate)
        {
            Status = status;
            Failure = failure;
            ended = true;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Nobody wants more output: writers fail, and the caller's waits return.</summary>
    public void Stop()
    {
        lock (Gate)
        {
            stopped = true;
            Output.Refuse();
            Error.Refuse();
            Input?.Finish();
            while (work.TryDequeue(out CallerWork? item))
            {
                workCount--;
                item.Cancel();
            }

            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Whether the script runs on the caller's own thread.</summary>
    public bool IsInline => Volatile.Read(ref inlineThread) != 0;

    /// <summary>What passing output on has failed with while the script ran on the caller's thread: the pipeline has ended.</summary>
    public ExceptionDispatchInfo? InlineFailure { get; private set; }

    /// <summary>Runs the script on the caller's thread; what it writes is passed on at once.</summary>
    public void RunInline(Action script, Action pass)
    {
        inlinePass = pass;
        Volatile.Write(ref inlineThread, Environment.CurrentManagedThreadId);
        try
        {
            script();
        }
        finally
        {
            Volatile.Write(ref inlineThread, 0);
        }
    }

    /// <summary>Passes on what was written, if this is the caller's thread.</summary>
    /// <exception cref="Core.Streams.BrokenPipeException">The caller's pipeline wants no more.</exception>
    internal void PassInline()
    {
        if (inlineThread != Environment.CurrentManagedThreadId)
        {
            return;
        }

        try
        {
            inlinePass!();
        }
        catch (Exception e)
        {
            // The engine knows a pipe that is broken; what it really was goes on when the script has ended.
            InlineFailure ??= ExceptionDispatchInfo.Capture(e);
            lock (Gate)
            {
                Output.Refuse();
                Error.Refuse();
            }

            throw new Core.Streams.BrokenPipeException();
        }
    }

    /// <summary>Has something done on the caller's thread, which is the runspace's, and waits for it. Called on threads of the engine.</summary>
    /// <exception cref="OperationCanceledException">The caller has stopped.</exception>
    public void RunOnCaller(Action action)
    {
        using var item = new CallerWork(action);
        Give(item);
        item.Wait();
    }

    /// <summary>As <see cref="RunOnCaller"/> without the wait.</summary>
    public void Give(CallerWork item)
    {
        Core.Streams.Blocking.Announce();
        lock (Gate)
        {
            if (stopped)
            {
                item.Cancel();
                return;
            }

            work.Enqueue(item);
            workCount++;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Does what waits to be done. Called on the caller's thread.</summary>
    public void DoWork()
    {
        while (HasWork)
        {
            CallerWork? item;
            lock (Gate)
            {
                if (!work.TryDequeue(out item))
                {
                    return;
                }

                workCount--;
            }

            item.Run();
        }
    }

    /// <summary>Waits on the caller's thread until a condition holds that is announced by <see cref="Changed"/>, doing meanwhile what there is to do.</summary>
    /// <param name="condition">Asked with the gate held.</param>
    /// <param name="pass">Passes output on.</param>
    /// <returns>False where somebody asked to stop.</returns>
    public bool WaitFor(Func<bool> condition, Action pass)
    {
        while (true)
        {
            DoWork();
            if (HasOutput)
            {
                pass();
            }

            lock (Gate)
            {
                if (condition())
                {
                    return true;
                }

                if (stopped)
                {
                    return false;
                }

                if (workCount == 0 && !HasOutput)
                {
                    waiting++;
                    Monitor.Wait(Gate);
                    waiting--;
                }
            }
        }
    }

    /// <summary>Says that something has changed that somebody may wait for.</summary>
    public void Changed()
    {
        lock (Gate)
        {
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Waits until there is something to take, or the engine has ended, or somebody asked to stop.</summary>
    /// <param name="most">How long at most, in milliseconds; 0 for as long as it takes.</param>
    public void Wait(int most = 0) => Wait(forRoom: false, most);

    /// <summary>As <see cref="Wait(int)"/>, and returns as well when there is room for input.</summary>
    public void WaitForRoom() => Wait(forRoom: true, 0);

    /// <summary>Waits for the engine's end, and for nothing else.</summary>
    /// <returns>False if the time is over.</returns>
    public bool WaitForEnd(TimeSpan time)
    {
        long until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        lock (Gate)
        {
            while (!IsEnded)
            {
                long left = until - Environment.TickCount64;
                if (left <= 0)
                {
                    return false;
                }

                Monitor.Wait(Gate, (int)left);
            }
        }

        return true;
    }

    /// <summary>Called with the gate held after something was written.</summary>
    internal void Written(bool isFull)
    {
        if (isFull || waiting > 0)
        {
            Monitor.PulseAll(Gate);
        }
    }

    private void Wait(bool forRoom, int most)
    {
        SpinForEnd();
        lock (Gate)
        {
            if (IsReady(forRoom) || Output.IsFull || Error.IsFull)
            {
                return;
            }

            // Most commands are over in a moment; what they write until then is taken in one go.
            Monitor.Wait(Gate, Moment);
            if (IsReady(forRoom) || HasOutput)
            {
                return;
            }

            waiting++;
            long until = most > 0 ? Environment.TickCount64 + most : 0;
            while (!IsReady(forRoom) && !HasOutput)
            {
                long left = until - Environment.TickCount64;
                if (most > 0 && left <= 0)
                {
                    break;
                }

                Monitor.Wait(Gate, most > 0 ? (int)left : Timeout.Infinite);
            }

            waiting--;
        }
    }

    private bool IsReady(bool forRoom) => IsEnded || stopped || workCount > 0 || (forRoom && Input!.HasRoom);

    private void SpinForEnd()
    {
        const int rounds = 20;
        const int spins = 60;
        for (int i = 0; i < rounds && !IsEnded && workCount == 0; i++)
        {
            Thread.SpinWait(spins);
        }
    }
}
