using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Which hosts of the network a script may speak to. By default everything in Session and None, nothing in Workspace and ReadOnly.</summary>
public sealed record NetworkPolicy
{
    public static NetworkPolicy Default { get; } = new();

    /// <summary>Whether every host is allowed; null: as the profile says.</summary>
    public bool? All { get; init; }

    public IReadOnlyList<NetworkRule> Allowed { get; init; } = [];

    /// <summary>What is refused, whatever else is said.</summary>
    public IReadOnlyList<NetworkRule> Denied { get; init; } = [];

    /// <summary>Null where the request may be made.</summary>
    public AccessDenial? Check(string method, Uri address, SandboxProfile profile)
    {
        foreach (NetworkRule rule in Denied)
        {
            if (rule.Covers(method, address))
            {
                return SandboxCodes.NetworkDenied(address.Host);
            }
        }

        if (All ?? profile is SandboxProfile.Session or SandboxProfile.None)
        {
            return null;
        }

        bool knowsHost = false;
        foreach (NetworkRule rule in Allowed)
        {
            if (rule.Covers(method, address))
            {
                return null;
            }

            knowsHost |= (rule with { Methods = null }).Covers(method, address);
        }

        return knowsHost ? SandboxCodes.NetworkMethodNotAllowed(method, address.Host) : SandboxCodes.NetworkNotAllowed(address.Host);
    }
}
