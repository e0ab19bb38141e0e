using BashTool.Core.Files;
using BashTool.Core.Sandbox.Hooks;

namespace BashTool.Core.Sandbox;

/// <summary>What a command that speaks to the network asks first: the policy, then the hooks.</summary>
public sealed class NetworkAccess(SandboxPolicy policy, HookChain hooks, TimeProvider clock)
{
    /// <summary>Says whether a request may be made, without making it known to hooks.</summary>
    public AccessDenial? Check(string method, Uri address) => policy.Network.Check(method, address, policy.Profile);

    /// <summary>Before a request: what is to be asked, perhaps rewritten by a hook. Hand the result to <see cref="End"/> afterwards.</summary>
    /// <exception cref="SandboxDeniedException">The policy or a hook refuses.</exception>
    public NetworkEvent Begin(string method, Uri address)
    {
        var request = new NetworkEvent { Method = method, Address = address, Time = clock.GetUtcNow() };
        if (Check(method, address) is { } denial)
        {
            request.Deny(denial);
        }

        if (hooks.SeesNetwork)
        {
            hooks.Before(request);
            if (request.Denial is null && Check(request.Method, request.Address) is { } second)
            {
                request.Deny(second);
            }
        }

        if (request.Denial is { } refused)
        {
            hooks.After(request);
            throw new SandboxDeniedException(refused.Error, address.Host, refused);
        }

        return request;
    }

    /// <summary>After a request that was made, whatever came of it.</summary>
    public void End(NetworkEvent request)
    {
        request.Duration = clock.GetUtcNow() - request.Time;
        hooks.After(request);
    }
}
