namespace BashTool.Core.Syntax.Ast;

/// <summary>A condition of an <see cref="IfCommand"/> and what runs when it holds: <c>if</c> or <c>elif</c>.</summary>
public sealed class IfClause : SyntaxNode
{
    public required CommandList Condition { get; init; }

    public required CommandList Body { get; init; }
}
