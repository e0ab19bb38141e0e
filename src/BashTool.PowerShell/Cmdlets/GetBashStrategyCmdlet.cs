using System.Management.Automation;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Syntax;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Get-BashStrategy</c>: says how a command line would be run, and runs nothing.</summary>
[Cmdlet(VerbsCommon.Get, "BashStrategy", DefaultParameterSetName = CommandSet)]
[OutputType(typeof(ExecutionStrategy), ParameterSetName = [CommandSet])]
[OutputType(typeof(StatisticsRow), ParameterSetName = [StatisticsSet])]
public sealed class GetBashStrategyCmdlet : SandboxCmdlet
{
    private const string CommandSet = "Command";
    private const string StatisticsSet = "Statistics";

    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = CommandSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[] Command { get; set; } = [];

    /// <summary>In which order executors are asked for a command.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public StrategyPolicy Strategy { get; set; }

    /// <summary>What has been measured: success and time by command, executor and size of the input.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StatisticsSet)]
    public SwitchParameter Statistics { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Statistics)
        {
            WriteObject(EngineSession.Statistics.Rows, enumerateCollection: true);
            return;
        }

        EngineSession engine = RentEngine(out VirtualPath _);
        try
        {
            WriteObject(engine.Plan(string.Join('\n', Command), SessionState, Strategy));
        }
        catch (SyntaxErrorException e)
        {
            WriteError(SyntaxFailure.Record(e, Command));
        }
        finally
        {
            EnginePool.Return(engine);
        }
    }
}
