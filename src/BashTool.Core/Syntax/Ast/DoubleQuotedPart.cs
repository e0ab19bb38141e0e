using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>"text"</c>: literal parts and expansions, none of them split or globbed.</summary>
public sealed class DoubleQuotedPart : WordPart
{
    public DoubleQuotedPart()
        : base(WordPartKind.DoubleQuoted)
    {
    }

    public required ImmutableArray<WordPart> Parts { get; init; }

    /// <summary><c>$"text"</c>.</summary>
    public bool IsLocalized { get; init; }
}
