using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>A program of the host that is started.</summary>
public sealed class ProcessEvent : HookEvent
{
    public override string Kind => "process";

    /// <summary>The program; may be rewritten.</summary>
    public required HostPath Program { get; set; }

    /// <summary><c>argv</c>, the name first; may be rewritten.</summary>
    public required IReadOnlyList<string> Arguments { get; set; }

    /// <summary>Its environment; may be rewritten.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; set; }

    public HostPath WorkingDirectory { get; init; }

    /// <summary>Afterwards: the process id; null where it was not started.</summary>
    public int? ProcessId { get; set; }

    /// <summary>Afterwards: its status.</summary>
    public int? ExitCode { get; set; }
}
