using BashTool.Core.CommandModel;
using BashTool.Core.Files;

namespace BashTool.PowerShell.Stages;

/// <summary>A command of PowerShell as bash's interpreter sees it.</summary>
internal sealed class PowerShellStageCommand(PowerShellCommands owner, string name, object command) : BashCommand
{
    /// <summary>Why it may not run; null where it may.</summary>
    public AccessDenial? Denial { get; init; }

    public override CommandSpec Spec { get; } = new(name)
    {
        Summary = "A command of PowerShell.",
        Usage = ["[ARGUMENT]..."],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Writes = true,
    };

    public override int Run(CommandContext context) =>
        Denial is { } denial ? throw new CommandException($"Permission denied ({denial})", 126) : owner.Run(name, command, context);
}
