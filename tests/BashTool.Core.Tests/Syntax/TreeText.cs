using System.Collections.Immutable;
using System.Text;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

/// <summary>Writes a word's parts compactly, so that a table can say what is expected.</summary>
internal static class TreeText
{
    public static string Of(Word word) => word is AssignmentWord assignment ? $"assign({Of(assignment.Assignment)})" : Of(word.Parts);

    public static string Of(ImmutableArray<WordPart> parts) => string.Join(" ", parts.Select(Of));

    public static string Of(Assignment assignment) =>
        assignment.Name + (assignment.Subscript is { } subscript ? $"[{subscript.Kind}:{Of(subscript.Word)}]" : "")
        + (assignment.IsAppend ? " += " : " = ")
        + (assignment.Array is { } array
            ? "(" + string.Join(", ", array.Elements.Select(e => (e.Subscript is null ? "" : $"[{Of(e.Subscript.Word)}]{(e.IsAppend ? "+=" : "=")}") + Of(e.Value))) + ")"
            : Of(assignment.Value!));

    public static string Of(WordPart part) => part switch
    {
        LiteralPart literal => literal.Text.Replace("\n", "⏎"),
        EscapedPart escaped => $"esc({escaped.Text})",
        SingleQuotedPart quoted => $"sq({quoted.Text})",
        AnsiCQuotedPart quoted => $"ansi({quoted.Text})",
        DoubleQuotedPart quotes => (quotes.IsLocalized ? "loc(" : "dq(") + Of(quotes.Parts) + ")",
        TildePart tilde => $"tilde({tilde.Prefix})",
        ParameterExpansion parameter => Of(parameter),
        CommandSubstitution { IsBackquoted: true } command => $"bq({command.SourceText})",
        CommandSubstitution command => $"cmd({BashTool.Core.Syntax.Printer.Print(command.Body)})",
        ProcessSubstitution process => (process.IsOutput ? "out(" : "in(") + BashTool.Core.Syntax.Printer.Print(process.Body) + ")",
        ArithmeticExpansion arithmetic => $"arith({Of(arithmetic.Expression)})",
        BraceExpansion brace => "brace(" + string.Join(" | ", brace.Alternatives.Select(a => Of(a.Parts))) + ")",
        BraceSequence sequence => $"seq({sequence.First},{sequence.Last},{sequence.Step},{sequence.Width},{sequence.IsCharacters})",
        BadSubstitution bad => $"bad({bad.Text})",
        _ => "?",
    };

    public static string Of(ParameterExpansion parameter)
    {
        var text = new StringBuilder("$");
        text.Append(parameter.IsIndirect ? "!" : "").Append(parameter.Name);
        if (parameter.Subscript is { } subscript)
        {
            text.Append('[').Append(subscript.Kind == SubscriptKind.Element ? Of(subscript.Word) : subscript.Kind).Append(']');
        }

        if (parameter.Operator == ParameterOperator.None)
        {
            return text.ToString();
        }

        text.Append('<').Append(parameter.Operator).Append(parameter.ChecksEmpty ? ":" : "").Append(parameter.IsAtForm ? "@" : "");
        if (parameter.Operand is { } operand)
        {
            text.Append(' ').Append(Of(operand));
        }

        if (parameter.Replacement is { } replacement)
        {
            text.Append(" / ").Append(Of(replacement));
        }

        if (parameter.Offset is { } offset)
        {
            text.Append(' ').Append(Of(offset));
        }

        if (parameter.Length is { } length)
        {
            text.Append(" : ").Append(Of(length));
        }

        if (parameter.TransformOperator != '\0')
        {
            text.Append(' ').Append(parameter.TransformOperator);
        }

        return text.Append('>').ToString();
    }

    public static string Of(ArithmeticSource source) => source.Tree is { } tree ? Of(tree) : "text " + Of(source.Word);

    public static string Of(ArithmeticExpression expression) => expression switch
    {
        ArithmeticNumber number => number.Value.ToString(),
        ArithmeticVariable variable => variable.Name + (variable.Subscript is { } s ? $"[{(s.Expression is { } e ? Of(e) : s.Text)}]" : ""),
        ArithmeticUnary unary => $"({unary.Operator} {Of(unary.Operand)})",
        ArithmeticBinary binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        ArithmeticAssignment assignment => $"({assignment.Operator?.ToString() ?? ""}= {Of(assignment.Target)} {Of(assignment.Value)})",
        ArithmeticIncrement increment => $"({(increment.IsPrefix ? "pre" : "post")}{(increment.IsDecrement ? "--" : "++")} {Of(increment.Target)})",
        ArithmeticConditional conditional => $"(? {Of(conditional.Condition)} {Of(conditional.WhenTrue)} {Of(conditional.WhenFalse)})",
        ArithmeticOperand operand => $"#{operand.PartIndex}:{Of(operand.Part)}",
        _ => "?",
    };
}
