namespace BashTool.Core.Syntax.Ast;

/// <summary><c>! expression</c>.</summary>
public sealed class ConditionalNot : ConditionalExpression
{
    public required ConditionalExpression Operand { get; init; }
}
