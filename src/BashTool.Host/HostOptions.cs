using System.Globalization;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;

namespace BashTool.Host;

/// <summary>The options of <c>bashtool</c> that bash does not have.</summary>
internal sealed class HostOptions
{
    public SandboxProfile? Sandbox { get; private set; }

    public string? Workspace { get; private set; }

    public TimeSpan? Timeout { get; private set; }

    public bool Plan { get; private set; }

    public StrategyPolicy Strategy { get; private set; }

    public bool Fuse { get; private set; } = true;

    public bool IgnoreCarriageReturns { get; private set; } = OperatingSystem.IsWindows();

    /// <summary>Where what is learnt is kept; null for nowhere.</summary>
    public string? StatisticsFile { get; private set; }

    public bool UsePowerShellCommands { get; private set; }

    /// <summary>Further trees that a session may write to.</summary>
    public List<string> WritableTrees { get; } = [];

    /// <summary>Further directories of the host to be seen.</summary>
    public List<SandboxMount> Mounts { get; } = [];

    /// <summary>The policy file; what the command line says goes before it.</summary>
    public HostPath? Policy { get; private set; }

    /// <summary>Where the audit log goes.</summary>
    public string? Audit { get; private set; }

    /// <summary>The limits' profile and single limits that were given.</summary>
    public ExecutionLimits? LimitProfile { get; private set; }

    public List<LimitSetting> Limits { get; } = [];

    /// <summary>Programs of the host that may be started beside those the profile allows.</summary>
    public HashSet<string> AllowedPrograms { get; } = [];

    /// <summary>Takes the option at <paramref name="index"/> if it is one of these; returns the index behind it, or -1.</summary>
    public int Take(IReadOnlyList<string> words, int index)
    {
        string word = words[index];
        int equals = word.IndexOf('=');
        string name = equals < 0 ? word : word[..equals];
        int after = index + 1;
        string Value()
        {
            if (equals >= 0)
            {
                return word[(equals + 1)..];
            }

            return after < words.Count ? words[after++] : throw new UsageException($"{name}: option requires an argument");
        }

        switch (name)
        {
            case "--sandbox":
                Sandbox = ReadSandbox(Value());
                break;
            case "--workspace":
                Workspace = Value();
                break;
            case "--timeout":
                Timeout = ReadTimeout(Value());
                break;
            case "--writable":
                WritableTrees.Add(Path.GetFullPath(Value()));
                break;
            case "--mount":
                Mounts.Add(ReadMount(Value()));
                break;
            case "--allow-native":
                AllowedPrograms.Add(Value());
                break;
            case "--strategy":
                Strategy = ReadStrategy(Value());
                break;
            case "--no-fuse":
                Fuse = false;
                break;
            case "--ignore-cr":
                IgnoreCarriageReturns = true;
                break;
            case "--statistics":
                StatisticsFile = Value();
                break;
            case "--powershell-commands":
                UsePowerShellCommands = true;
                break;
            case "--policy":
                Policy = HostPath.OfThisMachine(Path.GetFullPath(Value()));
                break;
            case "--audit":
                Audit = Value();
                break;
            case "--limits":
                LimitProfile = ReadLimitProfile(Value());
                break;
            case "--limit":
                Limits.Add(ReadLimit(Value()));
                break;
            case "--plan":
                Plan = true;
                break;
            default:
                return -1;
        }

        return after;
    }

    private static SandboxProfile ReadSandbox(string profile) => profile switch
    {
        "session" => SandboxProfile.Session,
        "workspace" => SandboxProfile.Workspace,
        "readonly" => SandboxProfile.ReadOnly,
        "none" => SandboxProfile.None,
        _ => throw new UsageException($"--sandbox: {profile}: not one of session, workspace, readonly, none"),
    };

    private static TimeSpan ReadTimeout(string seconds) =>
        double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double time) && time is > 0 and <= 1e9
            ? TimeSpan.FromSeconds(time)
            : throw new UsageException($"--timeout: {seconds}: not a number of seconds");

    private static SandboxMount ReadMount(string mount)
    {
        int between = mount.IndexOf('=');
        if (between <= 0 || !VirtualPath.TryParse(mount[..between], out VirtualPath place))
        {
            throw new UsageException($"--mount: {mount}: not of the form /PATH=DIRECTORY[:ro]");
        }

        string source = mount[(between + 1)..];
        bool isReadOnly = source.EndsWith(":ro", StringComparison.Ordinal);
        return new SandboxMount(place, HostPath.OfThisMachine(Path.GetFullPath(isReadOnly ? source[..^3] : source)), !isReadOnly);
    }

    private static StrategyPolicy ReadStrategy(string strategy) =>
        Enum.TryParse(strategy, ignoreCase: true, out StrategyPolicy policy) && Enum.IsDefined(policy) && !char.IsAsciiDigit(strategy[0])
            ? policy
            : throw new UsageException($"--strategy: {strategy}: not one of {string.Join(", ", Enum.GetNames<StrategyPolicy>())}");

    private static ExecutionLimits ReadLimitProfile(string limits) =>
        ExecutionLimits.Find(limits) ?? throw new UsageException($"--limits: {limits}: not one of standard, hardened, unlimited");

    private static LimitSetting ReadLimit(string setting)
    {
        int sign = setting.IndexOf('=');
        return sign > 0 && ExecutionLimits.ParseSetting(setting[..sign], setting[(sign + 1)..]) is { } bound
            ? new LimitSetting(setting[..sign], bound)
            : throw new UsageException($"--limit: {setting}: not of the form NAME=VALUE, as loopIterations=1000, fileSize=64M, wallTime=1.5s");
    }
}
