namespace BashTool.Core.Text;

/// <summary>How a shell pattern is to be matched.</summary>
[Flags]
public enum GlobOptions
{
    None = 0,

    /// <summary><c>?( ) *( ) +( ) @( ) !( )</c> are understood (bash: shopt extglob; always in <c>[[ == ]]</c>).</summary>
    ExtendedGlob = 1,

    /// <summary>Letters match both cases (nocasematch, nocaseglob).</summary>
    IgnoreCase = 2,

    /// <summary>No wildcard and no bracket matches a slash.</summary>
    PathName = 4,

    /// <summary>A dot at the start is matched by a dot only (pathname expansion without dotglob).</summary>
    LeadingDot = 8,

    /// <summary>A backslash is an ordinary character (fnmatch's FNM_NOESCAPE).</summary>
    NoEscape = 16,
}
