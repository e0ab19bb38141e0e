using System.Management.Automation;
using BashTool.Core.Planning;
using BashTool.Core.Text;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Test-BashSandbox</c>: says what a sandbox would refuse of a script, and runs nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BashSandbox", DefaultParameterSetName = SessionSet)]
[OutputType(typeof(SandboxFinding), typeof(SandboxVerdict), typeof(bool))]
public sealed class TestBashSandboxCmdlet : SandboxCmdlet
{
    private const string CommandSet = "Command";
    private const string FileSet = "File";
    private const string SessionSet = "Session";

    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = CommandSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[] Command { get; set; } = [];

    /// <summary>A file that holds the script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string File { get; set; } = "";

    /// <summary>A session: what it is asked to run is held against its sandbox; without a command, its functions and traps are.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    [Parameter(Mandatory = true, ParameterSetName = SessionSet)]
    [BashSessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public BashSession? Session { get; set; }

    /// <summary>Only whether nothing would be refused.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is { State: BashSessionState.Closed })
        {
            throw Failure(new InvalidOperationException($"The bash session '{Session.Name}' is closed."), "SessionClosed", ErrorCategory.ResourceUnavailable, Session);
        }

        string text = ParameterSetName switch
        {
            FileSet => Read(ResolveFile(File)),
            SessionSet => SessionText(Session!),
            _ => string.Join('\n', Command),
        };
        EngineSession engine = Session?.Engine ?? RentEngine(out _);
        SandboxVerdict verdict;
        try
        {
            verdict = new SandboxValidator(engine.Sandbox, engine.NewCapabilities()).Validate(text);
        }
        finally
        {
            if (Session is null)
            {
                EnginePool.Return(engine);
            }
        }

        if (Quiet)
        {
            WriteObject(verdict.IsAllowed);
            return;
        }

        WriteObject(verdict.Findings, enumerateCollection: true);
        WriteObject(verdict);
    }

    // What a session can still run by itself: its functions and its traps.
    private static string SessionText(BashSession session)
    {
        var text = new global::System.Text.StringBuilder();
        foreach (Core.Interpreter.ShellFunction function in session.Shell.State.Functions.All)
        {
            text.Append(Core.Syntax.Printer.Print(function.Definition)).Append('\n');
        }

        for (int signal = 0; signal < Core.Interpreter.Signals.Count; signal++)
        {
            if (session.Shell.State.Traps[signal] is { Length: > 0 } action)
            {
                text.Append(action).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Read(string file)
    {
        try
        {
            return EscapedUtf8.Decode(System.IO.File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e, "ScriptNotRead", e is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError, file);
        }
    }
}
