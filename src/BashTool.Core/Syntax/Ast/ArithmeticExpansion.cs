namespace BashTool.Core.Syntax.Ast;

/// <summary><c>$((expression))</c> and <c>$[expression]</c>.</summary>
public sealed class ArithmeticExpansion : WordPart
{
    public ArithmeticExpansion()
        : base(WordPartKind.Arithmetic)
    {
    }

    public required ArithmeticSource Expression { get; init; }

    /// <summary>Whether it is the old form <c>$[expression]</c>.</summary>
    public bool IsBracketed { get; init; }
}
