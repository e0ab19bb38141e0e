namespace BashTool.Core.Interpreter;

/// <summary>What a job is doing.</summary>
public enum JobState
{
    Running,
    Stopped,

    /// <summary>Ended with status 0.</summary>
    Done,

    /// <summary>Ended with another status.</summary>
    Exited,

    /// <summary>Ended by a signal.</summary>
    Terminated,
}

/// <summary>A command the shell started and did not wait for. Its process id is the shell's own invention.</summary>
public sealed class Job
{
    private int endedBy;
    private int stopped;

    /// <summary>The number in <c>%1</c>; given by <see cref="JobTable.Add"/>.</summary>
    public int Number { get; internal set; }

    /// <summary>What <c>$!</c> gave.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The command as <c>jobs</c> shows it, without <c>&amp;</c>.</summary>
    public required string CommandText { get; init; }

    /// <summary>Ends with the exit status.</summary>
    public required Task<int> Completion { get; init; }

    /// <summary>Cancelled when a signal ends the job.</summary>
    public CancellationTokenSource? Cancellation { get; init; }

    /// <summary>Asked first where a signal arrives: true if the job caught or ignores it. KILL and STOP are not asked about.</summary>
    public Func<int, bool>? Receive { get; set; }

    /// <summary>Asked before all else: true if a native program alone has to do with the signal.</summary>
    public Func<int, bool>? ForwardAlone { get; set; }

    /// <summary>Hands signals that stop or continue to real processes; null where there are none.</summary>
    public Action<int>? Forward { get; set; }

    /// <summary>Whether STOP really stops it: not so for commands that run in the shell's own process.</summary>
    public bool CanStop { get; init; }

    /// <summary>The exit status; null while it runs.</summary>
    public int? Status
    {
        get
        {
            if (!Completion.IsCompleted)
            {
                return null;
            }

            return Completion.IsCompletedSuccessfully ? Completion.Result & 255 : endedBy > 0 ? 128 + endedBy : 1;
        }
    }

    public bool IsRunning => !Completion.IsCompleted;

    /// <summary>The signal that ended it; 0 if none did.</summary>
    public int TerminatingSignal => endedBy > 0 && Status == 128 + endedBy ? endedBy : 0;

    public JobState State => Status switch
    {
        null => Volatile.Read(ref stopped) != 0 ? JobState.Stopped : JobState.Running,
        0 => JobState.Done,
        _ => TerminatingSignal > 0 ? JobState.Terminated : JobState.Exited,
    };

    /// <summary>No longer in the table (<c>disown</c>).</summary>
    public bool Disowned { get; internal set; }

    /// <summary>Gets no HUP when the shell ends (<c>disown -h</c>).</summary>
    public bool KeptAtHangup { get; set; }

    /// <summary>The user has been told of its end, so that it can leave the table.</summary>
    public bool Notified { get; set; }

    /// <summary>The state as <c>jobs</c> names it.</summary>
    public string StateText => State switch
    {
        JobState.Running => "Running",
        JobState.Stopped => "Stopped",
        JobState.Done => "Done",
        JobState.Exited => "Exit " + Status,
        _ => Signals.Description(TerminatingSignal),
    };

    /// <summary>Sends it a signal.</summary>
    public void Deliver(int signal)
    {
        if (signal == 0 || !IsRunning)
        {
            return;
        }

        if (ForwardAlone is { } forward && forward(signal))
        {
            // It ends by the signal or it does not: its status will tell.
            Interlocked.CompareExchange(ref endedBy, signal, 0);
            return;
        }

        if (signal is not (Signals.Kill or Signals.Stop) && Receive is { } receive && receive(signal))
        {
            return;
        }

        switch (signal)
        {
            case Signals.Child or 23 or 28:
                return;
            case Signals.Stop or 20 or 21 or 22:
                if (CanStop)
                {
                    Volatile.Write(ref stopped, 1);
                    Forward?.Invoke(signal);
                }

                return;
            case Signals.Continue:
                Volatile.Write(ref stopped, 0);
                Forward?.Invoke(signal);
                return;
        }

        Interlocked.CompareExchange(ref endedBy, signal, 0);
        Forward?.Invoke(signal);
        Cancellation?.Cancel();
    }
}
