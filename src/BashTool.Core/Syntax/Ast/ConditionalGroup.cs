namespace BashTool.Core.Syntax.Ast;

/// <summary><c>( expression )</c>.</summary>
public sealed class ConditionalGroup : ConditionalExpression
{
    public required ConditionalExpression Expression { get; init; }
}
