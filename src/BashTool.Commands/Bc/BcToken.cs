namespace BashTool.Commands.Bc;

/// <summary>What the lexer tells apart.</summary>
internal enum BcTokenKind
{
    End,
    Newline,
    Name,
    Number,
    String,
    Keyword,

    /// <summary>One character that stands for itself, or an operator of several.</summary>
    Operator,

    /// <summary><c>=</c> or <c>+=</c> and its like; the text is the operation, <c>=</c> for none.</summary>
    Assignment,

    /// <summary>A comparison.</summary>
    Relation,

    /// <summary><c>++</c> or <c>--</c>.</summary>
    Step,
}

/// <summary>A token of bc.</summary>
internal readonly record struct BcToken(BcTokenKind Kind, string Text)
{
    public bool Is(BcTokenKind kind, string text) => Kind == kind && Text == text;

    public bool IsOperator(string text) => Kind == BcTokenKind.Operator && Text == text;

    public bool IsKeyword(string text) => Kind == BcTokenKind.Keyword && Text == text;
}
