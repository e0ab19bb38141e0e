namespace BashTool.Core.Syntax.Ast;

/// <summary><c>++x</c>, <c>--x</c>, <c>x++</c>, <c>x--</c>.</summary>
public sealed class ArithmeticIncrement : ArithmeticExpression
{
    public ArithmeticIncrement()
        : base(ArithmeticKind.Increment)
    {
    }

    public required ArithmeticVariable Target { get; init; }

    public bool IsPrefix { get; init; }

    public bool IsDecrement { get; init; }
}
