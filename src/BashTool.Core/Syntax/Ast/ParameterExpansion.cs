namespace BashTool.Core.Syntax.Ast;

/// <summary><c>$x</c> and everything in <c>${...}</c>.</summary>
public sealed class ParameterExpansion : WordPart
{
    public ParameterExpansion()
        : base(WordPartKind.Parameter)
    {
    }

    /// <summary>The name, the digits of a positional parameter, or the special parameter's character.</summary>
    public required string Name { get; init; }

    public ParameterKind ParameterKind { get; init; }

    /// <summary>The number of a positional parameter.</summary>
    public int Position { get; init; }

    public Subscript? Subscript { get; init; }

    /// <summary><c>${!x...}</c>: the value names the parameter that is expanded. Not set for <see cref="ParameterOperator.NamesWithPrefix"/> and <see cref="ParameterOperator.Keys"/>.</summary>
    public bool IsIndirect { get; init; }

    public ParameterOperator Operator { get; init; }

    /// <summary>The colon of <c>:-</c>, <c>:=</c>, <c>:?</c> and <c>:+</c>: an empty value counts as unset.</summary>
    public bool ChecksEmpty { get; init; }

    /// <summary>The word of the default family, or the pattern of removal, replacement and case modification; null when there is none.</summary>
    public Word? Operand { get; init; }

    /// <summary>The replacement of <c>${x/pattern/replacement}</c>; null when the second slash is missing.</summary>
    public Word? Replacement { get; init; }

    public ArithmeticSource? Offset { get; init; }

    public ArithmeticSource? Length { get; init; }

    /// <summary>The letter of <c>${x@Q}</c>.</summary>
    public char TransformOperator { get; init; }

    /// <summary>For <see cref="ParameterOperator.NamesWithPrefix"/>: whether it ends with <c>@</c> rather than <c>*</c>.</summary>
    public bool IsAtForm { get; init; }

    /// <summary>Whether it was written with braces.</summary>
    public bool IsBraced { get; init; }

    /// <summary>The expansion as it was written, for messages.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether it is nothing but a variable's value: <c>$x</c> or <c>${x}</c>.</summary>
    public bool IsSimple => Operator == ParameterOperator.None && Subscript is null && !IsIndirect;
}
