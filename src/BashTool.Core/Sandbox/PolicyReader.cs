using System.Text.Json;
using BashTool.Core.Files;
using BashTool.Core.Limits;

namespace BashTool.Core.Sandbox;

/// <summary>Makes a policy of what a JSON file says.</summary>
internal sealed class PolicyReader(HostPath directory)
{
    public SandboxPolicy Read(PolicyDocument document, SandboxPolicy basis)
    {
        SandboxProfile profile = document.Profile is null ? basis.Profile : Profile(document.Profile);
        if (document.Root is not null && profile != SandboxProfile.Workspace)
        {
            throw new PolicyProblem("root", "goes with the profile workspace");
        }

        return basis with
        {
            Profile = profile,
            WorkspaceRoot = document.Root is null ? basis.WorkspaceRoot : Host("root", document.Root),
            UserName = document.User is null ? basis.UserName : User(document.User),
            WritableUploads = document.WritableUploads ?? basis.WritableUploads,
            CurrentLocation = document.Location is null ? basis.CurrentLocation : Host("location", document.Location),
            WritableTrees = document.Writable is null ? basis.WritableTrees : [.. document.Writable.Select((tree, i) => Host($"writable[{i}]", tree))],
            TemporaryDirectory = document.Temporary is null ? basis.TemporaryDirectory : Host("temporary", document.Temporary),
            CopyOnWrite = document.CopyOnWrite ?? basis.CopyOnWrite,
            Mounts = document.Mounts is null ? basis.Mounts : [.. document.Mounts.Select(Mount)],
            Commands = document.Commands is null ? basis.Commands : new CommandPolicy
            {
                Allowed = document.Commands.Allowed is null ? null : Names("commands.allowed", document.Commands.Allowed),
                Denied = Names("commands.denied", document.Commands.Denied),
            },
            NativePrograms = document.Native is null ? basis.NativePrograms : new NativeProgramPolicy
            {
                AllowAll = document.Native.All,
                Allowed = Names("native.allowed", document.Native.Allowed),
                Denied = Names("native.denied", document.Native.Denied),
            },
            Network = document.Network is null ? basis.Network : new NetworkPolicy
            {
                All = document.Network.All,
                Allowed = Rules("network.allowed", document.Network.Allowed),
                Denied = Rules("network.denied", document.Network.Denied),
            },
            Environment = document.Environment is null ? basis.Environment : new EnvironmentPolicy
            {
                All = document.Environment.All,
                Allowed = [.. Names("environment.allowed", document.Environment.Allowed)],
                Denied = [.. Names("environment.denied", document.Environment.Denied)],
                Set = Variables(document.Environment.Set),
            },
            Limits = document.Limits is null ? basis.Limits : Limits(document.Limits, basis.Limits),
        };
    }

    private static SandboxProfile Profile(string name) => name.ToLowerInvariant() switch
    {
        "session" => SandboxProfile.Session,
        "workspace" => SandboxProfile.Workspace,
        "readonly" => SandboxProfile.ReadOnly,
        "none" => SandboxProfile.None,
        _ => throw new PolicyProblem("profile", $"'{name}' is not one of session, workspace, readonly, none"),
    };

    private static string User(string name) => name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny("/\\:\0\n") >= 0
        ? throw new PolicyProblem("user", $"'{name}' is not a user name")
        : name;

    private HostPath Host(string place, string text)
    {
        if (text.Length == 0 || text.Contains('\0'))
        {
            throw new PolicyProblem(place, "a path is expected");
        }

        return HostPath.OfThisMachine(directory.IsEmpty ? Path.GetFullPath(text) : Path.GetFullPath(text, directory.Text));
    }

