using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>What a script may touch. SandboxSession.Open turns it into a mount table.</summary>
public sealed record SandboxPolicy
{
    public SandboxProfile Profile { get; init; } = SandboxProfile.Session;

    /// <summary>Session: the current location, whose tree may be written.</summary>
    public HostPath CurrentLocation { get; init; }

    /// <summary>Session: further trees that may be written.</summary>
    public IReadOnlyList<HostPath> WritableTrees { get; init; } = [];

    /// <summary>Workspace: the directory that holds the home, uploads and outputs.</summary>
    public HostPath WorkspaceRoot { get; init; }

    /// <summary>Workspace: the user, whose home is <c>/home/USER</c>.</summary>
    public string UserName { get; init; } = "claude";

    /// <summary>Workspace: whether uploads may be written.</summary>
    public bool WritableUploads { get; init; }

    /// <summary>Further directories of the host, in any profile.</summary>
    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    /// <summary>Which programs of the host may be started.</summary>
    public NativeProgramPolicy NativePrograms { get; init; } = NativeProgramPolicy.Default;

    /// <summary>The host directory for temporary files; null: the system's.</summary>
    public HostPath? TemporaryDirectory { get; init; }
}
