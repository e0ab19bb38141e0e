using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>The expression of <c>[[ ]]</c>.</summary>
public sealed partial class Parser
{
    private ConditionalCommand ParseConditional()
    {
        int start = _tokenStart;
        Consume();
        ConditionalExpression expression = ParseConditionalOr();
        if (!AtConditionalEnd())
        {
            int line = LineAt(start);
            throw _tokenKind switch
            {
                TokenKind.EndOfFile => ConditionalError("unexpected EOF while looking for `]]'", line),
                TokenKind.Word => ConditionalError("syntax error in conditional expression", line),
                _ => ConditionalError($"syntax error in conditional expression: unexpected token `{TokenText()}'", line),
            };
        }

        Consume();
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new ConditionalCommand { Span = SpanOf(start, LastEnd), Expression = expression, Redirections = redirections };
    }

    private SyntaxErrorException ConditionalError(string message, int line)
    {
        bool incomplete = _tokenKind == TokenKind.EndOfFile;
        var first = new SyntaxErrorException(message)
        {
            Kind = SyntaxErrorKind.Conditional,
            Line = line,
            Column = ColumnOf(_tokenStart),
            Offset = Offset(_tokenStart),
            IsIncomplete = incomplete,
            IsAtEnd = incomplete || _buffer.AsSpan(_tokenStart, Math.Max(0, _length - _tokenStart)).Trim('\n').IsEmpty,
        };
        return first;
    }

    private bool AtConditionalEnd() => Peek(LexMode.Conditional) == TokenKind.Word && _tokenWord is { IsPlain: true, LiteralText: "]]" };

    private void SkipConditionalNewlines() => SkipNewlines(LexMode.Conditional);

    private ConditionalExpression ParseConditionalOr()
    {
        int start = LastEnd;
        ConditionalExpression left = ParseConditionalAnd();
        if (Peek(LexMode.Conditional) != TokenKind.OrOr)
        {
            return left;
        }

        EnsureStack();
        Consume();
        ConditionalExpression right = ParseConditionalOr();
        return new ConditionalOr { Span = SpanOf(start, LastEnd), Left = left, Right = right };
    }

    private ConditionalExpression ParseConditionalAnd()
    {
        int start = LastEnd;
        ConditionalExpression left = ParseConditionalTerm();
        if (Peek(LexMode.Conditional) != TokenKind.AndAnd)
        {
            return left;
        }

        EnsureStack();
        Consume();
        ConditionalExpression right = ParseConditionalAnd();
        return new ConditionalAnd { Span = SpanOf(start, LastEnd), Left = left, Right = right };
    }

    private ConditionalExpression ParseConditionalInside(int line)
    {
        try
        {
            return ParseConditionalOr();
        }
        catch (SyntaxErrorException exception) when (exception.Kind == SyntaxErrorKind.Conditional)
        {
            throw Followed(exception, "expected `)'", line);
        }
    }

    /// <summary>Another message after one: bash reports both.</summary>
    private static SyntaxErrorException Followed(SyntaxErrorException first, string message, int line) => new(message)
    {
        Kind = SyntaxErrorKind.Conditional,
        Line = line,
        Column = first.Column,
        Offset = first.Offset,
        IsIncomplete = first.IsIncomplete,
        IsAtEnd = first.IsAtEnd || first.IsIncomplete,
        Preceding = first.Message.Length == 0 ? first.Preceding : [.. first.Preceding, new SyntaxWarning(first.Message, first.Line)],
    };

