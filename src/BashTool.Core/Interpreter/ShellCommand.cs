using BashTool.Core.CommandModel;

namespace BashTool.Core.Interpreter;

/// <summary><c>bash</c> and <c>sh</c> as commands: a new shell in the same process.</summary>
[CommandNames("bash", "sh")]
public sealed class ShellCommand : BashCommand
{
    private static readonly CommandSpec TheSpec = new("bash")
    {
        Summary = "GNU Bourne-Again SHell, run in process",
        Usage = ["[OPTION]... -c STRING [NAME [ARGUMENT]...]", "[OPTION]... [FILE [ARGUMENT]...]"],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        UsageStatus = 2,
        Limitations = ["An interactive shell is started by the host only."],
    };

    public override CommandSpec Spec => TheSpec;

    /// <summary>Never called: the interpreter starts the new shell itself, from its own state.</summary>
    public override int Run(CommandContext context) => throw new CommandException("cannot be run outside a shell", 126);
}
