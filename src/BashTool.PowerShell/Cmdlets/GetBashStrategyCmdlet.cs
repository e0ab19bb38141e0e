using System.Management.Automation;
using BashTool.Core.Planning;
using BashTool.Core.Syntax;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Get-BashStrategy</c>: says how a command line would be run, and runs nothing.</summary>
[Cmdlet(VerbsCommon.Get, "BashStrategy")]
[OutputType(typeof(ExecutionStrategy))]
public sealed class GetBashStrategyCmdlet : SandboxCmdlet
{
    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[] Command { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        EngineSession engine = RentEngine(out _);
        try
        {
            WriteObject(engine.Plan(string.Join('\n', Command), SessionState));
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
