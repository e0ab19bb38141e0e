using System.Text.Json;
using BashTool.Core.Files;
using BashTool.Core.Limits;

namespace BashTool.Core.Sandbox;

/// <summary>Makes of a policy what its JSON file says; what is as by default is left out.</summary>
internal static class PolicyWriter
{
    public static PolicyDocument ToDocument(SandboxPolicy policy) => new()
    {
        Profile = policy.Profile.ToString().ToLowerInvariant(),
        Root = policy.WorkspaceRoot.IsEmpty ? null : policy.WorkspaceRoot.Text,
        User = policy.UserName == "claude" ? null : policy.UserName,
        WritableUploads = policy.WritableUploads ? true : null,
        Location = policy.CurrentLocation.IsEmpty ? null : policy.CurrentLocation.Text,
        Writable = policy.WritableTrees.Count == 0 ? null : [.. policy.WritableTrees.Select(static tree => tree.Text)],
        Temporary = policy.TemporaryDirectory?.Text,
        CopyOnWrite = policy.CopyOnWrite ? true : null,
        Mounts = policy.Mounts.Count == 0 ? null : [.. policy.Mounts.Select(static mount => new PolicyMount
        {
            At = mount.At.Text,
            Source = mount.Source.Text,
            Access = mount.Writable ? "write" : "read",
        })],
        Commands = policy.Commands.IsOpen ? null : new PolicyNames
        {
            Allowed = policy.Commands.Allowed is null ? null : Sorted(policy.Commands.Allowed),
            Denied = Sorted(policy.Commands.Denied),
        },
        Native = policy.NativePrograms is { AllowAll: null, Allowed.Count: 0, Denied.Count: 0 } ? null : new PolicyPrograms
        {
            All = policy.NativePrograms.AllowAll,
            Allowed = Sorted(policy.NativePrograms.Allowed),
            Denied = Sorted(policy.NativePrograms.Denied),
        },
        Network = policy.Network is { All: null, Allowed.Count: 0, Denied.Count: 0 } ? null : new PolicyNetwork
        {
            All = policy.Network.All,
            Allowed = Hosts(policy.Network.Allowed),
            Denied = Hosts(policy.Network.Denied),
        },
        Environment = policy.Environment is { All: null, Allowed.Count: 0, Denied.Count: 0, Set.Count: 0 } ? null : new PolicyEnvironment
        {
            All = policy.Environment.All,
            Allowed = Sorted(policy.Environment.Allowed),
            Denied = Sorted(policy.Environment.Denied),
            Set = policy.Environment.Set.Count == 0 ? null : new Dictionary<string, string>(policy.Environment.Set),
        },
        Limits = Limits(policy.Limits),
    };

    private static List<string>? Sorted(IReadOnlyCollection<string> names) => names.Count == 0 ? null : [.. names.Order(StringComparer.Ordinal)];

    private static List<PolicyHost>? Hosts(IReadOnlyList<NetworkRule> rules) => rules.Count == 0 ? null : [.. rules.Select(static rule => new PolicyHost
    {
        Host = rule.Host,
        Methods = rule.Methods is null ? null : Sorted(rule.Methods),
        Ports = rule.Ports is null ? null : [.. rule.Ports.Order()],
        Schemes = rule.Schemes is null ? null : Sorted(rule.Schemes),
    })];

    private static Dictionary<string, JsonElement>? Limits(ExecutionLimits limits)
    {
        var settings = new Dictionary<string, JsonElement>();
        foreach ((Limit limit, Limit standard) in limits.All.Zip(ExecutionLimits.Standard.All))
        {
            if (limit.Value != standard.Value)
            {
                string text = limit.IsUnlimited ? "\"unlimited\"" : limit is TimeLimit ? $"\"{limit.Value}ms\"" : limit.Describe();
                using var document = JsonDocument.Parse(text);
                settings[limit.SettingName] = document.RootElement.Clone();
            }
        }

        return settings.Count == 0 ? null : settings;
    }
}
