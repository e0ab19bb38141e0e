using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>{a,b,c}</c>. Every alternative is joined with what precedes and follows in the word.</summary>
public sealed class BraceExpansion : WordPart
{
    public BraceExpansion()
        : base(WordPartKind.Brace)
    {
    }

    /// <summary>Two or more words, possibly empty, which may contain brace expansions themselves.</summary>
    public required ImmutableArray<Word> Alternatives { get; init; }
}
