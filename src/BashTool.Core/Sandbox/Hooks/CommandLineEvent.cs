using BashTool.Core.Limits;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>A whole command line or script given to the shell.</summary>
public sealed class CommandLineEvent : HookEvent
{
    public override string Kind => "command-line";

    /// <summary>The text; may be rewritten. For a script file: its path and arguments, which may not.</summary>
    public required string Text { get; set; }

    /// <summary>Afterwards: the exit status.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Afterwards: the limit that ended it.</summary>
    public LimitReport? Limit { get; set; }
}
