using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>What ends a record: the meaning of RS.</summary>
internal sealed record AwkSeparator(AwkSeparator.SeparatorKind Kind, byte Byte, PosixRegex? Regex)
{
    public static readonly AwkSeparator Newline = new(SeparatorKind.Byte, (byte)'\n', null);

    public enum SeparatorKind : byte
    {
        Byte,
        Paragraph,
        Regex,
    }
}
