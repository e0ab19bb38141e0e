using System.Management.Automation;
using BashTool.Core.Streams;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Remove-BashSession</c>: runs a session's EXIT trap, ends its jobs and closes it.</summary>
[Cmdlet(VerbsCommon.Remove, "BashSession", SupportsShouldProcess = true)]
public sealed class RemoveBashSessionCmdlet : PSCmdlet
{
    /// <summary>The sessions: themselves, their names or their numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [BashSessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public BashSession[] Session { get; set; } = [];

    /// <summary>Closes a session even where a call runs in it; that call ends.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Carries out what a session on an overlay has changed; without it the changes are forgotten.</summary>
    [Parameter]
    public SwitchParameter Commit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (BashSession session in Session)
        {
            if (session.State == BashSessionState.Closed || !ShouldProcess(session.Name, "Remove bash session"))
            {
                continue;
            }

            if (session.TryEnter())
            {
                RunExitTrap(session);
                session.Leave();
                if (Commit && session.IsOverlay)
                {
                    try
                    {
                        session.Commit();
                    }
                    catch (Core.Files.FileSystemException e)
                    {
                        WriteError(new ErrorRecord(e, "CommitFailed", ErrorCategory.WriteError, session));
                        continue;
                    }
                }
            }
            else if (!Force)
            {
                var exception = new InvalidOperationException($"The bash session '{session.Name}' runs a command. -Force ends it.");
                WriteError(new ErrorRecord(exception, "SessionBusy", ErrorCategory.ResourceBusy, session));
                continue;
            }

            session.Dispose();
        }
    }

    private void RunExitTrap(BashSession session)
    {
        if (session.Shell.HasExited)
        {
            return;
        }

        var output = new MemoryOutput();
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        output.AddReference();
        var done = new ManualResetEventSlim(false);
        EngineThread.Run(() =>
        {
            try
            {
                session.Shell.RunLine("exit", new MemoryInput(default), output, output, null, time.Token);
            }
            catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
            {
                // It has ended by itself meanwhile.
            }

            done.Set();
        });
        done.Wait();
        string text = Core.Text.EscapedUtf8.Decode(output.Written);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            WriteInformation(line, ["BashStandardOutput"]);
        }
    }
}
