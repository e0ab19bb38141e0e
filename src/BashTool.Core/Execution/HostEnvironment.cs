using System.Collections;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>Which of the host's environment variables a script gets to see.</summary>
public static class HostEnvironment
{
    private const string SystemDirectories = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>What an agent's workspace is given: nothing that could be a secret.</summary>
    private static readonly string[] Harmless = ["LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "COLUMNS", "LINES", "NO_COLOR"];

    private static readonly StringComparison NameComparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static (string Before, string After) lastPath = ("", SystemDirectories);

    /// <summary>The host's own PATH, in its own form.</summary>
    public static string HostPath => Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>The variables a shell of that profile starts with.</summary>
    public static List<KeyValuePair<string, string>> Select(SandboxProfile profile, string userName = "claude")
    {
        if (profile == SandboxProfile.Workspace)
        {
            return Contained(userName);
        }

        bool hasPath = false;
        bool hasHome = false;
        IDictionary all = Environment.GetEnvironmentVariables();
        var variables = new List<KeyValuePair<string, string>>(all.Count + 2);
        IDictionaryEnumerator each = all.GetEnumerator();
        while (each.MoveNext())
        {
            string name = (string)each.Key;
            string value = (string)each.Value!;
            if (!hasPath && name.Equals("PATH", NameComparison))
            {
                hasPath = true;
                variables.Add(new("PATH", WithSystemDirectories(value)));
                continue;
            }

            hasHome |= name == "HOME";
            variables.Add(new(name, value));
        }

        if (!hasPath)
        {
            variables.Add(new("PATH", SystemDirectories));
        }

        if (!hasHome && OperatingSystem.IsWindows() && !HostDirectories.Home.IsEmpty)
        {
            variables.Add(new("HOME", ToUnix(HostDirectories.Home.Text)));
        }

        return variables;
    }

    private static List<KeyValuePair<string, string>> Contained(string userName)
    {
        var variables = new List<KeyValuePair<string, string>>(Harmless.Length + 3);
        foreach (string name in Harmless)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables.Add(new(name, value));
            }
        }

        variables.Add(new("PATH", SystemDirectories));
        variables.Add(new("HOME", "/home/" + userName));
        variables.Add(new("USER", userName));
        return variables;
    }

    // Our own commands stand in /usr/bin and /bin, which a Windows PATH does not name. PATH seldom changes between two calls.
    private static string WithSystemDirectories(string path)
    {
        (string before, string after) = lastPath;
        if (before == path)
        {
            return after;
        }

        if (OperatingSystem.IsWindows())
        {
            IEnumerable<string> directories = path.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ToUnix);
            after = SystemDirectories + ":" + string.Join(':', directories);
        }
        else
        {
            string[] parts = path.Split(':');
            after = parts.Contains("/usr/bin") || parts.Contains("/bin") ? path : $"{path}:/usr/bin:/bin";
        }

        lastPath = (path, after);
        return after;
    }

    private static string ToUnix(string directory)
    {
        string text = directory.Replace('\\', '/');
        return text.Length >= 2 && text[1] == ':' ? $"/{char.ToLowerInvariant(text[0])}{text[2..]}" : text;
    }
}
