namespace BashTool.Core.Syntax.Ast;

/// <summary>Tells the kinds of commands apart without a type test.</summary>
public enum CommandKind : byte
{
    Simple,
    Pipeline,
    AndOr,
    Subshell,
    BraceGroup,
    If,
    While,
    For,
    ArithmeticFor,
    Case,
    Select,
    Arithmetic,
    Conditional,
    Function,
    Coproc,
}
