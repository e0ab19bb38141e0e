using System.Management.Automation;
using BashTool.Commands;
using BashTool.Core;
using BashTool.Core.Interpreter;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Engine;

/// <summary>A sandbox that stays open from call to call. Every call gets a fresh shell in it; one call at a time.</summary>
internal sealed class EngineSession : IDisposable
{
    private static readonly CommandCatalog Commands = StandardCommands.NewCatalog();

    /// <summary>The in-process commands.</summary>
    public static CommandCatalog Catalog => Commands;
    private static readonly HostSystemInformation HostSystem = new();
    private static readonly ContainedSystemInformation ContainedSystem = new();

    // An open directory cannot be removed on Windows.
    private static readonly PhysicalFileSystem? Machine =
        OperatingSystem.IsWindows() ? null : new PhysicalFileSystem(HostPath.OfThisMachine("/"), unrestricted: true);

    private readonly BashShellOptions options;

    public EngineSession(EngineKey key)
    {
        Key = key;
        var policy = new SandboxPolicy
        {
            Profile = key.Profile,
            CurrentLocation = HostPath.OfThisMachine(key.Location),
            WorkspaceRoot = key.Profile == SandboxProfile.Workspace ? HostPath.OfThisMachine(key.Workspace) : default,
        };
        options = new BashShellOptions
        {
            Commands = Commands,
            System = key.Profile == SandboxProfile.Workspace ? ContainedSystem : HostSystem,
            Policy = policy,
            WorkingDirectory = key.Profile == SandboxProfile.Workspace ? default : policy.CurrentLocation,
        };
        Sandbox = BashShell.OpenSandbox(options);
    }

    public EngineKey Key { get; }

    public SandboxSession Sandbox { get; }

    /// <summary>Arrays that go from call to call.</summary>
    public byte[] OutputArray = [];

    public byte[] ErrorArray = [];

    /// <summary>A shell as if newly started.</summary>
    /// <param name="variables">Its environment.</param>
    /// <param name="start">Where it starts, if not where the sandbox says.</param>
    public BashShell NewShell(IEnumerable<KeyValuePair<string, string>> variables, VirtualPath start = default) =>
        new(options with { Environment = variables, StartDirectory = start }, Sandbox);

    public SandboxPolicy Policy => options.Policy;

    /// <summary>How a command line would be run.</summary>
    /// <exception cref="Core.Syntax.SyntaxErrorException">It is not bash.</exception>
    public ExecutionStrategy Plan(string text, SessionState session) =>
        new PipelinePlanner(new SessionCapabilities(NewCapabilities(), session, Policy)).Plan(text);

    /// <summary>What there is to run commands with, for plans.</summary>
    public HostCapabilities NewCapabilities() =>
        new(Commands, BuiltinCatalog.Contains, options.Policy, HostEnvironment.HostPath, HostPath.OfThisMachine(Key.Location));

    /// <summary>Whether the workspace's directory is still the one that was opened, and not another of its name.</summary>
    public bool IsCurrent
    {
        get
        {
            if (Key.Profile != SandboxProfile.Workspace || Machine is null)
            {
                return true;
            }

            string home = HostPath.OfThisMachine(Key.Workspace).Combine(options.Policy.UserName).Text;
            return Sandbox.Files.TryStat(Sandbox.Home, followLinks: true, out FileMetadata opened) == FileError.None
                && Machine.TryStat(VirtualPath.Parse(home), followLinks: true, out FileMetadata there) == FileError.None
                && opened.Inode == there.Inode && opened.Device == there.Device;
        }
    }

    public void Dispose() => Sandbox.Dispose();
}
