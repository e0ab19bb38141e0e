using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Parses the text of an arithmetic expression whose expansions are done.</summary>
public static class ArithmeticParser
{
    /// <summary>Parses the text; throws <see cref="ArithmeticSyntaxException"/> with bash's message. The result depends on the text alone and may be kept.</summary>
    public static ArithmeticExpression Parse(string text) => throw new NotImplementedException();

    /// <summary>The number a constant stands for (<c>0x1f</c>, <c>017</c>, <c>16#ff</c>), or an exception.</summary>
    public static long ParseNumber(string text) => throw new NotImplementedException();
}
