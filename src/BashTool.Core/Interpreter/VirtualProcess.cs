namespace BashTool.Core.Interpreter;

/// <summary>What stands in for a process: something with an id that signals can be sent to.</summary>
public sealed class VirtualProcess
{
    private readonly CancellationTokenSource source;

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

    /// <summary>The shell that runs: the owner, or a subshell of it on the same thread, for which the owner waits.</summary>
    public ShellInterpreter? Shell { get; set; }

    /// <summary>The shell whose process this is: its traps decide what a signal does.</summary>
    public ShellInterpreter? Owner { get; private set; }

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

    /// <summary>Makes a shell the owner.</summary>
    public void Begin(ShellInterpreter shell) => Shell = Owner = shell;

    /// <summary>True if the owner traps or ignores the signal; a trapped one waits for its next command.</summary>
    public bool TryReceive(int signal) =>
        (Owner is { } shell && shell.TryReceive(signal)) || (IgnoresInterrupt && signal is (Signals.Interrupt or Signals.Quit));

    /// <summary>Ends the process as a signal does; one that does not end a process is ignored.</summary>
    public void End(int signal)
    {
        if (IsFatal(signal))
        {
            EndedBy = signal;
            source.Cancel();
        }
    }

    internal static bool IsFatal(int signal) => signal switch
    {
        Signals.Child or Signals.Continue or Signals.Stop or 20 or 21 or 22 or 23 or 28 => false,
        _ => true,
    };
}
