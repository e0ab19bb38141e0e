namespace BashTool.Core.Syntax.Ast;

/// <summary><c>a ? b : c</c>.</summary>
public sealed class ArithmeticConditional : ArithmeticExpression
{
    public ArithmeticConditional()
        : base(ArithmeticKind.Conditional)
    {
    }

    public required ArithmeticExpression Condition { get; init; }

    public required ArithmeticExpression WhenTrue { get; init; }

    public required ArithmeticExpression WhenFalse { get; init; }
}
