using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Which programs of the host a script may start.</summary>
public sealed record NativeProgramPolicy
{
    /// <summary>As the profile says: all in Session and None, none in Workspace and ReadOnly.</summary>
    public static NativeProgramPolicy Default { get; } = new();

    /// <summary>Null: as the profile says.</summary>
    public bool? AllowAll { get; init; }

    /// <summary>Programs that are allowed: by name without directory and <c>.exe</c>, or by the host's whole path.</summary>
    public IReadOnlySet<string> Allowed { get; init; } = new HashSet<string>();

    /// <summary>Programs that are refused, whatever else is said.</summary>
    public IReadOnlySet<string> Denied { get; init; } = new HashSet<string>();

    /// <summary>Null where the program may be started.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="profile">What holds where nothing is said.</param>
    /// <param name="path">Where the host has it, if known: an entry with a directory is held against this.</param>
    public AccessDenial? Check(string program, SandboxProfile profile, HostPath path = default)
    {
        string name = NameOf(program);
        if (Contains(Denied, name, path))
        {
            return SandboxCodes.ProgramDenied(name);
        }

        if (Contains(Allowed, name, path))
        {
            return null;
        }

        if (profile != SandboxProfile.None && AllowAll != true && DangerousProgram.Find(name) is { } dangerous)
        {
            return dangerous.Denial;
        }

        bool all = AllowAll ?? profile is SandboxProfile.Session or SandboxProfile.None;
        return all ? null : SandboxCodes.ProgramNotAllowed(name);
    }

    private static bool Contains(IReadOnlySet<string> set, string name, HostPath path)
    {
        foreach (string entry in set)
        {
            // Without the place, a path in the policy is held against the name alone.
            bool isMatch = entry.AsSpan().ContainsAny('/', '\\') && !path.IsEmpty
                ? string.Equals(entry, path.Text, HostPath.CurrentStyle == PathStyle.Windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                : string.Equals(NameOf(entry), name, StringComparison.OrdinalIgnoreCase);
            if (isMatch)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name without directory and without what Windows puts behind programs.</summary>
    internal static string NameOf(string program)
    {
        string name = program[(program.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name.Length > 4 && (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".com", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bat", StringComparison.OrdinalIgnoreCase)) ? name[..^4] : name;
    }
}
