namespace BashTool.Core.Syntax.Ast;

/// <summary>Tells the parts of a word apart without a type test.</summary>
public enum WordPartKind : byte
{
    Literal,
    Escaped,
    SingleQuoted,
    AnsiCQuoted,
    DoubleQuoted,
    Parameter,
    CommandSubstitution,
    Arithmetic,
    ProcessSubstitution,
    Brace,
    BraceSequence,
    Tilde,
    BadSubstitution,
}
