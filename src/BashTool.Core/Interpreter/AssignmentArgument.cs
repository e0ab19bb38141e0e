namespace BashTool.Core.Interpreter;

/// <summary>An element of <c>name=( ... )</c> after expansion; several words of one unsubscripted element are several of these.</summary>
/// <param name="Subscript">The text between the brackets, expanded; null where there is none.</param>
/// <param name="Value">The value.</param>
/// <param name="Append">Written with <c>+=</c>.</param>
public readonly record struct AssignmentElement(string? Subscript, string Value, bool Append = false);

/// <summary>An argument of a declaration builtin that is an assignment in the script's text: <c>a=x</c>, <c>a[i]=x</c>, <c>a=(1 2)</c>.</summary>
public sealed class AssignmentArgument
{
    public required string Name { get; init; }

    /// <summary>The text between the brackets, not evaluated; null where there is none.</summary>
    public string? Subscript { get; init; }

    /// <summary>Written with <c>+=</c>.</summary>
    public bool Append { get; init; }

    /// <summary>The value of a scalar or element.</summary>
    public string Value { get; init; } = "";

    /// <summary>The elements of a compound assignment; null where it is none.</summary>
    public IReadOnlyList<AssignmentElement>? Elements { get; init; }

    /// <summary>The argument as a word, for who wants no structure; null where it has elements.</summary>
    public string? ToWord() => Elements is not null ? null
        : Subscript is null ? $"{Name}{(Append ? "+=" : "=")}{Value}" : $"{Name}[{Subscript}]{(Append ? "+=" : "=")}{Value}";
}
