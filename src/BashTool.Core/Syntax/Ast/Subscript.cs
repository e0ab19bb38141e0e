namespace BashTool.Core.Syntax.Ast;

/// <summary>What is special about a subscript.</summary>
public enum SubscriptKind : byte
{
    /// <summary>An arithmetic expression or the key of an associative array: known only when it is used.</summary>
    Element,

    /// <summary><c>[@]</c></summary>
    At,

    /// <summary><c>[*]</c></summary>
    Star,
}

/// <summary>The text between the brackets of <c>a[...]</c>.</summary>
public sealed class Subscript : SyntaxNode
{
    internal object? Annotation = null;

    /// <summary>The text as it was written.</summary>
    public required string Text { get; init; }

    public SubscriptKind Kind { get; init; }

    /// <summary>The text as a word: for an associative array, the key after its expansion and quote removal.</summary>
    public required Word Word { get; init; }

    /// <summary>The text as an arithmetic expression, for an indexed array.</summary>
    public required ArithmeticSource Arithmetic { get; init; }
}
