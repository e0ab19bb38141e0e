using System.Text.Json;
using System.Text.Json.Serialization;

namespace BashTool.Core.Sandbox;

/// <summary>A policy as its JSON file has it.</summary>
internal sealed class PolicyDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    public string? Profile { get; set; }

    /// <summary>Workspace: the directory.</summary>
    public string? Root { get; set; }

    public string? User { get; set; }

    public bool? WritableUploads { get; set; }

    /// <summary>Session: the current location.</summary>
    public string? Location { get; set; }

    public List<string>? Writable { get; set; }

    public string? Temporary { get; set; }

    public bool? CopyOnWrite { get; set; }

    public List<PolicyMount>? Mounts { get; set; }

    public PolicyNames? Commands { get; set; }

    public PolicyPrograms? Native { get; set; }

    public PolicyNetwork? Network { get; set; }

    public PolicyEnvironment? Environment { get; set; }

    public Dictionary<string, JsonElement>? Limits { get; set; }
}

internal sealed class PolicyMount
{
    public string? At { get; set; }

    public string? Source { get; set; }

    /// <summary><c>read</c> or <c>write</c>.</summary>
    public string? Access { get; set; }
}

internal sealed class PolicyNames
{
    public List<string>? Allowed { get; set; }

    public List<string>? Denied { get; set; }
}

internal sealed class PolicyPrograms
{
    public bool? All { get; set; }

    public List<string>? Allowed { get; set; }

    public List<string>? Denied { get; set; }
}

internal sealed class PolicyNetwork
{
    public bool? All { get; set; }

    public List<PolicyHost>? Allowed { get; set; }

    public List<PolicyHost>? Denied { get; set; }
}

internal sealed class PolicyHost
{
    public string? Host { get; set; }

    public List<string>? Methods { get; set; }

    public List<int>? Ports { get; set; }

    public List<string>? Schemes { get; set; }
}

internal sealed class PolicyEnvironment
{
    public bool? All { get; set; }

    public List<string>? Allowed { get; set; }

    public List<string>? Denied { get; set; }

    public Dictionary<string, string>? Set { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PolicyDocument))]
internal sealed partial class PolicyJson : JsonSerializerContext
{
}
