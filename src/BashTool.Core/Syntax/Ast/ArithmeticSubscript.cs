using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>The subscript of a variable in an arithmetic expression: an expression, or a key when the array is associative.</summary>
public sealed class ArithmeticSubscript : SyntaxNode
{
    internal object? Annotation = null;

    /// <summary>The text between the brackets as written (expansions not done).</summary>
    public required string Text { get; init; }

    /// <summary>The index as an expression; null when the text is not one (then an indexed array reports the error by parsing the text).</summary>
    public ArithmeticExpression? Expression { get; init; }

    /// <summary>The pieces of a key: text, or the index of a part of the source's word. One piece of text when there is no expansion inside.</summary>
    public required ImmutableArray<ArithmeticKeyPiece> Pieces { get; init; }
}

/// <summary>A piece of a key: its text, or (when the text is null) the expanded part of that index.</summary>
public readonly record struct ArithmeticKeyPiece(string? Text, int PartIndex);
