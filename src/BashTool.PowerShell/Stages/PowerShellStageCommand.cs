using System.Management.Automation;
using BashTool.Core.CommandModel;

namespace BashTool.PowerShell.Stages;

/// <summary>A script block that was registered, as bash's interpreter sees it.</summary>
internal sealed class PowerShellStageCommand(PowerShellCommands owner, string name, ScriptBlock script) : BashCommand
{
    public override CommandSpec Spec { get; } = new(name)
    {
        Summary = "A script block of PowerShell.",
        Usage = ["[ARGUMENT]..."],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Writes = true,
    };

    public override int Run(CommandContext context) => owner.Run(name, script, context);
}
