using System.Runtime.CompilerServices;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <content>Arithmetic evaluation (Bash manual, 6.5).</content>
public sealed partial class Expander
{
    private const int DeepestEvaluation = 1024;
    private const int MostParsed = 512;
    private readonly Dictionary<string, ArithmeticExpression> parsed = [];
    private int evaluationDepth;

    /// <summary>An arithmetic expression of the tree: <c>((...))</c>, <c>for ((...))</c>.</summary>
    /// <exception cref="ExpansionException">It has an error; the message starts with the expression.</exception>
    public long EvaluateArithmetic(ArithmeticSource source) => EvaluateExpression(source);

    /// <summary>The text of an arithmetic expression after its expansions.</summary>
    public string ExpandArithmetic(ArithmeticSource source) => Collect(source.Word.Parts.AsSpan(), SinkPurpose.Text, quoted: true);

    /// <summary>An arithmetic expression given as text (<c>let</c>, <c>[[ -eq ]]</c>, integer variables); no <c>$</c> expansions are done.</summary>
    /// <exception cref="ExpansionException">It has an error; the message starts with the expression.</exception>
    public long EvaluateArithmetic(string text)
    {
        if (ShellVariable.TryParsePlain(text, out long number))
        {
            return number;
        }

        return Evaluate(Parse(text), new ArithmeticFrame { Text = text });
    }

    private long EvaluateExpression(ArithmeticSource source)
    {
        if (source.Tree is not { } tree)
        {
            return EvaluateArithmetic(Collect(source.Word.Parts.AsSpan(), SinkPurpose.Text, quoted: true));
        }

        if (source.ExpansionParts.IsEmpty)
        {
            return tree.Kind == ArithmeticKind.Number ? ((ArithmeticNumber)tree).Value
                : Evaluate(tree, new ArithmeticFrame { Text = source.Text });
        }

        return EvaluateWithOperands(source, tree);
    }

    private long EvaluateWithOperands(ArithmeticSource source, ArithmeticExpression tree)
    {
        int count = source.Word.Parts.Length;
        Span<long> values = count <= 32 ? stackalloc long[count] : new long[count];
        for (int i = 0; i < source.ExpansionParts.Length; i++)
        {
            int at = source.ExpansionParts[i];
            if (!TryNumber(source.Word.Parts[at], out values[at], out string text))
            {
                return EvaluateArithmetic(Join(source, values, i, text));
            }
        }

        return Evaluate(tree, new ArithmeticFrame { Text = source.Text, Source = source, Values = values });
    }

    private bool TryNumber(WordPart part, out long value, out string text)
    {
        text = "";
        if (part is ParameterExpansion { IsSimple: true, ParameterKind: ParameterKind.Variable } parameter
            && variables.Find(parameter.Name) is { IsNameRef: false } variable && variable.TryGetNumber(out value))
        {
            return true;
        }

        text = Collect([part], SinkPurpose.Text, quoted: true);
        return ShellVariable.TryParsePlain(text, out value);
    }

    // The text after the expansions, of which some are done: the first ones gave numbers, the next one text.
    private string Join(ArithmeticSource source, ReadOnlySpan<long> values, int done, string text)
    {
        FieldSink sink = Rent();
        sink.Begin(SinkPurpose.Text);
        for (int i = 0; i < source.Word.Parts.Length; i++)
        {
            int order = source.ExpansionParts.IndexOf(i);
            if (order >= 0 && order < done)
            {
                sink.AppendQuoted(ShellVariable.Format(values[i]));
            }
            else if (order == done)
            {
                sink.AppendQuoted(text);
            }
            else
            {
                AppendPart(source.Word.Parts[i], sink, quoted: true, isOperand: false);
            }
        }

        string joined = sink.FinishText();
        sinks.Push(sink);
        return joined;
    }

    private ArithmeticExpression Parse(string text)
    {
        if (!parsed.TryGetValue(text, out ArithmeticExpression? tree))
        {
            try
            {
                tree = ArithmeticParser.Parse(text);
            }
            catch (ArithmeticSyntaxException e)
            {
                throw new ExpansionException($"{e.Expression}: {e.Message}");
            }

            if (parsed.Count >= MostParsed)
            {
                parsed.Clear();
            }

            parsed.Add(text, tree);
        }

        return tree;
    }

