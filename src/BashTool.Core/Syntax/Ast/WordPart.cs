namespace BashTool.Core.Syntax.Ast;

/// <summary>A part of a word.</summary>
public abstract class WordPart : SyntaxNode
{
    /// <summary>What the expander keeps about this part. The parser never touches it.</summary>
    internal object? Annotation = null;

    private protected WordPart(WordPartKind kind) => Kind = kind;

    public WordPartKind Kind { get; }
}
