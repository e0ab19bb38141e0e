namespace BashTool.Core.Syntax.Ast;

/// <summary>A variable, perhaps with a subscript.</summary>
public sealed class ArithmeticVariable : ArithmeticExpression
{
    public ArithmeticVariable()
        : base(ArithmeticKind.Variable)
    {
    }

    public required string Name { get; init; }

    public ArithmeticSubscript? Subscript { get; init; }
}