    private long Evaluate(ArithmeticExpression expression, in ArithmeticFrame frame)
    {
        switch (expression.Kind)
        {
            case ArithmeticKind.Number:
                return ((ArithmeticNumber)expression).Value;
            case ArithmeticKind.Operand:
                return frame.Values[((ArithmeticOperand)expression).PartIndex];
            case ArithmeticKind.Variable:
                return Evaluate((ArithmeticVariable)expression, frame);
            case ArithmeticKind.Unary:
                var unary = (ArithmeticUnary)expression;
                EnsureStack();
                long operand = Evaluate(unary.Operand, frame);
                return unary.Operator switch
                {
                    ArithmeticUnaryOperator.Minus => -operand,
                    ArithmeticUnaryOperator.LogicalNot => operand == 0 ? 1 : 0,
                    ArithmeticUnaryOperator.BitwiseNot => ~operand,
                    _ => operand,
                };
            case ArithmeticKind.Binary:
                return Evaluate((ArithmeticBinary)expression, frame);
            case ArithmeticKind.Assignment:
                return Evaluate((ArithmeticAssignment)expression, frame);
            case ArithmeticKind.Increment:
                return Evaluate((ArithmeticIncrement)expression, frame);
            case ArithmeticKind.Conditional:
                var conditional = (ArithmeticConditional)expression;
                EnsureStack();
                return Evaluate(Evaluate(conditional.Condition, frame) != 0 ? conditional.WhenTrue : conditional.WhenFalse, frame);
            default:
                throw new InvalidOperationException($"An unknown arithmetic node: {expression.Kind}.");
        }
    }

    private long Evaluate(ArithmeticBinary binary, in ArithmeticFrame frame)
    {
        EnsureStack();
        long left = Evaluate(binary.Left, frame);
        switch (binary.Operator)
        {
            case ArithmeticBinaryOperator.LogicalAnd:
                return left != 0 && Evaluate(binary.Right, frame) != 0 ? 1 : 0;
            case ArithmeticBinaryOperator.LogicalOr:
                return left != 0 || Evaluate(binary.Right, frame) != 0 ? 1 : 0;
            default:
                return Compute(binary.Operator, left, Evaluate(binary.Right, frame), binary.ErrorPosition, frame);
        }
    }

    private long Compute(ArithmeticBinaryOperator operation, long left, long right, int position, in ArithmeticFrame frame)
    {
        switch (operation)
        {
            case ArithmeticBinaryOperator.Add:
                return left + right;
            case ArithmeticBinaryOperator.Subtract:
                return left - right;
            case ArithmeticBinaryOperator.Multiply:
                return left * right;
            case ArithmeticBinaryOperator.Divide:
            case ArithmeticBinaryOperator.Remainder:
                if (right == 0)
                {
                    throw Error("division by 0", position, frame);
                }

                if (right == -1)
                {
                    return operation == ArithmeticBinaryOperator.Divide ? -left : 0;
                }

                return operation == ArithmeticBinaryOperator.Divide ? left / right : left % right;
            case ArithmeticBinaryOperator.Power:
                if (right < 0)
                {
                    throw Error("exponent less than 0", position, frame);
                }

                long result = 1;
                for (; right != 0; right >>= 1, left *= left)
                {
                    if ((right & 1) != 0)
                    {
                        result *= left;
                    }
                }

                return result;
            case ArithmeticBinaryOperator.ShiftLeft:
                return left << (int)(right & 63);
            case ArithmeticBinaryOperator.ShiftRight:
                return left >> (int)(right & 63);
            case ArithmeticBinaryOperator.Less:
                return left < right ? 1 : 0;
            case ArithmeticBinaryOperator.LessOrEqual:
                return left <= right ? 1 : 0;
            case ArithmeticBinaryOperator.Greater:
                return left > right ? 1 : 0;
            case ArithmeticBinaryOperator.GreaterOrEqual:
                return left >= right ? 1 : 0;
            case ArithmeticBinaryOperator.Equal:
                return left == right ? 1 : 0;
            case ArithmeticBinaryOperator.NotEqual:
                return left != right ? 1 : 0;
            case ArithmeticBinaryOperator.BitwiseAnd:
                return left & right;
            case ArithmeticBinaryOperator.BitwiseXor:
                return left ^ right;
            case ArithmeticBinaryOperator.BitwiseOr:
                return left | right;
            default:
                return right;
        }
    }

    private long Evaluate(ArithmeticVariable variable, in ArithmeticFrame frame)
    {
        ShellVariable? found = variables.Find(variable.Name);
        if (variable.Subscript is null && found is not null && !found.IsNameRef)
        {
            if (found.TryGetNumber(out long number))
            {
                return number;
            }

            if (found.Value is { } text)
            {
                return EvaluateNested(text);
            }
        }

        string? value = variable.Subscript is null ? found is null ? null : variables.Get(variable.Name)
            : ElementValue(variable, frame);
        if (value is null)
        {
            return host.Options.NoUnset
                ? throw new ExpansionException($"{VariableText(variable)}: unbound variable", ExpansionSeverity.Exit, 127) : 0;
        }

        return EvaluateNested(value);
    }

