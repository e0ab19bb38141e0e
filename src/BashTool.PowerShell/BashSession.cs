using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Interpreter;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Pump;
using BashTool.PowerShell.Stages;

// The name users see: BashTool.BashSession.
namespace BashTool;

/// <summary>A shell that lives from call to call: its variables, functions, directory, traps and jobs.</summary>
public sealed class BashSession : IDisposable
{
    private readonly List<MessagePump> leftovers = [];
    private int users;
    private int closed;

    internal BashSession(int id, string name, EngineSession engine, BashShell shell, PowerShellCommands commands, TestMode? testMode)
    {
        Commands = commands;
        TestMode = testMode;
        Id = id;
        Name = name;
        Engine = engine;
        Shell = shell;
    }

    public int Id { get; }

    public string Name { get; }

    public BashSessionState State => Volatile.Read(ref closed) != 0 ? BashSessionState.Closed
        : Volatile.Read(ref users) != 0 ? BashSessionState.Busy
        : BashSessionState.Available;

    /// <summary>The working directory as the script sees it.</summary>
    public string WorkingDirectory => Shell.State.WorkingDirectory.Text;

    public SandboxProfile Sandbox => Engine.Key.Profile;

    /// <summary>The workspace's directory on the host; null outside the Workspace profile.</summary>
    public string? Workspace => Engine.Key.Workspace.Length > 0 ? Engine.Key.Workspace : null;

    /// <summary>The exit status of the last call; null before the first.</summary>
    public int? LastExitCode { get; internal set; }

    /// <summary>How many calls there have been.</summary>
    public int CallCount { get; internal set; }

    public DateTimeOffset CreatedAt { get; } = DateTimeOffset.Now;

    /// <summary>The background jobs that run.</summary>
    public int RunningJobs
    {
        get
        {
            if (State == BashSessionState.Closed || !TryEnter())
            {
                return 0;
            }

            try
            {
                int running = 0;
                foreach (Job job in Shell.State.Jobs.All)
                {
                    running += job.IsRunning ? 1 : 0;
                }

                return running;
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Whether changes of files are kept back until they are committed.</summary>
    public bool IsOverlay => Shell.CopiesOnWrite;

    /// <summary>Whether native programs are answered for instead of being started.</summary>
    public bool IsTestMode => TestMode is not null;

    /// <summary>In test mode: the programs that would have been started, in order.</summary>
    public TestStart[] Started => TestMode?.Started.ToArray() ?? [];

    /// <summary>On an overlay: what is different from the start or the last commit.</summary>
    public ShellDifferences? GetDifference() => Exclusively(() => IsOverlay ? Shell.Diff() : null);

    /// <summary>On an overlay: remembers this moment.</summary>
    public ShellSnapshot TakeSnapshot(string name = "") => Exclusively(() => Shell.Snapshot(name));

    /// <summary>On an overlay: goes back to a moment.</summary>
    public void Restore(ShellSnapshot snapshot) => Exclusively(() =>
    {
        Shell.Restore(snapshot);
        return 0;
    });

    /// <summary>On an overlay: carries the changes of files out.</summary>
    public void Commit() => Exclusively(() =>
    {
        Shell.Commit();
        return 0;
    });

    /// <summary>On an overlay: forgets the changes.</summary>
    public void Discard() => Exclusively(() =>
    {
        Shell.Discard();
        return 0;
    });

    /// <summary>A shell that goes on from here on an overlay of its own.</summary>
    internal BashShell Fork(ExecutionSettings execution) => Exclusively(() => Shell.Fork(execution));

    internal PowerShellCommands Commands { get; }

    internal TestMode? TestMode { get; }

    internal EngineSession Engine { get; }

    internal BashShell Shell { get; }

    /// <summary>The lines typed in Enter-BashSession.</summary>
    internal List<string> TypedLines { get; } = [];

    // What looks at a shell or changes it waits for nobody: a busy session says so.
    private T Exclusively<T>(Func<T> action)
    {
        if (State == BashSessionState.Closed || !TryEnter())
        {
            throw new InvalidOperationException($"The bash session '{Name}' is {(State == BashSessionState.Closed ? "closed" : "busy")}.");
        }

        try
        {
            return action();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes the session for one caller; false where another has it.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref users, 1, 0) == 0;

    internal void Leave() => Volatile.Write(ref users, 0);

    /// <summary>Remembers the streams of a call that its jobs still hold.</summary>
    internal void Keep(MessagePump pump)
    {
        if (!pump.Output.IsClosed || !pump.Error.IsClosed || pump.HasOutput)
        {
            leftovers.Add(pump);
        }
    }

    /// <summary>The streams of earlier calls; those that have ended are forgotten after this.</summary>
    internal MessagePump[] TakeLeftovers()
    {
        if (leftovers.Count == 0)
        {
            return [];
        }

        MessagePump[] all = [.. leftovers];
        leftovers.RemoveAll(static pump => pump.Output.IsClosed && pump.Error.IsClosed);
        return all;
    }

    /// <summary>Marks it closed; what it held is put away.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
        {
            return;
        }

        SessionTable.Remove(this);
        foreach (MessagePump pump in leftovers)
        {
            pump.Stop();
        }

        Shell.Dispose();
        Engine.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
