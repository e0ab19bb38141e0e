using System.Collections;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>Which of the host's environment variables a script gets to see.</summary>
public static class HostEnvironment
{
    private const string SystemDirectories = "/usr/local/bin:/usr/bin:/bin";

    private static readonly StringComparison NameComparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static (string Before, string After) lastPath = ("", SystemDirectories);

    /// <summary>The file mode creation mask of this process; 022 where there is none.</summary>
    public static int Umask { get; } = ReadUmask();

    /// <summary>The host's own PATH, in its own form.</summary>
    public static string HostPath => Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>The variables a shell of that profile starts with; none that looks like a secret, but in None.</summary>
    public static List<KeyValuePair<string, string>> Select(SandboxProfile profile) => Select(new SandboxPolicy { Profile = profile });

    /// <summary>The variables a shell of that policy starts with.</summary>
    public static List<KeyValuePair<string, string>> Select(SandboxPolicy policy)
    {
        List<KeyValuePair<string, string>> variables = policy.Profile == SandboxProfile.Workspace ? Contained(policy) : Session(policy);
        foreach ((string name, string value) in policy.Environment.Set)
        {
            variables.RemoveAll(v => v.Key == name);
            variables.Add(new(name, value));
        }

        return variables;
    }

    private static List<KeyValuePair<string, string>> Session(SandboxPolicy policy)
    {
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

            if (!policy.Environment.LetsThrough(name, policy.Profile))
            {
                continue;
            }

            bool isHome = name == "HOME";
            hasHome |= isHome;
            variables.Add(new(name, isHome && OperatingSystem.IsWindows() ? ToUnix(value) : value));
        }

        if (!hasPath)
        {
            variables.Add(new("PATH", SystemDirectories));
        }

        if (!hasHome && OperatingSystem.IsWindows() && !HostDirectories.Home.IsEmpty)
        {
            variables.Add(new("HOME", ToUnix(HostDirectories.Home.Text)));
        }

        if (OperatingSystem.IsWindows())
        {
            // Scripts ask for it by the name it has on Unix.
            AddUserName(variables);
        }

        return variables;
    }

    private static void AddUserName(List<KeyValuePair<string, string>> variables)
    {
        foreach ((string name, _) in variables)
        {
            if (name == "USER")
            {
                return;
            }
        }

        variables.Add(new("USER", Environment.UserName));
    }

    private static List<KeyValuePair<string, string>> Contained(SandboxPolicy policy)
    {
        string userName = policy.UserName;
        var variables = new List<KeyValuePair<string, string>>();
        IDictionaryEnumerator each = Environment.GetEnvironmentVariables().GetEnumerator();
        while (each.MoveNext())
        {
            if ((string)each.Key is not ("PATH" or "HOME" or "USER") && policy.Environment.LetsThrough((string)each.Key, policy.Profile))
            {
                variables.Add(new((string)each.Key, (string)each.Value!));
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

        if (OperatingSystem.IsWindows() && !IsUnixList(path))
        {
            IEnumerable<string> directories = path.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ToUnix);
            after = SystemDirectories + ":" + string.Join(':', directories);
        }
        else
        {
            string bounded = ":" + path + ":";
            bool complete = bounded.Contains(":/usr/bin:", StringComparison.Ordinal) || bounded.Contains(":/bin:", StringComparison.Ordinal);
            after = complete ? path : $"{path}:/usr/bin:/bin";
        }

        lastPath = (path, after);
        return after;
    }

    // Somebody who speaks our language set it.
    private static bool IsUnixList(string path) => path.StartsWith('/') && path.AsSpan().IndexOfAny('\\', ';') < 0;

    private static string ToUnix(string directory)
    {
        string text = directory.Replace('\\', '/');
        return text.Length >= 2 && text[1] == ':' ? $"/{char.ToLowerInvariant(text[0])}{text[2..]}" : text;
    }

    // It can only be asked for by setting it.
    private static int ReadUmask()
    {
        const int usual = 0x12;
        if (OperatingSystem.IsWindows())
        {
            return usual;
        }

        uint mask = UnixCalls.umask(usual);
        UnixCalls.umask(mask);
        return (int)mask;
    }
}
