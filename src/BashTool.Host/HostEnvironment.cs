using System.Collections;
using BashTool.Core.Sandbox;

namespace BashTool.Host;

/// <summary>Which of the host's environment variables a script gets to see.</summary>
internal static class HostEnvironment
{
    /// <summary>What an agent's workspace is given: nothing that could be a secret.</summary>
    private static readonly string[] Harmless = ["LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "COLUMNS", "LINES", "NO_COLOR"];

    private const string SystemDirectories = "/usr/local/bin:/usr/bin:/bin";

    public static IEnumerable<KeyValuePair<string, string>> Select(SandboxProfile profile)
    {
        if (profile == SandboxProfile.Workspace)
        {
            foreach (string name in Harmless)
            {
                if (Environment.GetEnvironmentVariable(name) is { } value)
                {
                    yield return new(name, value);
                }
            }

            yield return new("PATH", SystemDirectories);
            yield return new("HOME", "/home/claude");
            yield return new("USER", "claude");
            yield break;
        }

        bool hasPath = false;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            string value = (string)variable.Value!;
            if (name.Equals("PATH", OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                hasPath = true;
                yield return new("PATH", WithSystemDirectories(value));
                continue;
            }

            yield return new(name, value);
        }

        if (!hasPath)
        {
            yield return new("PATH", SystemDirectories);
        }
    }

    // Our own commands stand in /usr/bin and /bin, which a Windows PATH does not name.
    private static string WithSystemDirectories(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            IEnumerable<string> directories = path.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ToUnix);
            return SystemDirectories + ":" + string.Join(':', directories);
        }

        string[] parts = path.Split(':');
        return parts.Contains("/usr/bin") || parts.Contains("/bin") ? path : $"{path}:/usr/bin:/bin";
    }

    private static string ToUnix(string directory)
    {
        string text = directory.Replace('\\', '/');
        return text.Length >= 2 && text[1] == ':' ? $"/{char.ToLowerInvariant(text[0])}{text[2..]}" : text;
    }
}
