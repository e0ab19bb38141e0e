using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Sandbox;
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
}

/// <summary>Bash in process: parse, plan, run. One shell keeps its variables, functions and directory from call to call; it is used by one thread at a time.</summary>
public sealed partial class BashShell : IDisposable
{
    private readonly SandboxSession sandbox;
    private readonly bool ownsSandbox;
    private readonly ShellState state;

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
        this.sandbox = sandbox;
        this.ownsSandbox = ownsSandbox;
        Session = new ShellSession
        {
            Files = sandbox.Files,
            Commands = options.Commands,
            System = options.System,
            Policy = options.Policy,
            Clock = options.Clock,
        };
        VirtualPath start = !options.StartDirectory.IsEmpty ? options.StartDirectory : options.WorkingDirectory.IsEmpty ? sandbox.WorkingDirectory : sandbox.Files.ToVirtual(options.WorkingDirectory) ?? sandbox.WorkingDirectory;
        state = ShellProgram.NewState(Session, options.Environment, start);
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
        Run(input, output, error, cancellation, shell =>
        {
            shell.State.CommandString = text;
            if (parameters is not null)
            {
                shell.State.Parameters = [.. parameters];
            }

            return shell.RunToEnd(static (inner, script) => new ShellProgram(inner).RunScript(script), text);
        });

    /// <summary>Runs as <c>bash ARG...</c> does.</summary>
    public int RunProgram(
        ShellCommandLine line, string name, OpenFile input, OpenFile output, OpenFile error, CancellationToken cancellation = default) =>
        Run(input, output, error, cancellation, shell =>
        {
            int status = new ShellProgram(shell).Run(line, name);

            // Jobs are threads of this process: they end before it does.
            Session.WaitForJobs(cancellation);
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

    private int Run(OpenFile input, OpenFile output, OpenFile error, CancellationToken cancellation, Func<ShellInterpreter, int> body)
    {
        var process = new VirtualProcess(Session.ProcessId, cancellation);
        state.Descriptors = new DescriptorTable();
        state.Descriptors.Set(0, input);
        state.Descriptors.Set(1, output);
        state.Descriptors.Set(2, error);
        var shell = new ShellInterpreter(state, process) { SessionCancellation = cancellation };
        process.Shell = shell;
        Session.MainProcess = process;
        try
        {
            return body(shell) & 0xFF;
        }
        catch (OperationCanceledException)
        {
            state.Descriptors.CloseAll();
            return 128 + (process.EndedBy == 0 ? Signals.Interrupt : process.EndedBy);
        }
        finally
        {
            Session.MainProcess = null;
        }
    }
}
