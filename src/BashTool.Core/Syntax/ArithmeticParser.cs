using System.Runtime.CompilerServices;
using System.Text;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// Parses the text of an arithmetic expression. Tokens are read as bash reads them, one ahead after a variable, because its
/// messages quote the text from the token it stumbled over.
/// </summary>
public sealed partial class ArithmeticParser
{
    private enum Token : byte
    {
        End,
        Number,
        Name,
        Operand,
        Assign,
        OperatorAssign,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        ShiftLeft,
        ShiftRight,
        LogicalAnd,
        LogicalOr,
        BitwiseAnd,
        BitwiseOr,
        BitwiseXor,
        BitwiseNot,
        LogicalNot,
        Plus,
        Minus,
        Multiply,
        Divide,
        Remainder,
        Power,
        PreIncrement,
        PreDecrement,
        PostIncrement,
        PostDecrement,
        Question,
        Colon,
        Comma,
        Open,
        Close,

        /// <summary>The value of a conditional expression, which is not assignable.</summary>
        Conditional,
    }

    /// <summary>Stands for an expansion in the text that is parsed.</summary>
    private const char Placeholder = '\u0001';

    private readonly string _text;
    private readonly ImmutableArray<WordPart> _parts;
    private readonly int[] _placeholders;
    private int _nextPlaceholder;
    private int _position;
    private int _tokenStart;
    private Token _token;
    private Token _previous;
    private long _number;
    private ArithmeticVariable? _variable;
    private int _operand;
    private ArithmeticBinaryOperator _assignOperator;

    private ArithmeticParser(string text, ImmutableArray<WordPart> parts, int[] placeholders)
    {
        _text = text;
        _parts = parts;
        _placeholders = placeholders;
    }

