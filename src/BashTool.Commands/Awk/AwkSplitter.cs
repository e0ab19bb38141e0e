using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>How records are cut into fields.</summary>
internal sealed class AwkSplitter
{
    public static readonly AwkSplitter Blanks = new() { Kind = SplitKind.Blanks };

    public enum SplitKind : byte
    {
        Blanks,
        Byte,
        Characters,
        Regex,
        Widths,
        Pattern,
    }

    public SplitKind Kind { get; init; }

    public byte Separator { get; init; }

    /// <summary>Newlines separate fields too (records are paragraphs).</summary>
    public bool Newlines { get; init; }

    public PosixRegex? Regex { get; init; }

    /// <summary>For each field the characters to skip and to take; -1 takes the rest.</summary>
    public (int Skip, int Take)[] Widths { get; init; } = [];
}
