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

    private bool ended;
    private bool stopped;
    private bool waitsForAnything;

    public MessagePump(bool hasInput)
    {
        Output = new PumpedOutput(this);
        Error = new PumpedOutput(this);
        Input = hasInput ? new PumpedInput(this) : null;
    }

    public PumpedOutput Output { get; }

    public PumpedOutput Error { get; }

    /// <summary>What the caller feeds; null where there is none.</summary>
    public PumpedInput? Input { get; }

    /// <summary>Whether the script is through, and with it all that it left running in the background with these outputs.</summary>
    public bool IsEnded => Volatile.Read(ref ended) && Output.IsClosed && Error.IsClosed;

    /// <summary>Whether somebody asked to stop.</summary>
    public bool IsStopped => Volatile.Read(ref stopped);

    public bool HasOutput => Output.HasBytes || Error.HasBytes;

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
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Waits until there is something to take, or the engine has ended, or somebody asked to stop.</summary>
    public void Wait() => Wait(forRoom: false);

    /// <summary>As <see cref="Wait()"/>, and returns as well when there is room for input.</summary>
    public void WaitForRoom() => Wait(forRoom: true);

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
        if (isFull || waitsForAnything)
        {
            Monitor.PulseAll(Gate);
        }
    }

    private void Wait(bool forRoom)
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

            waitsForAnything = true;
            while (!IsReady(forRoom) && !HasOutput)
            {
                Monitor.Wait(Gate);
            }

            waitsForAnything = false;
        }
    }

    private bool IsReady(bool forRoom) => IsEnded || stopped || (forRoom && Input!.HasRoom);

    private void SpinForEnd()
    {
        const int rounds = 20;
        const int spins = 60;
        for (int i = 0; i < rounds && !IsEnded; i++)
        {
            Thread.SpinWait(spins);
        }
    }
}
