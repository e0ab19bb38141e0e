// The name users see: BashTool.BashCommandKind.
namespace BashTool;

/// <summary>What kind of command it is.</summary>
public enum BashCommandKind
{
    /// <summary>Part of the shell.</summary>
    Builtin,

    /// <summary>One of BashTool's own implementations of the Unix commands.</summary>
    Command,

    /// <summary>Added with Register-BashCommand.</summary>
    Registered,
}
