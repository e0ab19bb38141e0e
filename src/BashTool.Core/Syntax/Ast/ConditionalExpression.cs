namespace BashTool.Core.Syntax.Ast;

/// <summary>A node of the expression of <c>[[ ]]</c>.</summary>
public abstract class ConditionalExpression : SyntaxNode
{
    internal object? Annotation = null;

    private protected ConditionalExpression()
    {
    }
}
