namespace BashTool.Core.Syntax.Ast;

/// <summary>An element of an <see cref="ArrayLiteral"/>: a word, which may become several values, or <c>[subscript]=value</c>.</summary>
public sealed class ArrayElement : SyntaxNode
{
    public Subscript? Subscript { get; init; }

    /// <summary><c>[subscript]+=value</c>.</summary>
    public bool IsAppend { get; init; }

    /// <summary>The value. With a subscript it is one value, without splitting and globbing.</summary>
    public required Word Value { get; init; }

    /// <summary>The whole element as a word with braces to expand, which it then is for an indexed array; null without braces.</summary>
    public Word? BraceWord { get; init; }

    /// <summary>The element as a plain word, for the case that the subscript form is not meant (an associative array of alternating keys and values); the same as Value without a subscript.</summary>
    public required Word Word { get; init; }
}
