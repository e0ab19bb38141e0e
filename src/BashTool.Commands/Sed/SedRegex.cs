using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Sed;

/// <summary>A regular expression of a script; the empty one stands for the one used last.</summary>
internal sealed record SedRegex(PosixRegex? Compiled)
{
    public static readonly SedRegex Empty = new((PosixRegex?)null);
}
