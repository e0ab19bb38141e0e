namespace BashTool.Core.Syntax.Ast;

/// <summary>A constant; the empty expression is 0.</summary>
public sealed class ArithmeticNumber : ArithmeticExpression
{
    public ArithmeticNumber()
        : base(ArithmeticKind.Number)
    {
    }

    public required long Value { get; init; }
}
