namespace BashTool.Core.Syntax.Ast;

/// <summary><c>x = e</c>, or <c>x += e</c> with the operator.</summary>
public sealed class ArithmeticAssignment : ArithmeticExpression
{
    public ArithmeticAssignment()
        : base(ArithmeticKind.Assignment)
    {
    }

    public required ArithmeticVariable Target { get; init; }

    /// <summary>Null for plain <c>=</c>.</summary>
    public ArithmeticBinaryOperator? Operator { get; init; }

    public required ArithmeticExpression Value { get; init; }

    /// <summary>Where bash's message about a division by 0 takes its error token from.</summary>
    public int ErrorPosition { get; init; }
}
