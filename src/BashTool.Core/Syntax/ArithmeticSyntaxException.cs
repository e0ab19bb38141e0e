using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// A text is not an arithmetic expression. The message is bash's after the text of the expression:
/// <c>syntax error: operand expected (error token is "+ ")</c>.
/// </summary>
public sealed class ArithmeticSyntaxException : Exception
{
    public ArithmeticSyntaxException(string reason, string expression, string errorToken)
        : base($"{reason} (error token is \"{errorToken}\")")
    {
        Reason = reason;
        Expression = expression;
        ErrorToken = errorToken;
    }

    /// <summary>The message without the error token.</summary>
    public string Reason { get; }

    /// <summary>The expression as bash shows it before the message (leading blanks removed).</summary>
    public string Expression { get; }

    public string ErrorToken { get; }
}
