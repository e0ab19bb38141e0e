namespace BashTool.Core.Syntax.Ast;

/// <summary>A word by itself: true when it is not empty.</summary>
public sealed class ConditionalWord : ConditionalExpression
{
    public required Word Word { get; init; }
}
