using System.Management.Automation;
using BashTool.Commands;
using BashTool.Core;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.PowerShell.Engine;

/// <summary>A sandbox that stays open from call to call. Every call gets a fresh shell in it; one call at a time.</summary>
internal sealed class EngineSession : IDisposable
{
    private static readonly CommandCatalog Commands = StandardCommands.NewCatalog();
    private static readonly HostSystemInformation HostSystem = new();
    private static readonly ContainedSystemInformation ContainedSystem = new();

    // An open directory cannot be removed on Windows.
    private static readonly PhysicalFileSystem? Machine =
        OperatingSystem.IsWindows() ? null : new PhysicalFileSystem(HostPath.OfThisMachine("/"), unrestricted: true);

    private readonly BashShellOptions options;

    /// <param name="key">What it is for.</param>
    /// <param name="policy">A policy of the caller's; null for the profile's own.</param>
    public EngineSession(EngineKey key, SandboxPolicy? policy = null)
    {
        Key = key;
        IsPooled = policy is null;
        policy ??= PolicyOf(key);
        options = new BashShellOptions
        {
            Commands = Commands,
            System = policy.Profile == SandboxProfile.Workspace ? ContainedSystem : HostSystem,
            Policy = policy,
            WorkingDirectory = policy.Profile == SandboxProfile.Workspace ? default : policy.CurrentLocation,
        };
        Sandbox = BashShell.OpenSandbox(options);
    }

    /// <summary>The in-process commands.</summary>
    public static CommandCatalog Catalog => Commands;

    /// <summary>What the calls of this process have taught, where a strategy was asked for.</summary>
    public static ExecutionStatistics Statistics { get; } = new();

    public EngineKey Key { get; }

    /// <summary>Whether it goes back to the pool after use.</summary>
    public bool IsPooled { get; }

    public SandboxSession Sandbox { get; }

    public SandboxPolicy Policy => options.Policy;

    /// <summary>Arrays that go from call to call.</summary>
    public byte[] OutputArray = [];

    public byte[] ErrorArray = [];

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

    /// <summary>The profile's own policy.</summary>
    public static SandboxPolicy PolicyOf(EngineKey key) => new()
    {
        Profile = key.Profile,
        CurrentLocation = HostPath.OfThisMachine(key.Location),
        WorkspaceRoot = key.Profile == SandboxProfile.Workspace ? HostPath.OfThisMachine(key.Workspace) : default,
    };

    /// <summary>A shell as if newly started.</summary>
    /// <param name="variables">Its environment.</param>
    /// <param name="execution">How it runs what is not the shell itself.</param>
    /// <param name="start">Where it starts, if not where the sandbox says.</param>
    public BashShell NewShell(IEnumerable<KeyValuePair<string, string>> variables, ExecutionSettings execution, VirtualPath start = default) =>
        new(options with { Environment = variables, Execution = execution, StartDirectory = start }, Sandbox);

    /// <summary>The variables a shell starts with before the caller changes them.</summary>
    public List<KeyValuePair<string, string>> Variables() => HostEnvironment.Select(options.Policy);

    /// <summary>What there is to run commands with, for plans.</summary>
    public HostCapabilities NewCapabilities(ExecutionSettings? execution = null) =>
        new(Commands, BuiltinCatalog.Contains, options.Policy, HostEnvironment.HostPath, HostPath.OfThisMachine(Key.Location), execution ?? ExecutionSettings.Default);

    /// <summary>How a command line would be run.</summary>
    /// <exception cref="Core.Syntax.SyntaxErrorException">It is not bash.</exception>
    public ExecutionStrategy Plan(string text, SessionState session, StrategyPolicy strategy = StrategyPolicy.Auto, TestMode? testMode = null) =>
        new PipelinePlanner(
            new SessionCapabilities(NewCapabilities(ExecutionSettings.Default with { Strategy = strategy, TestMode = testMode }), session, Policy),
            strategy,
            static (chain, command) => Statistics.Reorder(chain, command, SizeClass.Unknown)).Plan(text);

    public void Dispose() => Sandbox.Dispose();
}
