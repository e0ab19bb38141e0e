namespace BashTool.Core.Syntax.Ast;

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[subscript]=value</c>, <c>name=(values)</c>.</summary>
public sealed class Assignment : SyntaxNode
{
    internal object? Annotation = null;

    public required string Name { get; init; }

    public Subscript? Subscript { get; init; }

    /// <summary><c>+=</c>.</summary>
    public bool IsAppend { get; init; }

    /// <summary>The value; <see cref="Word.Empty"/> for <c>name=</c>, null when <see cref="Array"/> is there.</summary>
    public Word? Value { get; init; }

    public ArrayLiteral? Array { get; init; }

    /// <summary>The assignment as it was written.</summary>
    public string Text { get; init; } = "";
}
