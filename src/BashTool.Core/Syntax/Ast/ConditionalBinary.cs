namespace BashTool.Core.Syntax.Ast;

/// <summary>The binary operators of <c>[[ ]]</c>.</summary>
public enum ConditionalBinaryOperator : byte
{
    /// <summary><c>==</c> and <c>=</c>: the right side is a pattern.</summary>
    Equal,

    /// <summary><c>!=</c>: the right side is a pattern.</summary>
    NotEqual,

    /// <summary><c>=~</c>: the right side is a regular expression whose quoted parts are literal.</summary>
    Matches,
    Less,
    Greater,

    /// <summary><c>-eq</c></summary>
    NumericEqual,

    /// <summary><c>-ne</c></summary>
    NumericNotEqual,

    /// <summary><c>-lt</c></summary>
    NumericLess,

    /// <summary><c>-le</c></summary>
    NumericLessOrEqual,

    /// <summary><c>-gt</c></summary>
    NumericGreater,

    /// <summary><c>-ge</c></summary>
    NumericGreaterOrEqual,

    /// <summary><c>-nt</c></summary>
    NewerThan,

    /// <summary><c>-ot</c></summary>
    OlderThan,

    /// <summary><c>-ef</c></summary>
    SameFile,
}

/// <summary><c>left operator right</c>.</summary>
public sealed class ConditionalBinary : ConditionalExpression
{
    public required ConditionalBinaryOperator Operator { get; init; }

    /// <summary>The operator as it was written (<c>=</c> or <c>==</c>).</summary>
    public required string OperatorText { get; init; }

    public required Word Left { get; init; }

    /// <summary>The right side: a pattern, a regular expression or a plain word, by the operator. Its quoted parts are the parts that stand for themselves.</summary>
    public required Word Right { get; init; }
}
