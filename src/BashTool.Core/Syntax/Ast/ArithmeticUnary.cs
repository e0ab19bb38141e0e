namespace BashTool.Core.Syntax.Ast;

/// <summary>The unary operators.</summary>
public enum ArithmeticUnaryOperator : byte
{
    Plus,
    Minus,
    LogicalNot,
    BitwiseNot,
}

/// <summary>A unary operator and its operand.</summary>
public sealed class ArithmeticUnary : ArithmeticExpression
{
    public ArithmeticUnary()
        : base(ArithmeticKind.Unary)
    {
    }

    public required ArithmeticUnaryOperator Operator { get; init; }

    public required ArithmeticExpression Operand { get; init; }
}
