namespace BashTool.Core.Syntax.Ast;

/// <summary><c>-f word</c> and its like.</summary>
public sealed class ConditionalUnary : ConditionalExpression
{
    /// <summary>The letter after the dash.</summary>
    public required char Operator { get; init; }

    public required Word Operand { get; init; }
}
