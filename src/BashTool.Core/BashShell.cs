using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core;

/// <summary>What a shell is made with.</summary>
public sealed record BashShellOptions
{
    public required CommandCatalog Commands { get; init; }

    public required ISystemInformation System { get; init; }

    public SandboxPolicy Policy { get; init; } = new();

    /// <summary>The environment the shell starts with. None of the host's variables go in by themselves.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Where the shell starts, as a path of the host; the profile's own place if empty.</summary>
    public HostPath WorkingDirectory { get; init; }

    /// <summary>Where the shell starts, as the script sees it; goes before <see cref="WorkingDirectory"/> unless empty.</summary>
    public VirtualPath StartDirectory { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The file mode creation mask the shell starts with.</summary>
    public int Umask { get; init; } = 0x12;

    /// <summary>How what is not the shell itself is run: strategy, fusion, test mode, PowerShell, statistics.</summary>
    public ExecutionSettings Execution { get; init; } = ExecutionSettings.Default;

    /// <summary>What a command line may use up; null: as the policy says.</summary>
    public ExecutionLimits? Limits { get; init; }

    /// <summary>Who sees, refuses and rewrites what scripts do.</summary>
    public IReadOnlyList<ShellHook> Hooks { get; init; } = [];

    /// <summary>An id of the caller's for what the hooks see.</summary>
    public string CorrelationId { get; init; } = "";
}

/// <summary>Bash in process: parse, plan, run. One shell keeps its variables, functions and directory from call to call; it is used by one thread at a time.</summary>
public sealed partial class BashShell : IDisposable
{
    private readonly BashShellOptions options;
    private readonly SandboxSession sandbox;
    private readonly bool ownsSandbox;

    private readonly GuardedFileSystem guard;
    private ShellState state;

    public BashShell(BashShellOptions options)
        : this(options, OpenSandbox(options), ownsSandbox: true)
    {
    }

    /// <summary>A fresh shell in a sandbox that stays open behind it: cheap enough for every call.</summary>
    public BashShell(BashShellOptions options, SandboxSession sandbox)
        : this(options, sandbox, ownsSandbox: false)
    {
    }

    private BashShell(BashShellOptions options, SandboxSession sandbox, bool ownsSandbox)
    {
        this.options = options;
        this.sandbox = sandbox;
        this.ownsSandbox = ownsSandbox;
        var hooks = options.Hooks.Count == 0 ? HookChain.None : new HookChain(options.Hooks);
        guard = new GuardedFileSystem(sandbox.Files, hooks, options.Clock) { CorrelationId = options.CorrelationId };
        Session = new ShellSession
        {
            Files = guard,
            Commands = options.Commands,
            System = options.System,
            Policy = options.Policy,
            Clock = options.Clock,
            Execution = options.Execution,
            Translator = sandbox.Translator,

            Limits = options.Limits ?? options.Policy.Limits,
            Hooks = hooks,
            CorrelationId = options.CorrelationId,
        };
        VirtualPath start = !options.StartDirectory.IsEmpty ? options.StartDirectory : options.WorkingDirectory.IsEmpty ? sandbox.WorkingDirectory : sandbox.Files.ToVirtual(options.WorkingDirectory) ?? sandbox.WorkingDirectory;
        state = ShellProgram.NewState(Session, options.Environment, start);
        state.Umask = options.Umask;
        baseState = sandbox.Layers is null ? null : state.Duplicate(Session);
    }

    /// <summary>Opens the sandbox of a policy for shells that share it.</summary>
    /// <exception cref="FileSystemException">A directory of the policy cannot be opened.</exception>
    public static SandboxSession OpenSandbox(BashShellOptions options)
    {
        options.Commands.Register("bash", new ShellCommand());
        options.Commands.Register("sh", new ShellCommand());
        return SandboxSession.Open(options.Policy, new SandboxSurroundings
        {
            CommandNames = () => options.Commands.Names,
            HasCommand = name => options.Commands.Find(name) is not null,
        });
    }

    public ShellSession Session { get; }

    /// <summary>The sandbox it runs in.</summary>
    public SandboxSession Sandbox => sandbox;

    /// <summary>The limit that ended the last command line, with status 125; null where none did.</summary>
    public LimitReport? ReachedLimit { get; private set; }

    /// <summary>The state that lives from call to call.</summary>
    public ShellState State => state;

    /// <summary>Parses a whole text without running anything.</summary>
    /// <exception cref="SyntaxErrorException">It is not bash.</exception>
    public static Script Parse(string text) => Parser.ParseAll(text);

    /// <summary>Runs a command line or script in this shell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="input">Standard input; taken over and released.</param>
    /// <param name="output">Standard output; taken over and released.</param>
    /// <param name="error">Standard error; taken over and released.</param>
    /// <param name="parameters">The positional parameters; null leaves those there are.</param>
    /// <param name="cancellation">Ends it: status 130.</param>
    /// <returns>The exit status, 0 to 255.</returns>
    public int Run(
        string text, OpenFile input, OpenFile output, OpenFile error, IReadOnlyList<string>? parameters = null, CancellationToken cancellation = default) =>
        Run(text, rewritable: true, input, output, error, cancellation, (shell, given) =>
        {
            shell.State.CommandString = given;
            if (parameters is not null)
            {
                shell.State.Parameters = [.. parameters];
            }

            return shell.RunToEnd(static (inner, script) => new ShellProgram(inner).RunScript(script), given);
        });

