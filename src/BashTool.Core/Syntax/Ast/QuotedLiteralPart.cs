namespace BashTool.Core.Syntax.Ast;

/// <summary>Text that is quoted and needs no expansion: its characters stand for themselves.</summary>
public abstract class QuotedLiteralPart : WordPart
{
    private protected QuotedLiteralPart(WordPartKind kind)
        : base(kind)
    {
    }

    /// <summary>The text after quote removal.</summary>
    public required string Text { get; init; }
}
