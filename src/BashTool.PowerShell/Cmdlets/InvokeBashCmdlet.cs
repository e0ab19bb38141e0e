using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using BashTool.Core;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Syntax;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Invoke-Bash</c>: runs a bash command line in this process.</summary>
/// <remarks>
/// The pipeline's own thread is a pump. The engine runs beside it; here input is handed over as it comes and output lines are
/// passed on as they come, and neither waits for the other.
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "Bash", DefaultParameterSetName = CommandSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("ibash")]
[OutputType(typeof(string), typeof(BashResult), typeof(byte), typeof(PSObject))]
public sealed partial class InvokeBashCmdlet : SandboxCmdlet, IDisposable
{
    private const string CommandSet = "Command";
    private const string FileSet = "File";
    private const int LimitReached = 125;
    private const int BrokenPipe = 128 + 13;

    private EngineSession? engine;
    private BashShell? shell;
    private MessagePump? pump;
    private SyntaxErrorException? syntaxError;
    private CancellationTokenSource? cancellation;
    private long startedAt;
    private bool timedOut;

    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CommandSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[] Command { get; set; } = [];

    /// <summary>A file that holds the script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [PathText]
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

    /// <summary>A session in which to run: what earlier calls left there is there.</summary>
    [Parameter]
    [BashSessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public BashSession? Session { get; set; }

    /// <summary>In which order executors are asked for a command.</summary>
    [Parameter]
    public StrategyPolicy Strategy { get; set; }

    /// <summary>How objects that are neither text, bytes nor files become input.</summary>
    [Parameter]
    public InputFormat InputAs { get; set; } = InputFormat.Text;

    /// <summary>Variables of the caller's session that the script sees as environment variables.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? ExportVariable { get; set; }

    /// <summary>Objects instead of lines where the commands know what their lines show; JSON as objects.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    /// <summary>Passes the input on; what the command writes goes to the information stream.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How many bytes of output and of errors a result holds at most.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxOutputBytes { get; set; } = 64 * 1024 * 1024;

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
        CheckParameters();
        bool hasInput = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));
        string what = ParameterSetName == FileSet ? File : Command.Length == 1 ? Command[0] : string.Join('\n', Command);
        if (!MayRun(what))
        {
            return;
        }

        VirtualPath start;
        if (isSimulation)
        {
            OpenSimulation(out start);
        }
        else
        {
            Open(out start);
            shell = Session?.Shell ?? engine!.NewShell(Variables(), Execution(), start);
        }

        string? script = ParameterSetName == FileSet ? ScriptPath() : null;
        pump = new MessagePump(hasInput, waitsForJobs: !InSession, carriesObjects: AsObject);
        cancellation = TimeoutSec > 0 ? new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSec)) : new CancellationTokenSource();
        Prepare();
        startedAt = Stopwatch.GetTimestamp();
        Start(script);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (pump?.Input is not null)
        {
            Feed(InputObject);
        }

        if (PassThru && !isSimulation && pump is not null)
        {
            base.WriteObject(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (pump is not { } current)
        {
            return;
        }

        EndInput();
        if (quick is { } run)
        {
            quick = null;
            current.RunInline(run, pass!);
            current.InlineFailure?.Throw();
        }

        while (true)
        {
            bool ended = current.IsEnded;
            Drain();
            if (ended || current.IsStopped)
            {
                break;
            }

            current.Wait(ProgressDue());
            ShowProgress();
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
        if (isSimulation)
        {
            shell?.Dispose();
        }

        if (!InSession)
        {
            cancellation?.Dispose();
        }

        engine = null;
    }

    private bool IsClosed { get; set; }

    // A simulation leaves the session alone.
    private bool InSession => Session is not null && !isSimulation;

    private void CheckParameters()
    {
        if ((AsResult ? 1 : 0) + (AsByteStream ? 1 : 0) + (AsObject ? 1 : 0) + (PassThru ? 1 : 0) > 1)
        {
            throw Failure(new ArgumentException("-AsResult, -AsByteStream, -AsObject and -PassThru exclude each other."), "AmbiguousOutput", ErrorCategory.InvalidArgument, null);
        }

        if (Session is null)
        {
            return;
        }

        foreach (string name in (ReadOnlySpan<string>)[nameof(Workspace), nameof(Sandbox), nameof(WorkingDirectory), nameof(Policy), nameof(Strategy)])
        {
            if (MyInvocation.BoundParameters.ContainsKey(name))
            {
                throw Failure(new ArgumentException($"-{name} is given to New-BashSession; a session has its own."), "ParameterNotWithSession", ErrorCategory.InvalidArgument, name);
            }
        }
    }

    // The sandbox: a session's own, or one from the pool.
    private void Open(out VirtualPath start)
    {
        if (Session is not { } session)
        {
            engine = RentEngine(out start);
            return;
        }

        start = VirtualPath.Empty;
        if (session.State == BashSessionState.Closed)
        {
            throw Failure(new InvalidOperationException($"The bash session '{session.Name}' is closed."), "SessionClosed", ErrorCategory.ResourceUnavailable, session);
        }

        if (!session.TryEnter())
        {
            throw Failure(
                new InvalidOperationException($"The bash session '{session.Name}' runs another command. A session serves one call at a time."),
                "SessionBusy", ErrorCategory.ResourceBusy, session);
        }

        engine = session.Engine;
    }

    private void Close(int status)
    {
        IsClosed = true;
        SessionState.PSVariable.Set("global:LASTEXITCODE", status);
        if (!InSession)
        {
            if (Session is null)
            {
                EnginePool.Return(engine!);
            }

            return;
        }

        BashSession session = Session!;

        session.LastExitCode = status;
        session.CallCount++;
        session.Keep(pump!);
        session.Leave();
        if (session.Shell.HasExited)
        {
            session.Dispose();
        }
    }

    // The engine is told to stop; where it does not, it keeps its sandbox for itself.
    private void Abandon()
    {
        IsClosed = true;
        if (pump is null || quick is not null)
        {
            // Nothing has begun.
            if (Session is null)
            {
                EnginePool.Return(engine!);
            }
            else
            {
                Session.Leave();
            }

            return;
        }

        bool interrupted = cancellation!.IsCancellationRequested;
        pump.Stop();
        cancellation.Cancel();
        bool ended = pump.WaitForEnd(TimeSpan.FromSeconds(5));
        int status = interrupted ? 128 + 2 : BrokenPipe;
        if (isSimulation)
        {
            // Its overlay goes with it.
        }
        else if (Session is { } session)
        {
            session.LastExitCode = status;
            session.CallCount++;
            if (ended)
            {
                session.Leave();
            }
        }
        else if (ended)
        {
            EnginePool.Return(engine!);
        }

        SessionState.PSVariable.Set("global:LASTEXITCODE", status);
    }
}
