namespace BashTool.Core.Syntax.Ast;

/// <summary>A character quoted by a backslash.</summary>
public sealed class EscapedPart : QuotedLiteralPart
{
    public EscapedPart()
        : base(WordPartKind.Escaped)
    {
    }
}
