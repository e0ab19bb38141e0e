namespace BashTool.Core.Syntax.Ast;

/// <summary>An expansion in operand position: <c>$x</c>, <c>${#a[@]}</c>, <c>$(cmd)</c>.</summary>
public sealed class ArithmeticOperand : ArithmeticExpression
{
    public ArithmeticOperand()
        : base(ArithmeticKind.Operand)
    {
    }

    /// <summary>The index of the expansion among the parts of <see cref="ArithmeticSource.Word"/>.</summary>
    public required int PartIndex { get; init; }

    /// <summary>The expansion itself.</summary>
    public required WordPart Part { get; init; }
}