    /// <summary>Parses the text; throws <see cref="ArithmeticSyntaxException"/> with bash's message. The result depends on the text alone and may be kept.</summary>
    public static ArithmeticExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ArithmeticParser(text, [], []).ParseAll();
    }

    /// <summary>The number a constant stands for (<c>0x1f</c>, <c>017</c>, <c>16#ff</c>), or an exception.</summary>
    public static long ParseNumber(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ArithmeticParser(text, [], []).NumberOf(0, text.Length);
    }

    /// <summary>The tree, or null when the text is not an expression (its error is told when it is evaluated).</summary>
    internal static ArithmeticExpression? TryParse(string text)
    {
        if (text.Contains(Placeholder))
        {
            return null;
        }

        try
        {
            return Parse(text);
        }
        catch (ArithmeticSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The tree of parts with expansions in operand position; null when an expansion stands anywhere else.</summary>
    internal static ArithmeticExpression? TryParse(ImmutableArray<WordPart> parts, out ImmutableArray<int> expansions)
    {
        expansions = [];
        var builder = new StringBuilder();
        List<int>? indexes = null;
        for (int i = 0; i < parts.Length; i++)
        {
            switch (parts[i])
            {
                case LiteralPart literal:
                    if (literal.Text.Contains(Placeholder))
                    {
                        return null;
                    }

                    builder.Append(literal.Text);
                    break;
                case ParameterExpansion or CommandSubstitution or ArithmeticExpansion:
                    builder.Append(Placeholder);
                    (indexes ??= []).Add(i);
                    break;
                default:
                    return null;
            }
        }

        try
        {
            var parser = new ArithmeticParser(builder.ToString(), parts, indexes is null ? [] : [.. indexes]);
            ArithmeticExpression tree = parser.ParseAll();
            if (parser._nextPlaceholder != parser._placeholders.Length)
            {
                return null;
            }

            expansions = indexes is null ? [] : [.. indexes];
            return tree;
        }
        catch (ArithmeticSyntaxException)
        {
            return null;
        }
    }

    private ArithmeticExpression ParseAll()
    {
        if (string.IsNullOrWhiteSpace(_text))
        {
            return new ArithmeticNumber { Value = 0 };
        }

        Advance();
        ArithmeticExpression expression = ParseComma();
        if (_token != Token.End)
        {
            throw Error("syntax error in expression");
        }

        return expression;
    }

    private ArithmeticSyntaxException Error(string reason) => Error(reason, _tokenStart);

    private ArithmeticSyntaxException Error(string reason, int position) => new(reason, _text.TrimStart(' ', '\t', '\n'), _text[Math.Min(position, _text.Length)..]);

    private void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Error("expression recursion level exceeded");
        }
    }

    private ArithmeticBinary Binary(ArithmeticBinaryOperator operation, ArithmeticExpression left, ArithmeticExpression right, int errorPosition) => new()
    {
        Span = SourceSpan.FromBounds(left.Span.Start, Math.Max(right.Span.End, left.Span.Start), 0),
        Operator = operation,
        Left = left,
        Right = right,
        ErrorPosition = errorPosition,
    };

    private ArithmeticExpression ParseComma()
    {
        ArithmeticExpression value = ParseAssignment();
        while (_token == Token.Comma)
        {
            Advance();
            value = Binary(ArithmeticBinaryOperator.Comma, value, ParseAssignment(), _tokenStart);
        }

        return value;
    }

    private ArithmeticExpression ParseAssignment()
    {
        EnsureStack();
        ArithmeticExpression value = ParseConditional();
        if (_token is not (Token.Assign or Token.OperatorAssign))
        {
            return value;
        }

        if (_previous != Token.Name || value is not ArithmeticVariable target)
        {
            throw Error("attempted assignment to non-variable");
        }

        ArithmeticBinaryOperator? operation = _token == Token.OperatorAssign ? _assignOperator : null;
        Advance();
        ArithmeticExpression right = ParseAssignment();
        return new ArithmeticAssignment
        {
            Span = SourceSpan.FromBounds(target.Span.Start, right.Span.End, 0),
            Target = target,
            Operator = operation,
            Value = right,
            ErrorPosition = _tokenStart,
        };
    }

    private ArithmeticExpression ParseConditional()
    {
        EnsureStack();
        ArithmeticExpression condition = ParseLogicalOr();
        if (_token != Token.Question)
        {
            return condition;
        }

        Advance();
        if (_token is Token.End or Token.Colon)
        {
            throw Error("expression expected");
        }

        ArithmeticExpression whenTrue = ParseComma();
        if (_token != Token.Colon)
        {
            throw Error("`:' expected for conditional expression");
        }

        Advance();
        if (_token == Token.End)
        {
            throw Error("expression expected");
        }

        ArithmeticExpression whenFalse = ParseConditional();
        _previous = Token.Conditional;
        return new ArithmeticConditional
        {
            Span = SourceSpan.FromBounds(condition.Span.Start, whenFalse.Span.End, 0),
            Condition = condition,
            WhenTrue = whenTrue,
            WhenFalse = whenFalse,
        };
    }

    private ArithmeticExpression ParseLogicalOr()
    {
        ArithmeticExpression left = ParseLogicalAnd();
        while (_token == Token.LogicalOr)
        {
            Advance();
            left = Binary(ArithmeticBinaryOperator.LogicalOr, left, ParseLogicalAnd(), _tokenStart);
            _previous = Token.LogicalOr;
        }

        return left;
    }

    private ArithmeticExpression ParseLogicalAnd()
    {
        ArithmeticExpression left = ParseBinary(BinaryLevel(Token.BitwiseOr));
        while (_token == Token.LogicalAnd)
        {
            Advance();
            left = Binary(ArithmeticBinaryOperator.LogicalAnd, left, ParseBinary(BinaryLevel(Token.BitwiseOr)), _tokenStart);
            _previous = Token.LogicalAnd;
        }

        return left;
    }

    /// <summary>How tightly a left-associative operator binds; 0 when the token is none.</summary>
    private static int BinaryLevel(Token token) => token switch
    {
        Token.BitwiseOr => 1,
        Token.BitwiseXor => 2,
        Token.BitwiseAnd => 3,
        Token.Equal or Token.NotEqual => 4,
        Token.Less or Token.LessOrEqual or Token.Greater or Token.GreaterOrEqual => 5,
        Token.ShiftLeft or Token.ShiftRight => 6,
        Token.Plus or Token.Minus => 7,
        Token.Multiply or Token.Divide or Token.Remainder => 8,
        _ => 0,
    };

    private static ArithmeticBinaryOperator BinaryOperator(Token token) => token switch
    {
        Token.BitwiseOr => ArithmeticBinaryOperator.BitwiseOr,
        Token.BitwiseXor => ArithmeticBinaryOperator.BitwiseXor,
        Token.BitwiseAnd => ArithmeticBinaryOperator.BitwiseAnd,
        Token.Equal => ArithmeticBinaryOperator.Equal,
        Token.NotEqual => ArithmeticBinaryOperator.NotEqual,
        Token.Less => ArithmeticBinaryOperator.Less,
        Token.LessOrEqual => ArithmeticBinaryOperator.LessOrEqual,
        Token.Greater => ArithmeticBinaryOperator.Greater,
        Token.GreaterOrEqual => ArithmeticBinaryOperator.GreaterOrEqual,
        Token.ShiftLeft => ArithmeticBinaryOperator.ShiftLeft,
        Token.ShiftRight => ArithmeticBinaryOperator.ShiftRight,
        Token.Plus => ArithmeticBinaryOperator.Add,
        Token.Minus => ArithmeticBinaryOperator.Subtract,
        Token.Multiply => ArithmeticBinaryOperator.Multiply,
        Token.Divide => ArithmeticBinaryOperator.Divide,
        _ => ArithmeticBinaryOperator.Remainder,
    };

    private ArithmeticExpression ParseBinary(int level)
    {
        ArithmeticExpression left = ParsePower();
        while (true)
        {
            int binding = BinaryLevel(_token);
            if (binding < level || binding == 0)
            {
                return left;
            }

            Token operation = _token;
            int afterOperator = SkipBlanks(_position);
            Advance();
            ArithmeticExpression right = ParseBinary(binding + 1);
            left = Binary(BinaryOperator(operation), left, right, binding == 8 ? afterOperator : _tokenStart);
            _previous = Token.Number;
        }
    }

    private ArithmeticExpression ParsePower()
    {
        ArithmeticExpression left = ParseUnary();
        if (_token != Token.Power)
        {
            return left;
        }

        EnsureStack();
        Advance();
        ArithmeticExpression right = ParsePower();
        _previous = Token.Number;
        return Binary(ArithmeticBinaryOperator.Power, left, right, _tokenStart);
    }

    private ArithmeticExpression ParseUnary()
    {
        ArithmeticUnaryOperator operation;
        switch (_token)
        {
            case Token.LogicalNot:
                operation = ArithmeticUnaryOperator.LogicalNot;
                break;
            case Token.BitwiseNot:
                operation = ArithmeticUnaryOperator.BitwiseNot;
                break;
            case Token.Minus:
                operation = ArithmeticUnaryOperator.Minus;
                break;
            case Token.Plus:
                operation = ArithmeticUnaryOperator.Plus;
                break;
            default:
                return ParsePrimary();
        }

        EnsureStack();
        int start = _tokenStart;
        Advance();
        ArithmeticExpression operand = ParseUnary();
        _previous = Token.Number;
        return new ArithmeticUnary { Span = SourceSpan.FromBounds(start, operand.Span.End, 0), Operator = operation, Operand = operand };
    }

    private ArithmeticExpression ParsePrimary()
    {
        int start = _tokenStart;
        switch (_token)
        {
            case Token.PreIncrement:
            case Token.PreDecrement:
            {
                bool decrement = _token == Token.PreDecrement;
                _previous = _token;
                Advance();
                if (_token != Token.Name)
                {
                    throw Error("identifier expected after pre-increment or pre-decrement");
                }

                ArithmeticVariable target = _variable!;
                _token = Token.Number;
                Advance();
                return new ArithmeticIncrement
                {
                    Span = SourceSpan.FromBounds(start, target.Span.End, 0),
                    Target = target,
                    IsPrefix = true,
                    IsDecrement = decrement,
                };
            }

            case Token.Open:
            {
                EnsureStack();
                Advance();
                ArithmeticExpression value = ParseComma();
                if (_token != Token.Close)
                {
                    throw Error("missing `)'");
                }

                Advance();
                return value;
            }

            case Token.Number:
            {
                var number = new ArithmeticNumber { Span = SourceSpan.FromBounds(start, _position, 0), Value = _number };
                Advance();
                return number;
            }

            case Token.Operand:
            {
                int index = _operand;
                var operand = new ArithmeticOperand { Span = SourceSpan.FromBounds(start, _position, 0), PartIndex = index, Part = _parts[index] };
                Advance();
                return operand;
            }

            case Token.Name:
            {
                ArithmeticVariable variable = _variable!;
                Advance();
                if (_token is Token.PostIncrement or Token.PostDecrement)
                {
                    bool decrement = _token == Token.PostDecrement;
                    _token = Token.Number;
                    Advance();
                    return new ArithmeticIncrement { Span = SourceSpan.FromBounds(start, _tokenStart, 0), Target = variable, IsDecrement = decrement };
                }

                return variable;
            }

            default:
                throw Error("syntax error: operand expected");
        }
    }
}
