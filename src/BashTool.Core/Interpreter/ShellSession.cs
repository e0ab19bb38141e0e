using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;

namespace BashTool.Core.Interpreter;

/// <summary>What a shell and all its subshells share: the world they run in.</summary>
public sealed class ShellSession
{
    private readonly Dictionary<int, VirtualProcess> processes = [];
    private readonly List<StartedProgram> startedPrograms = [];
    private HostCapabilities? capabilities;
    private int lastVirtualProcessId;
    private long secondsBase;
    private long secondsFrom = TimeProvider.System.GetTimestamp();

    public required IFileSystem Files { get; init; }

    public required CommandCatalog Commands { get; init; }

    public required ISystemInformation System { get; init; }

    /// <summary>The policy that <see cref="Files"/> enforces, asked as well before a program of the host is started.</summary>
    public required SandboxPolicy Policy { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How what is not the shell itself is run.</summary>
    public ExecutionSettings Execution { get; init; } = ExecutionSettings.Default;

    /// <summary>Paths between script and host; null where they are the same.</summary>
    public PathTranslator? Translator { get; init; }

    /// <summary>The programs that were started outside of the sandbox, the last thousand of them.</summary>
    public IReadOnlyCollection<StartedProgram> StartedPrograms
    {
        get
        {
            lock (startedPrograms)
            {
                return [.. startedPrograms];
            }
        }
    }

    /// <summary>The programs of this machine.</summary>
    public HostCapabilities Capabilities => capabilities ??= Execution.Capabilities ?? new HostCapabilities(
        Commands, BuiltinCatalog.Contains, Policy, HostEnvironment.HostPath, Policy.CurrentLocation, Execution);

    internal IProcessLauncher Launcher => (IProcessLauncher?)Execution.TestMode ?? SystemLauncher.Instance;

    internal void RecordStart(StartedProgram program)
    {
        const int most = 1000;
        lock (startedPrograms)
        {
            if (startedPrograms.Count == most)
            {
                startedPrograms.RemoveAt(0);
            }

            startedPrograms.Add(program);
        }
    }

    /// <summary>Whether the pipes between stages carry the objects behind lines.</summary>
    public bool CarriesObjects { get; set; }

    /// <summary>Commands that stand in for those of <see cref="Commands"/>, or beside them.</summary>
    public Func<string, BashCommand?>? RegisteredCommands { get; set; }

    /// <summary>The in-process command of a name; null if there is none.</summary>
    public BashCommand? FindCommand(string name) => RegisteredCommands?.Invoke(name) ?? Commands.Find(name);

    /// <summary>Takes a syntax error of the text being run itself (not of eval or a sourced file); true if it need not be printed.</summary>
    public Func<Syntax.SyntaxErrorException, bool>? SyntaxErrorTaken { get; set; }

    /// <summary>What a command line may use up.</summary>
    public ExecutionLimits Limits { get; init; } = ExecutionLimits.Standard;

    /// <summary>Who sees, refuses and rewrites what is done.</summary>
    public HookChain Hooks { get; init; } = HookChain.None;

    /// <summary>The caller's id for what the hooks see.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>What the command line under way has used up.</summary>
    public ExecutionMeter Meter { get; internal set; } = ExecutionMeter.Boundless;

    internal ProcessorTimeSum ProcessorTime { get; set; } = new();

    /// <summary>Runs something of the command line on another thread; it must not throw.</summary>
    /// <exception cref="LimitReachedException">Too much runs already.</exception>
    internal void RunBeside(Action action)
    {
        ExecutionMeter meter = Meter;
        ProcessorTimeSum time = ProcessorTime;
        meter.StartProcess();
        StageThreads.Run(() =>
        {
            ProcessorTimeSum.Share share = time.Enter();
            try
            {
                action();
            }
            finally
            {
                time.Leave(share);
                meter.EndProcess();
            }
        });
    }

    /// <summary>What a command that speaks to the network asks first.</summary>
    public NetworkAccess Network => field ??= new NetworkAccess(Policy, Hooks, Clock);

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
    public VirtualProcess? FindProcess(int id)
    {
        lock (processes)
        {
            return processes.GetValueOrDefault(id);
        }
    }

    /// <summary>Waits until no background command runs any more.</summary>
    internal void WaitForJobs(CancellationToken cancellation)
    {
        using CancellationTokenRegistration wake = cancellation.UnsafeRegister(
            static set =>
            {
                lock (set!)
                {
                    Monitor.PulseAll(set);
                }
            },
            processes);
        lock (processes)
        {
            while (processes.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(processes);
            }
        }
    }

    internal void Register(VirtualProcess process)
    {
        lock (processes)
        {
            processes[process.Id] = process;
        }
    }

    internal void Unregister(VirtualProcess process)
    {
        lock (processes)
        {
            processes.Remove(process.Id);
            Monitor.PulseAll(processes);
        }
    }

    /// <summary>Gives a subshell or job a process id of its own, in a range the system does not use.</summary>
    public int NextProcessId() => (System.ProcessId & 0x3FFFFF) + 4_194_304 + Interlocked.Increment(ref lastVirtualProcessId);
}
