using System.Management.Automation;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Syntax;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

// -WhatIf: the script runs for real, on files that are not.
public sealed partial class InvokeBashCmdlet
{
    private bool isSimulation;
    private TestMode? pretended;
    private List<string>? skipped;

    private bool Collects => AsResult || isSimulation;

    // False where the user said no.
    private bool MayRun(string what)
    {
        if (ShouldProcess($"Run bash: {what}", $"Run bash: {what}?", "Invoke-Bash", out ShouldProcessReason reason))
        {
            return true;
        }

        isSimulation = reason == ShouldProcessReason.WhatIf;
        return isSimulation;
    }

    private void OpenSimulation(out VirtualPath start)
    {
        start = VirtualPath.Empty;
        skipped = [];
        pretended = new TestMode();
        if (Session is not { } session)
        {
            engine = RentEngine(out start, copiesOnWrite: true);
            shell = engine.NewShell(Variables(), PretendedExecution(), start);
            return;
        }

        if (!session.IsOverlay)
        {
            throw Failure(
                new InvalidOperationException($"The bash session '{session.Name}' is on no overlay: what a command would do there cannot be tried out. New-BashSession -Overlay makes one that can."),
                "WhatIfNeedsOverlay", ErrorCategory.InvalidOperation, session);
        }

        engine = session.Engine;
        shell = session.Fork(PretendedExecution());
    }

    private ExecutionSettings PretendedExecution() => ExecutionSettings.Default with
    {
        Strategy = Strategy,
        PowerShell = stages = new PowerShellCommands { NotRun = skipped },
        TestMode = pretended,
    };

    private BashSimulation Simulation(int status)
    {
        string command = ParameterSetName == FileSet ? File : string.Join('\n', Command);
        ExecutionStrategy? strategy = null;
        try
        {
            strategy = ParameterSetName == CommandSet ? engine!.Plan(command, SessionState, Strategy) : null;
        }
        catch (SyntaxErrorException)
        {
            // The error itself follows.
        }

        FileDifference[] changes = [.. shell!.Diff().Files];
        string[] started = [.. skipped!, .. pretended!.Started.Select(static start => start.ToString())];
        return new BashSimulation
        {
            Command = command,
            Strategy = strategy,
            Changes = changes,
            NotSimulated = started,
            ExitCode = status,
            Output = TakeResult(ref resultOutput),
            Error = TakeResult(ref resultError),
        };
    }
}
