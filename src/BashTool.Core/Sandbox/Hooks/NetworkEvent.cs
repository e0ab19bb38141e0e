namespace BashTool.Core.Sandbox.Hooks;

/// <summary>A request to a host of the network.</summary>
public sealed class NetworkEvent : HookEvent
{
    public override string Kind => "network";

    /// <summary>The method, as <c>GET</c>; may be rewritten.</summary>
    public required string Method { get; set; }

    /// <summary>Where to; may be rewritten, and is checked against the policy again then.</summary>
    public required Uri Address { get; set; }

    /// <summary>Afterwards: the protocol's status, as 200.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Afterwards: how many bytes came.</summary>
    public long? BytesReceived { get; set; }

    /// <summary>Afterwards: what went wrong.</summary>
    public string? Error { get; set; }
}
