namespace BashTool.Core.Sandbox;

/// <summary>Some hosts of the network and what may be asked of them.</summary>
public sealed record NetworkRule
{
    /// <summary>A name or address; <c>*.example.org</c> is every name below it, <c>*</c> every host.</summary>
    public required string Host { get; init; }

    /// <summary>The methods, as <c>GET</c>; null: all.</summary>
    public IReadOnlySet<string>? Methods { get; init; }

    /// <summary>The ports; null: all.</summary>
    public IReadOnlySet<int>? Ports { get; init; }

    /// <summary>The schemes, as <c>https</c>; null: all.</summary>
    public IReadOnlySet<string>? Schemes { get; init; }

    public bool Covers(string method, Uri address) =>
        NamePattern.Matches(Host, address.IdnHost.TrimEnd('.'), ignoreCase: true)
        && (Methods is null || Has(Methods, method))
        && (Ports is null || Ports.Contains(address.Port))
        && (Schemes is null || Has(Schemes, address.Scheme));

    private static bool Has(IReadOnlySet<string> set, string name)
    {
        foreach (string entry in set)
        {
            if (entry.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
