namespace BashTool.Core.Interpreter;

/// <summary>What stands in for a process: something with an id that signals can be sent to.</summary>
public sealed class VirtualProcess
{
    private readonly CancellationTokenSource source;
    private long pending;

    public VirtualProcess(int id, CancellationToken outer)
    {
        Id = id;
        source = outer.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(outer) : new CancellationTokenSource();
    }

    public int Id { get; }

    /// <summary>Cancelled when a signal ends the process; every wait in it observes this.</summary>
    public CancellationToken Cancellation => source.Token;

    /// <summary>The signal that ended it; 0 if none did.</summary>
    public int EndedBy { get; private set; }

    /// <summary>True if a trapped signal waits for the next command boundary.</summary>
    public bool HasPending => Volatile.Read(ref pending) != 0;

    /// <summary>The shell that decides what a signal does; set while it runs.</summary>
    public ShellInterpreter? Shell { get; set; }

    /// <summary>A native program run for this process gets the signal first.</summary>
    public Execution.INativeProcess? Native { get; set; }

    /// <summary>Without job control a command in the background ignores INT and QUIT.</summary>
    public bool IgnoresInterrupt { get; init; }

    /// <summary>The native program is all there is to this process: signals are its own affair.</summary>
    public bool IsNativeAlone { get; set; }

    /// <summary>Hands a signal to the native program that is all there is to this process.</summary>
    public bool TryForward(int signal) => IsNativeAlone && Native is { } native && native.Signal(signal);

    /// <summary>Delivers a signal: a trapped one waits for the next command, an ignored one is dropped, a fatal one ends the process.</summary>
    public void Deliver(int signal)
    {
        if (signal != 0 && (signal == Signals.Kill || !TryReceive(signal)) && IsFatal(signal))
        {
            End(signal);
        }
    }

    /// <summary>True if the shell traps or ignores the signal; a trapped one waits for the next command.</summary>
    public bool TryReceive(int signal)
    {
        if (Shell?.State.Traps[signal] is not { } action)
        {
            return IgnoresInterrupt && signal is (Signals.Interrupt or Signals.Quit);
        }

        if (action.Length > 0)
        {
            Interlocked.Or(ref pending, 1L << (signal - 1));
            Shell.State.Jobs.Interrupt();
        }

        return true;
    }

    /// <summary>Ends the process as a signal does; one that does not end a process is ignored.</summary>
    public void End(int signal)
    {
        if (IsFatal(signal))
        {
            EndedBy = signal;
            source.Cancel();
        }
    }

    /// <summary>The lowest pending signal; 0 if there is none.</summary>
    public int PeekPending()
    {
        long now = Volatile.Read(ref pending);
        return now == 0 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(now) + 1;
    }

    /// <summary>Takes the lowest pending signal; 0 if there is none.</summary>
    public int TakePending()
    {
        while (true)
        {
            long before = Volatile.Read(ref pending);
            if (before == 0)
            {
                return 0;
            }

            int signal = System.Numerics.BitOperations.TrailingZeroCount(before) + 1;
            if (Interlocked.CompareExchange(ref pending, before & (before - 1), before) == before)
            {
                return signal;
            }
        }
    }

    internal static bool IsFatal(int signal) => signal switch
    {
        Signals.Child or Signals.Continue or Signals.Stop or 20 or 21 or 22 or 23 or 28 => false,
        _ => true,
    };
}
