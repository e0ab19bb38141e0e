namespace BashTool.Core.Syntax.Ast;

/// <summary><c>left || right</c>.</summary>
public sealed class ConditionalOr : ConditionalExpression
{
    public required ConditionalExpression Left { get; init; }

    public required ConditionalExpression Right { get; init; }
}
