using System.Management.Automation;
using System.Management.Automation.Host;
using BashTool.Core.Streams;
using BashTool.Core.Text;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Prompt;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Enter-BashSession</c>: a prompt of bash in the console, with history, completion and commands over several lines.</summary>
[Cmdlet(VerbsCommon.Enter, "BashSession")]
public sealed class EnterBashSessionCmdlet : PSCmdlet
{
    private static readonly ScriptBlock MakeSession = ScriptBlock.Create("& $args[0]");
    private static readonly ScriptBlock RunCommand = ScriptBlock.Create("& $args[0] -Command $args[1] -Session $args[2] | Out-Default");

    /// <summary>The session; without it a new one that ends with the prompt.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [BashSessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public BashSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is { State: not BashSessionState.Available } unusable)
        {
            bool closed = unusable.State == BashSessionState.Closed;
            throw SandboxCmdlet.Failure(
                new InvalidOperationException($"The bash session '{unusable.Name}' {(closed ? "is closed" : "runs another command")}."),
                closed ? "SessionClosed" : "SessionBusy", closed ? ErrorCategory.ResourceUnavailable : ErrorCategory.ResourceBusy, unusable);
        }

        bool isOwn = Session is null;
        BashSession session = Session ?? (BashSession)MakeSession.Invoke(new CmdletInfo("New-BashSession", typeof(NewBashSessionCmdlet)))[0].BaseObject;
        try
        {
            Talk(session);
        }
        finally
        {
            if (isOwn)
            {
                session.Dispose();
            }
        }
    }

    private void Talk(BashSession session)
    {
        LineEditor? editor = ConsoleKeyboard.IsThere
            ? new LineEditor(new ConsoleKeyboard(), session.TypedLines, text => (Complete(session, text, out int start), start))
            : null;
        string text = "";
        while (!Stopping && session.State != BashSessionState.Closed)
        {
            string? line;
            try
            {
                line = ReadLine(editor, text.Length == 0 ? PromptOf(session) : "> ");
            }
            catch (OperationCanceledException)
            {
                text = "";
                continue;
            }

            if (line is null)
            {
                if (text.Length == 0)
                {
                    return;
                }

                // The end of the input in the middle of a command: bash says what is missing.
                Run(session, text);
                return;
            }

            text += line;
            if (InputGathering.NeedsMore(text))
            {
                text += "\n";
                continue;
            }

            string command = text;
            text = "";
            if (command.AsSpan().Trim().Length > 0)
            {
                session.TypedLines.Add(command);
                session.Shell.State.History.Add(command);
                Run(session, command);
            }
        }
    }

    private void Run(BashSession session, string command)
    {
        try
        {
            InvokeCommand.InvokeScript(useLocalScope: false, RunCommand, null, new CmdletInfo("Invoke-Bash", typeof(InvokeBashCmdlet)), command, session);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // A mistake in a line is shown, and the prompt goes on.
            Host.UI.WriteErrorLine(e.Message);
        }
    }

    private string? ReadLine(LineEditor? editor, string prompt)
    {
        if (editor is not null)
        {
            return editor.Read(prompt);
        }

        try
        {
            Host.UI.Write(prompt);
            return Host.UI.ReadLine();
        }
        catch (Exception e) when (e is PSInvalidOperationException or HostException or NotImplementedException)
        {
            throw SandboxCmdlet.Failure(e, "HostNotInteractive", ErrorCategory.NotImplemented, null);
        }
    }

    // PS1 where the session has set it, as bash would show it.
    private static string PromptOf(BashSession session)
    {
        if (session.Shell.State.Variables.Get("PS1") is not { Length: > 0 })
        {
            return $"{session.Name}:{session.WorkingDirectory}$ ";
        }

        // What a prompt runs changes neither $? nor PIPESTATUS.
        int status = session.Shell.State.LastStatus;
        int[] pipeline = session.Shell.State.PipeStatus;
        var output = new MemoryOutput();
        session.Shell.RunLine("printf %s \"${PS1@P}\"", new MemoryInput(default), output.AddReference(), new NullFile());
        session.Shell.State.LastStatus = status;
        session.Shell.State.PipeStatus = pipeline;
        return EscapedUtf8.Decode(output.Written);
    }

    private static List<Suggestion> Complete(BashSession session, string text, out int start) =>
        new BashCompletion(session.Shell.Session.Files, session.Shell.State.WorkingDirectory, [], session.Shell.State).Complete(text, out start);
}
