namespace BashTool.Commands.Awk;

/// <summary>How a statement ended.</summary>
internal enum AwkFlow : byte
{
    Normal,
    Break,
    Continue,
    Next,
    NextFile,
    Exit,
    Return,
}
