namespace BashTool.Core.Expansion;

/// <summary>The attributes of a shell variable; the kinds of arrays are the variable's content, not attributes.</summary>
[Flags]
public enum VariableAttributes
{
    None = 0,
    Exported = 1,
    ReadOnly = 2,
    Integer = 4,
    Lower = 8,
    Upper = 16,
    Capitalize = 32,
    NameRef = 64,
    Trace = 128,

    /// <summary>An array declared without a value (<c>declare -a x</c>).</summary>
    Invisible = 256,

    /// <summary>Came as <c>NAME=value command</c>.</summary>
    Temporary = 512,

    /// <summary>The value is computed when it is read.</summary>
    Dynamic = 1024,

    /// <summary>The shell wants to hear of changes (<see cref="ShellVariables.Changed"/>).</summary>
    Watched = 2048,

    /// <summary>It cannot be unset, as <c>BASHOPTS</c> or <c>GROUPS</c>' kin.</summary>
    NoUnset = 4096,

    /// <summary>Assignments are accepted and dropped, as for <c>FUNCNAME</c>.</summary>
    NoAssign = 8192,

    /// <summary>What makes an assignment more than storing the text.</summary>
    AffectsAssignment = ReadOnly | Integer | Lower | Upper | Capitalize | NameRef | Dynamic | Watched | NoAssign,

    CaseMask = Lower | Upper | Capitalize,
}