    private static string VariableText(ArithmeticVariable variable) =>
        variable.Subscript is null ? variable.Name : $"{variable.Name}[{variable.Subscript.Text}]";

    private long EvaluateNested(string text)
    {
        if (ShellVariable.TryParsePlain(text, out long number))
        {
            return number;
        }

        if (++evaluationDepth > DeepestEvaluation)
        {
            evaluationDepth = 0;
            throw new ExpansionException($"{text}: expression recursion level exceeded (error token is \"{text}\")");
        }

        EnsureStack();
        try
        {
            return Evaluate(Parse(text), new ArithmeticFrame { Text = text });
        }
        finally
        {
            evaluationDepth = Math.Max(0, evaluationDepth - 1);
        }
    }

    private long Evaluate(ArithmeticAssignment assignment, in ArithmeticFrame frame)
    {
        EnsureStack();
        ArithmeticVariable target = assignment.Target;
        if (target.Subscript is not null)
        {
            return AssignElement(assignment, frame);
        }

        long value;
        if (assignment.Operator is { } operation)
        {
            long left = Evaluate(target, frame);
            value = Compute(operation, left, Evaluate(assignment.Value, frame), assignment.ErrorPosition, frame);
        }
        else
        {
            value = Evaluate(assignment.Value, frame);
        }

        variables.Set(target.Name, value);
        return value;
    }

    private long AssignElement(ArithmeticAssignment assignment, in ArithmeticFrame frame)
    {
        // The subscript is evaluated once, before the value of an operator's assignment and after that of a plain one.
        ArithmeticVariable target = assignment.Target;
        long value;
        Place place;
        if (assignment.Operator is { } operation)
        {
            place = Locate(target, frame);
            value = Compute(operation, Read(target, place), Evaluate(assignment.Value, frame), assignment.ErrorPosition, frame);
        }
        else
        {
            value = Evaluate(assignment.Value, frame);
            place = Locate(target, frame);
        }

        Store(target, place, value);
        return value;
    }

    private long Evaluate(ArithmeticIncrement increment, in ArithmeticFrame frame)
    {
        long step = increment.IsDecrement ? -1 : 1;
        ArithmeticVariable target = increment.Target;
        if (target.Subscript is null && variables.FindForWrite(target.Name) is { } variable
            && (variable.Attributes & VariableAttributes.AffectsAssignment) == 0 && variable.TryGetNumber(out long current))
        {
            variable.SetNumber(current + step);
            return increment.IsPrefix ? current + step : current;
        }

        if (target.Subscript is not null)
        {
            Place place = Locate(target, frame);
            long element = Read(target, place);
            Store(target, place, element + step);
            return increment.IsPrefix ? element + step : element;
        }

        long old = Evaluate(target, frame);
        variables.Set(target.Name, old + step);
        return increment.IsPrefix ? old + step : old;
    }

    private Place Locate(ArithmeticVariable target, in ArithmeticFrame frame)
    {
        ShellVariable variable = WritableTarget(target.Name, out string? nested);
        if (nested is not null)
        {
            throw new ExpansionException($"`{target.Name}': not a valid identifier");
        }

        return variable.Associative is not null ? new Place(variable, 0, Key(target.Subscript!, frame))
            : new Place(variable, Index(target.Subscript!, frame), null);
    }

    private long Read(ArithmeticVariable target, Place place)
    {
        string? value;
        if (place.Key is not null)
        {
            value = place.Variable.Associative![place.Key];
        }
        else if (place.Variable.Indexed is { } indexed)
        {
            value = indexed[place.Index < 0 ? place.Index + indexed.NextIndex : place.Index];
        }
        else
        {
            value = place.Index == 0 ? place.Variable.Value : null;
        }

        if (value is null)
        {
            return host.Options.NoUnset
                ? throw new ExpansionException($"{VariableText(target)}: unbound variable", ExpansionSeverity.Exit, 127) : 0;
        }

        return EvaluateNested(value);
    }

    private void Store(ArithmeticVariable target, Place place, long value)
    {
        string text = ShellVariable.Format(value);
        if (place.Key is not null)
        {
            variables.AssignElement(place.Variable, place.Key, text);
        }
        else
        {
            AssignIndexed(place.Variable, place.Index, text, append: false, target.Subscript!.Text);
        }
    }

