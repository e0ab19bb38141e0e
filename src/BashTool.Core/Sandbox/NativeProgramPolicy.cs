using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Which programs of the host a script may start.</summary>
public sealed record NativeProgramPolicy
{
    /// <summary>As the profile says: all in Session and None, none in Workspace and ReadOnly.</summary>
    public static NativeProgramPolicy Default { get; } = new();

    /// <summary>Null: as the profile says.</summary>
    public bool? AllowAll { get; init; }

    /// <summary>Programs that are allowed, by name without directory and <c>.exe</c>.</summary>
    public IReadOnlySet<string> Allowed { get; init; } = new HashSet<string>();

    /// <summary>Programs that are refused, whatever else is said.</summary>
    public IReadOnlySet<string> Denied { get; init; } = new HashSet<string>();

    /// <summary>Null where the program may be started.</summary>
    public AccessDenial? Check(string program, SandboxProfile profile)
    {
        string name = Normalize(program);
        if (Contains(Denied, name))
        {
            return SandboxCodes.ProgramDenied(name);
        }

        bool all = AllowAll ?? profile is SandboxProfile.Session or SandboxProfile.None;
        return all || Contains(Allowed, name) ? null : SandboxCodes.ProgramNotAllowed(name);
    }

    private static bool Contains(IReadOnlySet<string> set, string name)
    {
        foreach (string entry in set)
        {
            if (string.Equals(Normalize(entry), name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Normalize(string program)
    {
        string name = program[(program.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}
