namespace BashTool.Core.Syntax.Ast;

/// <summary>The base of every node of the tree.</summary>
public abstract class SyntaxNode
{
    public SourceSpan Span { get; init; }

    public int Line => Span.Line;
}