    private string? ElementValue(ArithmeticVariable variable, in ArithmeticFrame frame)
    {
        ShellVariable? array = variables.Resolve(variable.Name);
        if (array is null)
        {
            // The subscript is evaluated all the same, for its side effects.
            Index(variable.Subscript!, frame);
            return null;
        }

        if (array.Associative is { } associative)
        {
            return associative[Key(variable.Subscript!, frame)];
        }

        long index = Index(variable.Subscript!, frame);
        if (array.Indexed is { } indexed)
        {
            if (index < 0 && (index += indexed.NextIndex) < 0)
            {
                host.Warn($"{array.Name}: bad array subscript");
                return "0";
            }

            return indexed[index];
        }

        return index == 0 ? array.Value : null;
    }

    private long Index(ArithmeticSubscript subscript, in ArithmeticFrame frame)
    {
        EnsureStack();
        if (subscript.Expression is { } expression)
        {
            return Evaluate(expression, frame);
        }

        // The text of a variable or of let: its subscripts are expanded.
        return subscript.Text.AsSpan().IndexOfAny('$', '`', '"') >= 0 && !HasOperands(subscript)
            ? EvaluateExpression(ParseSubscript(subscript.Text).Arithmetic) : EvaluateArithmetic(subscript.Text);
    }

    private static bool HasOperands(ArithmeticSubscript subscript) => subscript.Pieces is not [{ Text: not null }];

    private string Key(ArithmeticSubscript subscript, in ArithmeticFrame frame)
    {
        if (subscript.Pieces is [{ Text: { } only }])
        {
            return only.AsSpan().IndexOfAny("$`\"'\\") >= 0 ? AssociativeKey(ParseSubscript(only)) : only;
        }

        var key = new System.Text.StringBuilder();
        char quote = '\0';
        foreach (ArithmeticKeyPiece piece in subscript.Pieces)
        {
            if (piece.Text is not { } text)
            {
                key.Append(ShellVariable.Format(frame.Values[piece.PartIndex]));
                continue;
            }

            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c is '\'' or '"' && (quote == '\0' || quote == c))
                {
                    quote = quote == '\0' ? c : '\0';
                }
                else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
                {
                    key.Append(text[++i]);
                }
                else
                {
                    key.Append(c);
                }
            }
        }

        return key.ToString();
    }

    /// <summary>The subscript of an indexed array; an error in it leaves more than the command.</summary>
    private long EvaluateSubscript(ArithmeticSource source)
    {
        if (source.Tree is ArithmeticNumber number)
        {
            return number.Value;
        }

        try
        {
            return EvaluateExpression(source);
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard)
        {
            throw new ExpansionException(e.Message, ExpansionSeverity.TopLevel, e.Status);
        }
    }

    private static ExpansionException Error(string reason, int position, in ArithmeticFrame frame)
    {
        string text = frame.Text;
        string token = text[Math.Min(position, text.Length)..];
        if (frame.Source is { } source)
        {
            // The message shows the text after the expansions.
            var whole = new System.Text.StringBuilder();
            int at = 0;
            int tokenStart = -1;
            for (int i = 0; i < source.Word.Parts.Length; i++)
            {
                WordPart part = source.Word.Parts[i];
                bool isText = part is LiteralPart;
                string shown = part is LiteralPart literal ? literal.Text : ShellVariable.Format(frame.Values[i]);

                // The parser counts an expansion as one character. Bash has read the sign of a number by then.
                int written = isText ? shown.Length : 1;
                if (tokenStart < 0 && position < at + written)
                {
                    tokenStart = whole.Length + (isText ? position - at : shown[0] == '-' ? 1 : 0);
                }

                whole.Append(shown);
                at += written;
            }

            text = whole.ToString();
            token = tokenStart < 0 ? "" : text[tokenStart..];
        }

        return new ExpansionException($"{text.TrimStart(' ', '\t', '\n')}: {reason} (error token is \"{token}\")");
    }

    private static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpansionException("expression recursion level exceeded", ExpansionSeverity.TopLevel);
        }
    }

    /// <summary>An element to read and write: an index, or the key of an associative array.</summary>
    private readonly record struct Place(ShellVariable Variable, long Index, string? Key);

    private ref struct ArithmeticFrame
    {
        /// <summary>The text of the expression, for messages.</summary>
        public string Text;

        /// <summary>Where the operands come from, if there are any.</summary>
        public ArithmeticSource? Source;

        /// <summary>The values of the operands, by the index of their part.</summary>
        public ReadOnlySpan<long> Values;
    }
}
