using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>
/// An arithmetic expression as it stands in the script. Its expansions are textual and come first, so the tree exists
/// only when they stand in operand position (or there are none).
/// To evaluate: with a tree, expand <see cref="Word"/>'s part <see cref="ArithmeticOperand.PartIndex"/> of each embedded operand, in order;
/// if each result is a decimal integer, evaluate the tree with them. In every other case join the expanded parts and give the
/// text to <see cref="ArithmeticParser"/>.
/// </summary>
public sealed class ArithmeticSource : SyntaxNode
{
    internal object? Annotation = null;

    /// <summary>The text as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>The text as parts, treated as inside double quotes (double quotes themselves are removed).</summary>
    public required Word Word { get; init; }

    /// <summary>The tree, or null when the text has to be expanded first or has an error.</summary>
    public ArithmeticExpression? Tree { get; init; }

    /// <summary>The indexes, in <see cref="Word"/>'s parts, of the expansions the tree refers to, in order.</summary>
    public ImmutableArray<int> ExpansionParts { get; init; } = [];

    /// <summary>Whether the tree needs no expansion before it is evaluated.</summary>
    public bool IsStatic => Tree is not null && ExpansionParts.IsEmpty;
}
