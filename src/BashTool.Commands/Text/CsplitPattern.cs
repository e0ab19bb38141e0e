using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>Where csplit cuts: at a line number or a match, and how often again.</summary>
internal sealed class CsplitPattern
{
    public required string Text { get; init; }

    public long Line { get; init; }

    /// <summary>Null for a line number.</summary>
    public PosixRegex? Regex { get; init; }

    /// <summary>What comes before the match is skipped, not written.</summary>
    public bool Ignores { get; init; }

    public long Offset { get; init; }

    /// <summary>-1: as often as possible.</summary>
    public long Repeats { get; set; }
}
