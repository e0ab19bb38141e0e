using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Interpreter;

/// <summary>What a shell and all its subshells share: the world they run in.</summary>
public sealed class ShellSession
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, VirtualProcess> processes = new();
    private int lastVirtualProcessId;
    private long secondsBase;
    private long secondsFrom = TimeProvider.System.GetTimestamp();

    public required IFileSystem Files { get; init; }

    public required CommandCatalog Commands { get; init; }

    public required ISystemInformation System { get; init; }

    /// <summary>The policy that <see cref="Files"/> enforces, asked as well before a program of the host is started.</summary>
    public required SandboxPolicy Policy { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the pipes between stages carry the objects behind lines.</summary>
    public bool CarriesObjects { get; set; }

    /// <summary>Asked for a command that neither the shell nor its files have: what the program around the shell can run.</summary>
    public Func<string, BashCommand?>? OuterCommands { get; set; }

    /// <summary>Commands that stand in for those of <see cref="Commands"/>, or beside them.</summary>
    public Func<string, BashCommand?>? RegisteredCommands { get; set; }

    /// <summary>The in-process command of a name; null if there is none.</summary>
    public BashCommand? FindCommand(string name) => RegisteredCommands?.Invoke(name) ?? Commands.Find(name);

    /// <summary>Takes a syntax error of the text being run itself (not of eval or a sourced file); true if it need not be printed.</summary>
    public Func<Syntax.SyntaxErrorException, bool>? SyntaxErrorTaken { get; set; }

    /// <summary>SECONDS: since the shell started, or since it was assigned, on from the number assigned.</summary>
    public long Seconds
    {
        get => secondsBase + (long)Clock.GetElapsedTime(secondsFrom).TotalSeconds;
        set
        {
            secondsBase = value;
            secondsFrom = Clock.GetTimestamp();
        }
    }

    /// <summary>When the shell started, in seconds since 1970.</summary>
    public long StartedAt { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    internal RandomNumbers Random { get; } = new();

    /// <summary>The process whose id is <c>$$</c>.</summary>
    public VirtualProcess? MainProcess { get; set; }

    /// <summary>The process id the shell shows as <c>$$</c>.</summary>
    public int ProcessId => System.ProcessId;

    /// <summary>The processes that signals can be sent to, by id.</summary>
    public VirtualProcess? FindProcess(int id) => processes.GetValueOrDefault(id);

    /// <summary>Waits until no background command runs any more.</summary>
    internal void WaitForJobs(CancellationToken cancellation)
    {
        while (!processes.IsEmpty)
        {
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    internal void Register(VirtualProcess process) => processes[process.Id] = process;

    internal void Unregister(VirtualProcess process) => processes.TryRemove(process.Id, out _);

    /// <summary>Gives a subshell or job a process id of its own, in a range the system does not use.</summary>
    public int NextProcessId() => (System.ProcessId & 0x3FFFFF) + 4_194_304 + Interlocked.Increment(ref lastVirtualProcessId);
}
