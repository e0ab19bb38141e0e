using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>One simple command with its words after expansion.</summary>
public sealed class CommandEvent : HookEvent
{
    public override string Kind => "command";

    /// <summary>The name and the arguments; may be rewritten, the name too.</summary>
    public required IReadOnlyList<string> Words { get; set; }

    public CommandSort Sort { get; set; }

    public VirtualPath WorkingDirectory { get; init; }

    /// <summary>The line of the script.</summary>
    public int Line { get; init; }

    /// <summary>Afterwards: the exit status; null where it ended the shell.</summary>
    public int? ExitCode { get; set; }
}
