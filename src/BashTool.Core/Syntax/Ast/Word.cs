using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>A word of the shell grammar: the parts whose expansions are joined.</summary>
public class Word : SyntaxNode
{
    /// <summary>What the expander keeps about this word. The parser never touches it.</summary>
    internal object? Annotation = null;

    public static Word Empty { get; } = new() { Parts = [], Text = "", LiteralText = "" };

    public required ImmutableArray<WordPart> Parts { get; init; }

    /// <summary>The word as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>The result of quote removal when the word consists of nothing but (quoted or unquoted) text: no expansion, brace, tilde or glob. Null otherwise.</summary>
    public string? LiteralText { get; init; }

    public WordFeatures Features { get; init; }

    /// <summary>Whether expansion yields exactly <see cref="LiteralText"/>, one word.</summary>
    public bool IsLiteral => LiteralText is not null;

    /// <summary>Whether the word is one unquoted piece of text: what a reserved word, an alias or a keyword argument must be.</summary>
    public bool IsPlain => LiteralText is not null && (Features & WordFeatures.HasQuotes) == 0;

    public bool Has(WordFeatures features) => (Features & features) != 0;

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;
}
