using System.Collections.Concurrent;

namespace BashTool.Core.Sandbox;

/// <summary>Which variables of the host's environment a script gets. By default none that looks like a secret.</summary>
public sealed record EnvironmentPolicy
{
    /// <summary>As the profile says, without secrets.</summary>
    public static EnvironmentPolicy Default { get; } = new();

    // What holds a secret says so in its name.
    private static readonly string[] Secrets =
    [
        "*SECRET*", "*TOKEN*", "*PASSWORD*", "*PASSWD*", "*PASSPHRASE*", "*CREDENTIAL*", "*APIKEY*", "*API_KEY*", "*ACCESS_KEY*", "*PRIVATE_KEY*",
        "*_KEY", "*_PAT", "*_PWD", "*_AUTH", "*AUTHORIZATION*", "*CONNECTION_STRING*", "*CONNSTR*", "*_DSN", "DATABASE_URL", "*_SAS", "AWS_*", "AZURE_*",
        "GOOGLE_APPLICATION_*", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "GPG_AGENT_INFO", "NPM_CONFIG_*AUTH*", "*COOKIE*", "*SESSION_ID*", "PGPASSFILE", "NETRC", "KUBECONFIG",
    ];

    private const string Secret = "secret";
    private const int MostJudged = 1000;

    private static readonly ConcurrentDictionary<string, string> Judged = new(StringComparer.Ordinal);

    // What an agent's workspace is given: how to speak, not where one is.
    private static readonly string[] Harmless = ["LANG", "LC_*", "TZ", "TERM", "COLUMNS", "LINES", "NO_COLOR"];

    /// <summary>Whether everything goes in, secrets too; null: as the profile says (everything in None).</summary>
    public bool? All { get; init; }

    /// <summary>Names that go in besides what the profile lets through, secrets too; <c>*</c> stands for anything.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Names that never go in.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];

    /// <summary>Variables to set, whatever the host has.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a variable of the host is let through.</summary>
    public bool LetsThrough(string name, SandboxProfile profile)
    {
        bool ignoreCase = OperatingSystem.IsWindows();
        if (NamePattern.MatchesAny(Denied, name, ignoreCase))
        {
            return false;
        }

        if ((All ?? profile == SandboxProfile.None) || NamePattern.MatchesAny(Allowed, name, ignoreCase))
        {
            return true;
        }

        return profile == SandboxProfile.Workspace ? NamePattern.MatchesAny(Harmless, name, ignoreCase) : !IsSecret(name);
    }

    /// <summary>Whether a name is one that secrets have.</summary>
    public static bool IsSecret(string name)
    {
        // Each call of a session asks for the same names.
        if (Judged.TryGetValue(name, out string? verdict))
        {
            return verdict == Secret;
        }

        bool isSecret = NamePattern.MatchesAny(Secrets, name, ignoreCase: true) && name is not ("PWD" or "OLDPWD");
        if (Judged.Count < MostJudged)
        {
            Judged.TryAdd(name, isSecret ? Secret : "");
        }

        return isSecret;
    }
}
