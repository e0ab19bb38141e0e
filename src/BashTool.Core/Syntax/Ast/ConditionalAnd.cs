namespace BashTool.Core.Syntax.Ast;

/// <summary><c>left &amp;&amp; right</c>.</summary>
public sealed class ConditionalAnd : ConditionalExpression
{
    public required ConditionalExpression Left { get; init; }

    public required ConditionalExpression Right { get; init; }
}
