namespace BashTool.Core.Syntax.Ast;

/// <summary>The binary operators. And, or and comma evaluate their right side as C does.</summary>
public enum ArithmeticBinaryOperator : byte
{
    Power,
    Multiply,
    Divide,
    Remainder,
    Add,
    Subtract,
    ShiftLeft,
    ShiftRight,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    BitwiseAnd,
    BitwiseXor,
    BitwiseOr,
    LogicalAnd,
    LogicalOr,
    Comma,
}

/// <summary>A binary operator and its operands.</summary>
public sealed class ArithmeticBinary : ArithmeticExpression
{
    public ArithmeticBinary()
        : base(ArithmeticKind.Binary)
    {
    }

    public required ArithmeticBinaryOperator Operator { get; init; }

    public required ArithmeticExpression Left { get; init; }

    public required ArithmeticExpression Right { get; init; }

    /// <summary>Where bash's message about this operator (division by 0, negative exponent) takes its error token from, to the end of the text.</summary>
    public int ErrorPosition { get; init; }
}
