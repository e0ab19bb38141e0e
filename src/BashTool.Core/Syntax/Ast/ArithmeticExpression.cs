namespace BashTool.Core.Syntax.Ast;

/// <summary>A node of an arithmetic expression. Its span counts from the start of the expression's text.</summary>
public abstract class ArithmeticExpression : SyntaxNode
{
    internal object? Annotation = null;

    private protected ArithmeticExpression(ArithmeticKind kind) => Kind = kind;

    public ArithmeticKind Kind { get; }
}
