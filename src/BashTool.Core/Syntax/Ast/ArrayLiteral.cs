using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>The parenthesised list of a compound assignment.</summary>
public sealed class ArrayLiteral : SyntaxNode
{
    public required ImmutableArray<ArrayElement> Elements { get; init; }
}
