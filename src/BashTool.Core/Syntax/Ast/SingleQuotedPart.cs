namespace BashTool.Core.Syntax.Ast;

/// <summary><c>'text'</c>.</summary>
public sealed class SingleQuotedPart : QuotedLiteralPart
{
    public SingleQuotedPart()
        : base(WordPartKind.SingleQuoted)
    {
    }
}
