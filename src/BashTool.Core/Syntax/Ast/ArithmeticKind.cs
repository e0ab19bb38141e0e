namespace BashTool.Core.Syntax.Ast;

/// <summary>Tells the nodes of an arithmetic expression apart without a type test.</summary>
public enum ArithmeticKind : byte
{
    Number,
    Variable,
    Unary,
    Binary,
    Assignment,
    Increment,
    Conditional,
    Operand,
}