    private SandboxMount Mount(PolicyMount mount, int index)
    {
        string place = $"mounts[{index}]";
        if (mount.At is null || !VirtualPath.TryParse(mount.At, out VirtualPath at) || !mount.At.StartsWith('/') || mount.At.Contains("/../", StringComparison.Ordinal))
        {
            throw new PolicyProblem(mount.At is null ? place : place + ".at", mount.At is null ? "'at' is missing" : $"'{mount.At}' is not an absolute virtual path");
        }

        if (mount.Source is null)
        {
            throw new PolicyProblem(place, "'source' is missing");
        }

        bool writable = mount.Access switch
        {
            null or "read" => false,
            "write" => true,
            _ => throw new PolicyProblem(place + ".access", $"'{mount.Access}' is not one of read, write"),
        };
        return new SandboxMount(at, Host(place + ".source", mount.Source), writable);
    }

    private static HashSet<string> Names(string place, List<string>? names)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new PolicyProblem($"{place}[{i}]", "a name is expected");
            }

            set.Add(names[i]);
        }

        return set;
    }

    private static Dictionary<string, string> Variables(Dictionary<string, string>? variables)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in variables ?? [])
        {
            if (name.Length == 0 || name.Contains('=') || name.Contains('\0'))
            {
                throw new PolicyProblem("environment.set", $"'{name}' is not a name of a variable");
            }

            set[name] = value ?? throw new PolicyProblem("environment.set." + name, "a text is expected");
        }

        return set;
    }

    private static List<NetworkRule> Rules(string place, List<PolicyHost>? hosts)
    {
        var rules = new List<NetworkRule>();
        for (int i = 0; i < hosts?.Count; i++)
        {
            PolicyHost host = hosts[i];
            if (string.IsNullOrWhiteSpace(host.Host) || host.Host.Contains('/'))
            {
                throw new PolicyProblem(host.Host is null ? $"{place}[{i}]" : $"{place}[{i}].host", host.Host is null ? "'host' is missing" : "a name or address of a host is expected");
            }

            if (host.Ports?.FindIndex(static port => port is < 1 or > 65535) is >= 0 and { } wrong)
            {
                throw new PolicyProblem($"{place}[{i}].ports", $"{host.Ports[wrong]} is not a port");
            }

            rules.Add(new NetworkRule
            {
                Host = host.Host,
                Methods = host.Methods is null ? null : new HashSet<string>(host.Methods, StringComparer.OrdinalIgnoreCase),
                Ports = host.Ports is null ? null : new HashSet<int>(host.Ports),
                Schemes = host.Schemes is null ? null : new HashSet<string>(host.Schemes, StringComparer.OrdinalIgnoreCase),
            });
        }

        return rules;
    }

    private static ExecutionLimits Limits(Dictionary<string, JsonElement> settings, ExecutionLimits basis)
    {
        ExecutionLimits limits = basis;
        if (settings.TryGetValue("profile", out JsonElement profile))
        {
            limits = (profile.ValueKind == JsonValueKind.String ? ExecutionLimits.Find(profile.GetString()!) : null)
                ?? throw new PolicyProblem("limits.profile", $"{profile.GetRawText()} is not one of standard, hardened, unlimited");
        }

        foreach ((string name, JsonElement element) in settings)
        {
            if (name == "profile")
            {
                continue;
            }

            bool isTime = name.EndsWith("Time", StringComparison.OrdinalIgnoreCase);
            string text = element.ValueKind switch
            {
                JsonValueKind.String => element.GetString()!,
                JsonValueKind.Number => element.GetRawText(),
                JsonValueKind.Null => "unlimited",
                _ => throw new PolicyProblem("limits." + name, "a number is expected, or a text such as \"64M\", \"30s\", \"unlimited\""),
            };
            if (!ExecutionLimits.Standard.All.Any(limit => limit.SettingName.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new PolicyProblem("limits." + name, $"there is no limit '{name}'");
            }

            long value = ExecutionLimits.ParseSetting(name, text) ?? throw new PolicyProblem(
                "limits." + name, isTime ? $"'{text}' is not a time above zero, as 30, \"1.5s\", \"10m\"" : $"'{text}' is not a whole number above zero, as 1000, \"64M\"");
            limits = limits.With(name, value);
        }

        return limits;
    }
}
