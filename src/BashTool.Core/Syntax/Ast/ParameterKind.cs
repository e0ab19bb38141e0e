namespace BashTool.Core.Syntax.Ast;

/// <summary>What a parameter is named by.</summary>
public enum ParameterKind : byte
{
    Variable,

    /// <summary>A number above 0.</summary>
    Positional,

    /// <summary>One of <c>@ * # ? - $ ! 0</c>.</summary>
    Special,
}
