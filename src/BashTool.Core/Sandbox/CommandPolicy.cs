using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Which commands a script may use, builtins included. <c>*</c> in a name stands for anything.</summary>
public sealed record CommandPolicy
{
    /// <summary>Everything there is.</summary>
    public static CommandPolicy Default { get; } = new();

    /// <summary>The commands that are allowed; null: all.</summary>
    public IReadOnlySet<string>? Allowed { get; init; }

    /// <summary>The commands that are refused, whatever else is said.</summary>
    public IReadOnlySet<string> Denied { get; init; } = new HashSet<string>();

    /// <summary>Whether it says anything at all.</summary>
    public bool IsOpen => Allowed is null && Denied.Count == 0;

    /// <summary>Null where the command may be used.</summary>
    public AccessDenial? Check(string command)
    {
        if (IsOpen)
        {
            return null;
        }

        string name = command[(command.LastIndexOf('/') + 1)..];
        return NamePattern.MatchesAny(Denied, name, ignoreCase: false) ? SandboxCodes.CommandDenied(name)
            : Allowed is not null && !NamePattern.MatchesAny(Allowed, name, ignoreCase: false) ? SandboxCodes.CommandNotAllowed(name)
            : null;
    }
}