    /// <summary>Runs as <c>bash ARG...</c> does.</summary>
    public int RunProgram(
        ShellCommandLine line, string name, OpenFile input, OpenFile output, OpenFile error, CancellationToken cancellation = default) =>
        Run(line.CommandString ?? string.Join(' ', line.Arguments), rewritable: line.CommandString is not null, input, output, error, cancellation, (shell, given) =>
        {
            if (line.CommandString is not null)
            {
                line.CommandString = given;
            }

            int status = new ShellProgram(shell).Run(line, name);

            // Jobs are threads of this process: they end before it does.
            Session.WaitForJobs(shell.SessionCancellation);
            return status;
        });

    public void Dispose()
    {
        EndLines();
        if (ownsSandbox)
        {
            sandbox.Dispose();
        }
    }

    private int Run(
        string text, bool rewritable, OpenFile input, OpenFile output, OpenFile error, CancellationToken cancellation, Func<ShellInterpreter, string, int> body)
    {
        ExecutionMeter meter = NewMeter(cancellation);
        state.Descriptors = new DescriptorTable();
        state.Descriptors.Set(0, input);
        state.Descriptors.Set(1, Metered(output, meter));
        state.Descriptors.Set(2, Metered(error, meter));
        OpenFile messages = error.AddReference();
        int status = RunMetered(meter, meter.Cancellation, null, shell => Session.Hooks.SeesCommandLines ? RunHooked(shell, text, rewritable, body) : body(shell, text));
        return End(status, meter, messages);
    }

    private ExecutionMeter NewMeter(CancellationToken cancellation)
    {
        var time = new ProcessorTimeSum();
        Session.ProcessorTime = time;
        return new ExecutionMeter(Session.Limits, cancellation, time.Read);
    }

    private int RunMetered(ExecutionMeter meter, CancellationToken session, OpenFile?[]? streams, Func<ShellInterpreter, int> body)
    {
        var process = new VirtualProcess(Session.ProcessId, meter.Cancellation);
        Session.Meter = meter;
        guard.Meter = meter;
        Watchdog.Add(meter);
        ReachedLimit = null;
        var shell = new ShellInterpreter(state, process) { SessionCancellation = session, GivenStreams = streams };
        process.Begin(shell);
        Session.MainProcess = process;
        try
        {
            return body(shell) & 0xFF;
        }
        catch (Exception e) when (e is OperationCanceledException or LimitReachedException)
        {
            HasExited |= streams is not null && process.EndedBy != 0;
            return 128 + (process.EndedBy == 0 ? Signals.Interrupt : process.EndedBy);
        }
        catch (OutOfMemoryException) when (!meter.Limits.ValueMemory.IsUnlimited)
        {
            meter.Reach(meter.Limits.ValueMemory);
            return LimitReport.ExitStatus;
        }
        finally
        {
            Watchdog.Remove(meter);
            Session.MainProcess = null;
        }
    }

    private int RunHooked(ShellInterpreter shell, string text, bool rewritable, Func<ShellInterpreter, string, int> body)
    {
        var line = new CommandLineEvent { Text = text, Time = options.Clock.GetUtcNow(), CorrelationId = options.CorrelationId };
        Session.Hooks.Before(line);
        try
        {
            if (line.Denial is { } denial)
            {
                shell.WriteError($"bash: {denial.Error.Describe()} ({denial})\n");
                state.Descriptors.CloseAll();
                line.ExitCode = 126;
                return 126;
            }

            line.ExitCode = body(shell, rewritable ? line.Text : text) & 0xFF;
            return line.ExitCode.Value;
        }
        finally
        {
            line.Limit = Session.Meter.Reached;
            line.ExitCode = line.Limit is null ? line.ExitCode : LimitReport.ExitStatus;
            line.Duration = options.Clock.GetUtcNow() - line.Time;
            Session.Hooks.After(line);
        }
    }

    private int End(int status, ExecutionMeter meter, OpenFile messages)
    {
        try
        {
            status = Report(status, meter, messages);
            state.Descriptors.CloseAll();
        }
        catch (Exception e) when (e is FileSystemException or BrokenPipeException or LimitReachedException)
        {
            // Nobody is left to read it.
        }
        finally
        {
            messages.Release();
        }

        return status;
    }

    // Says which limit was reached, if one was; the status of the whole command line.
    private int Report(int status, ExecutionMeter meter, OpenFile messages)
    {
        messages.Meter = null;
        ReachedLimit = meter.Reached;
        if (meter.Reached is not { } limit)
        {
            return status;
        }

        state.LastStatus = LimitReport.ExitStatus;
        try
        {
            state.Descriptors.FlushAll();
        }
        catch (Exception e) when (e is FileSystemException or BrokenPipeException or LimitReachedException)
        {
            // What could not be written is lost; the message is not.
        }

        try
        {
            messages.Write(System.Text.Encoding.UTF8.GetBytes($"bash: {limit}\n"), CancellationToken.None);
            messages.Flush();
        }
        catch (Exception e) when (e is FileSystemException or BrokenPipeException or LimitReachedException)
        {
            // Nobody is left to read it.
        }

        return LimitReport.ExitStatus;
    }

    private static OpenFile Metered(OpenFile file, ExecutionMeter meter)
    {
        file.Meter = meter.Limits.OutputBytes.IsUnlimited ? null : meter;
        return file;
    }
}
