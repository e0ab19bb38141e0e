using BashTool.Core.Files;
using BashTool.Core.Limits;

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

    /// <summary>Which commands may be used.</summary>
    public CommandPolicy Commands { get; init; } = CommandPolicy.Default;

    /// <summary>Which hosts of the network may be spoken to.</summary>
    public NetworkPolicy Network { get; init; } = NetworkPolicy.Default;

    /// <summary>Which variables of the host's environment go in.</summary>
    public EnvironmentPolicy Environment { get; init; } = EnvironmentPolicy.Default;

    /// <summary>What a command line may use up.</summary>
    public ExecutionLimits Limits { get; init; } = ExecutionLimits.Standard;

    /// <summary>Whether changes of files stay in a layer of their own until they are committed.</summary>
    public bool CopyOnWrite { get; init; }

    /// <summary>The host directory for temporary files; null: the system's.</summary>
    public HostPath? TemporaryDirectory { get; init; }
}
