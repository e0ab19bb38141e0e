using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>What happens after the body of a <see cref="CaseItem"/> has run.</summary>
public enum CaseTerminator : byte
{
    /// <summary><c>;;</c>: the case command ends.</summary>
    Break,

    /// <summary><c>;&amp;</c>: the next body runs without a test.</summary>
    FallThrough,

    /// <summary><c>;;&amp;</c>: the next patterns are tested.</summary>
    TestNext,
}

/// <summary>The patterns of one branch of a <see cref="CaseCommand"/> and its body.</summary>
public sealed class CaseItem : SyntaxNode
{
    public required ImmutableArray<Word> Patterns { get; init; }

    public required CommandList Body { get; init; }

    public CaseTerminator Terminator { get; init; }
}
