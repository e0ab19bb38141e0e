using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>A whole text: the complete commands in the order they would be read and executed.</summary>
public sealed class Script : SyntaxNode
{
    public required ImmutableArray<CommandList> Commands { get; init; }

    /// <summary>What bash would warn about while reading (a here-document that ends with the input).</summary>
    public ImmutableArray<SyntaxWarning> Warnings { get; init; } = [];
}