    private ConditionalExpression ParseConditionalTerm()
    {
        EnsureStack();
        SkipConditionalNewlines();
        int start = _tokenStart;
        int line = LineAt(start);
        if (_tokenKind == TokenKind.OpenParenthesis)
        {
            Consume();
            ConditionalExpression inner = ParseConditionalInside(line);
            if (Peek(LexMode.Conditional) != TokenKind.CloseParenthesis)
            {
                throw ConditionalError(_tokenKind == TokenKind.Word && !AtConditionalEnd() ? "expected `)'" : $"unexpected token `{TokenText()}', expected `)'", line);
            }

            Consume();
            SkipConditionalNewlines();
            return new ConditionalGroup { Span = SpanOf(start, LastEnd), Expression = inner };
        }

        if (_tokenKind != TokenKind.Word)
        {
            throw ConditionalError(
                _tokenKind switch
                {
                    TokenKind.DescriptorNumber => "unexpected token 284 in conditional command",
                    TokenKind.EndOfFile => "unexpected token `EOF' in conditional command",
                    _ => $"unexpected token `{TokenText()}' in conditional command",
                },
                line);
        }

        if (AtConditionalEnd())
        {
            // bash gives up without a word.
            throw Error("", start, kind: SyntaxErrorKind.Conditional);
        }

        Word word = TakeWord();
        if (word.IsPlain && word.LiteralText == "!")
        {
            return new ConditionalNot { Operand = ParseConditionalTerm(), Span = SpanOf(start, LastEnd) };
        }

        if (word.IsPlain && word.LiteralText is { Length: 2 } unary && unary[0] == '-' && IsUnaryOperator(unary[1]))
        {
            if (Peek(LexMode.Conditional) != TokenKind.Word || AtConditionalEnd())
            {
                throw ConditionalError($"unexpected argument `{TokenText()}' to conditional unary operator", line);
            }

            Word operand = TakeWord();
            SkipConditionalNewlines();
            return new ConditionalUnary { Span = SpanOf(start, LastEnd), Operator = unary[1], Operand = operand };
        }

        switch (Peek(LexMode.Conditional))
        {
            case TokenKind.AndAnd:
            case TokenKind.OrOr:
            case TokenKind.CloseParenthesis:
                return new ConditionalWord { Span = word.Span, Word = word };
            case TokenKind.Word when AtConditionalEnd():
                return new ConditionalWord { Span = word.Span, Word = word };
            case TokenKind.Word:
                break;
            case TokenKind.Less:
            case TokenKind.Greater:
                break;
            default:
                throw ConditionalError($"unexpected token `{TokenText()}', conditional binary operator expected", line);
        }

        string operatorText = TokenText();
        ConditionalBinaryOperator? operation = BinaryOperator(operatorText);
        if (operation is null || _tokenWord is { IsPlain: false })
        {
            throw ConditionalError("conditional binary operator expected", line);
        }

        Consume();
        Word right = ReadConditionalRight(operation.Value, line);
        SkipConditionalNewlines();
        return new ConditionalBinary { Span = SpanOf(start, LastEnd), Operator = operation.Value, OperatorText = operatorText, Left = word, Right = right };
    }

    private Word ReadConditionalRight(ConditionalBinaryOperator operation, int line)
    {
        if (operation == ConditionalBinaryOperator.Matches)
        {
            return ReadRegexWord(line);
        }

        bool extendedGlob = _extendedGlob;
        _extendedGlob |= operation is ConditionalBinaryOperator.Equal or ConditionalBinaryOperator.NotEqual;
        TokenKind kind = Peek(LexMode.Conditional);
        _extendedGlob = extendedGlob;
        if (kind != TokenKind.Word || AtConditionalEnd())
        {
            throw ConditionalError($"unexpected argument `{TokenText()}' to conditional binary operator", line);
        }

        return TakeWord();
    }

    private Word ReadRegexWord(int line)
    {
        while (Current() is ' ' or '\t')
        {
            _pos++;
        }

        int start = _pos;
        int mark = _parts.Count;
        char c = Current();
        if (c == '\n' || (c == '\0' && _pos >= _length))
        {
            Peek(LexMode.Conditional);
            throw ConditionalError($"unexpected argument `{TokenText()}' to conditional binary operator", line);
        }

        if (c == ')')
        {
            Peek(LexMode.Conditional);
            throw ConditionalError("unexpected argument `)' to conditional binary operator", line);
        }

        if (c is '<' or '>' or '&' or ';')
        {
            _pos++;
        }

        try
        {
            ScanUnquoted(WordContext.Regex);
        }
        catch (SyntaxErrorException exception) when (exception.Kind == SyntaxErrorKind.UnterminatedQuote)
        {
            throw Followed(exception, "unexpected argument to conditional binary operator", EndLine);
        }

        Word word = FinishWord(start, mark, _pos, WordShape.NoBraces);
        if (word.IsPlain && word.Text == "]]")
        {
            throw Error("unexpected argument `]]' to conditional binary operator", start, kind: SyntaxErrorKind.Conditional);
        }

        return word;
    }

    private static bool IsUnaryOperator(char c) =>
        c is 'a' or 'b' or 'c' or 'd' or 'e' or 'f' or 'g' or 'h' or 'k' or 'n' or 'o' or 'p' or 'r' or 's' or 't' or 'u' or 'v' or 'w' or 'x' or 'z'
            or 'G' or 'L' or 'N' or 'O' or 'R' or 'S';

    private static ConditionalBinaryOperator? BinaryOperator(string text) => text switch
    {
        "==" or "=" => ConditionalBinaryOperator.Equal,
        "!=" => ConditionalBinaryOperator.NotEqual,
        "=~" => ConditionalBinaryOperator.Matches,
        "<" => ConditionalBinaryOperator.Less,
        ">" => ConditionalBinaryOperator.Greater,
        "-eq" => ConditionalBinaryOperator.NumericEqual,
        "-ne" => ConditionalBinaryOperator.NumericNotEqual,
        "-lt" => ConditionalBinaryOperator.NumericLess,
        "-le" => ConditionalBinaryOperator.NumericLessOrEqual,
        "-gt" => ConditionalBinaryOperator.NumericGreater,
        "-ge" => ConditionalBinaryOperator.NumericGreaterOrEqual,
        "-nt" => ConditionalBinaryOperator.NewerThan,
        "-ot" => ConditionalBinaryOperator.OlderThan,
        "-ef" => ConditionalBinaryOperator.SameFile,
        _ => null,
    };
}
