using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using BashTool.Core;
using BashTool.Core.Expansion;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Invoke-Bash</c>: runs a bash command line in this process.</summary>
/// <remarks>
/// The pipeline's own thread is a pump. The engine runs beside it; here input is handed over as it comes and output lines are
/// passed on as they come, and neither waits for the other.
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "Bash", DefaultParameterSetName = CommandSet)]
[Alias("ibash")]
[OutputType(typeof(string), typeof(BashResult), typeof(byte))]
public sealed partial class InvokeBashCmdlet : SandboxCmdlet, IDisposable
{
    private const string CommandSet = "Command";
    private const string FileSet = "File";
    private const int LimitReached = 125;
    private const int BrokenPipe = 128 + 13;

    private EngineSession? engine;
    private MessagePump? pump;
    private CancellationTokenSource? cancellation;
    private long startedAt;
    private bool timedOut;

    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CommandSet)]
    [AllowEmptyString]
    public string[] Command { get; set; } = [];

    /// <summary>A file that holds the script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string File { get; set; } = "";

    /// <summary>The positional parameters: <c>$1</c>, <c>$2</c> and so on. They are never part of the script's text.</summary>
    [Parameter(Position = 1)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [Alias("Args")]
    public string[]? ArgumentList { get; set; }

    /// <summary>Standard input: strings as lines, bytes as bytes, files as their paths, anything else as it would be shown.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>Environment variables to add or, with a null value, to take away.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Environment { get; set; }

    /// <summary>After how many seconds the script is ended, with status 125.</summary>
    [Parameter]
    [ValidateRange(0.001, 1e9)]
    public double TimeoutSec { get; set; }

    /// <summary>Where standard error goes.</summary>
    [Parameter]
    public StandardErrorMode StandardError { get; set; } = StandardErrorMode.Host;

    /// <summary>One object with exit code, output and error instead of lines.</summary>
    [Parameter]
    public SwitchParameter AsResult { get; set; }

    /// <summary>Standard output as bytes instead of lines.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>An error record where the exit status is not 0.</summary>
    [Parameter]
    public SwitchParameter ErrorOnNonZero { get; set; }

    /// <summary>An id that the result carries.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CorrelationId { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AsResult && AsByteStream)
        {
            throw Failure(new ArgumentException("-AsResult and -AsByteStream exclude each other."), "AmbiguousOutput", ErrorCategory.InvalidArgument, null);
        }

        bool hasInput = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));
        engine = RentEngine(out VirtualPath start);
        string? script = ParameterSetName == FileSet ? ScriptPath() : null;
        BashShell shell = engine.NewShell(Variables(), start);
        pump = new MessagePump(hasInput);
        cancellation = TimeoutSec > 0 ? new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSec)) : new CancellationTokenSource();
        startedAt = Stopwatch.GetTimestamp();
        Start(shell, script);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (pump?.Input is not null)
        {
            Feed(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        MessagePump current = pump!;
        EndInput();
        while (true)
        {
            bool ended = current.IsEnded;
            Drain();
            if (ended || current.IsStopped)
            {
                break;
            }

            current.Wait();
        }

        DrainRest();
        Finish();
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            cancellation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had just ended.
        }

        pump?.Stop();
    }

    /// <summary>Called at the end of the pipeline, however it ended.</summary>
    public void Dispose()
    {
        if (engine is null)
        {
            return;
        }

        // Somebody further down has all it wants, or up has failed, or Ctrl+C was pressed.
        if (!IsClosed)
        {
            Abandon();
        }

        formatter?.Dispose();
        cancellation?.Dispose();
        engine = null;
    }

    private bool IsClosed { get; set; }

    private void Start(BashShell shell, string? script)
    {
        MessagePump current = pump!;
        CancellationToken token = cancellation!.Token;
        OpenFile input = current.Input is { } fed ? fed : new MemoryInput(default);
        OpenFile output = current.Output;
        OpenFile error = StandardError switch
        {
            StandardErrorMode.Output when !AsResult => output.AddReference(),
            StandardErrorMode.Discard when !AsResult => new NullFile(),
            _ => current.Error,
        };
        if (error != current.Error)
        {
            current.Error.Release();
        }

        string[] arguments = Array.ConvertAll(ArgumentList ?? [], static a => a ?? "");
        string text = Command.Length == 1 ? Command[0] : string.Join('\n', Command);
        EngineThread.Run(() =>
        {
            try
            {
                int status = script is null
                    ? shell.Run(text, input, output, error, arguments, token)
                    : shell.RunProgram(ShellCommandLine.Parse(["--", script, .. arguments], new ShellOptions()), "bash", input, output, error, token);
                current.End(status);
            }
            catch (Exception e)
            {
                // What it held open is lost with it.
                current.Stop();
                current.End(2, e);
            }
        });
    }

    private string ScriptPath()
    {
        // A path that only the script's world knows is taken as it is.
        if (VirtualPath.TryParse(File, out VirtualPath inside) && engine!.Sandbox.Files.TryStat(inside, followLinks: true, out _) == FileError.None)
        {
            return inside.Text;
        }

        string file = ResolveFile(File);
        return engine!.Sandbox.Files.ToVirtual(HostPath.OfThisMachine(file))?.Text
            ?? throw Failure(new FileNotFoundException($"{File}: the sandbox does not show it."), "ScriptNotFound", ErrorCategory.ObjectNotFound, File);
    }

    private List<KeyValuePair<string, string>> Variables()
    {
        List<KeyValuePair<string, string>> variables = HostEnvironment.Select(engine!.Key.Profile);
        if (Environment is null)
        {
            return variables;
        }

        foreach (DictionaryEntry entry in Environment)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            variables.RemoveAll(v => v.Key == name);
            if (entry.Value is not null)
            {
                variables.Add(new(name, LanguagePrimitives.ConvertTo<string>(entry.Value)));
            }
        }

        return variables;
    }

    private void Finish()
    {
        MessagePump current = pump!;
        int status = current.Status;
        timedOut = TimeoutSec > 0 && cancellation!.IsCancellationRequested && !current.IsStopped;
        if (timedOut)
        {
            status = LimitReached;
            WriteErrorLine($"bash: limit wall-time ({TimeoutSec} s) reached");
        }

        Close(status);
        if (current.Failure is { } failure)
        {
            throw Failure(failure, "BashEngineFailed", ErrorCategory.InvalidOperation, Command);
        }

        if (AsResult)
        {
            WriteObject(new BashResult
            {
                Command = ParameterSetName == FileSet ? File : string.Join('\n', Command),
                ExitCode = status,
                Output = TakeResult(ref resultOutput),
                Error = TakeResult(ref resultError),
                Duration = Stopwatch.GetElapsedTime(startedAt),
                TimedOut = timedOut,
                CorrelationId = CorrelationId ?? Guid.NewGuid().ToString("D"),
            });
        }

        if (ErrorOnNonZero && status != 0)
        {
            var exception = new InvalidOperationException(timedOut ? $"The script was ended after {TimeoutSec} seconds." : $"The script ended with exit status {status}.");
            WriteError(new ErrorRecord(exception, timedOut ? "BashTimeout" : "BashExitStatus", timedOut ? ErrorCategory.OperationTimeout : ErrorCategory.InvalidResult, status));
        }
    }

    private void Close(int status)
    {
        IsClosed = true;
        SessionState.PSVariable.Set("global:LASTEXITCODE", status);
        EnginePool.Return(engine!);
    }

    // The engine is told to stop; where it does not, it keeps its sandbox for itself.
    private void Abandon()
    {
        IsClosed = true;
        if (pump is null)
        {
            EnginePool.Return(engine!);
            return;
        }

        bool interrupted = cancellation!.IsCancellationRequested;
        pump.Stop();
        cancellation.Cancel();
        bool ended = pump.WaitForEnd(TimeSpan.FromSeconds(5));
        if (ended)
        {
            EnginePool.Return(engine!);
        }

        SessionState.PSVariable.Set("global:LASTEXITCODE", interrupted ? 128 + 2 : BrokenPipe);
    }
}
