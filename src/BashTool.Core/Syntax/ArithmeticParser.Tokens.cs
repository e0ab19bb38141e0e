using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>The tokens of arithmetic expressions.</summary>
public sealed partial class ArithmeticParser
{
    // Deeper ones are parsed when they are evaluated.
    private const int MaximumSubscriptDepth = 50;

    private int _subscriptDepth;

    private int SkipBlanks(int position)
    {
        while (position < _text.Length && _text[position] is ' ' or '\t' or '\n' or '\r')
        {
            position++;
        }

        return position;
    }

    private char At(int position) => position < _text.Length ? _text[position] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Reads the next token. The start of the last one stays what it was when the text ends: messages quote from there.</summary>
    private void Advance()
    {
        int p = SkipBlanks(_position);
        if (p >= _text.Length)
        {
            _previous = _token;
            _token = Token.End;
            _position = p;
            return;
        }

        _tokenStart = _position = p;
        char c = _text[p];
        Token token;
        if (IsNameStart(c))
        {
            token = ReadName(p);
        }
        else if (char.IsAsciiDigit(c))
        {
            token = ReadNumber(p);
        }
        else if (c == Placeholder)
        {
            token = ReadOperand(p);
        }
        else
        {
            token = ReadOperator(c, At(p + 1));
        }

        _previous = _token;
        _token = token;
    }

    private Token ReadName(int start)
    {
        int p = start;
        while (IsNameChar(At(p)))
        {
            p++;
        }

        if (At(p) == Placeholder)
        {
            throw Error("an expansion is part of a name");
        }

        string name = _text[start..p];
        ArithmeticSubscript? subscript = null;
        if (At(p) == '[')
        {
            int close = FindBracket(p);
            if (close < 0)
            {
                throw Error("bad array subscript");
            }

            subscript = MakeSubscript(p + 1, close);
            p = close + 1;
        }

        _variable = new ArithmeticVariable { Span = SourceSpan.FromBounds(start, p, 0), Name = name, Subscript = subscript };
        _position = p;
        return Token.Name;
    }

    private int FindBracket(int open)
    {
        int depth = 0;
        for (int p = open; p < _text.Length; p++)
        {
            switch (_text[p])
            {
                case '\\':
                    p++;
                    break;
                case '\'':
                case '"':
                    int close = _text.IndexOf(_text[p], p + 1);
                    if (close > 0)
                    {
                        p = close;
                    }

                    break;
                case '[':
                    depth++;
                    break;
                case ']':
                    if (--depth == 0)
                    {
                        return p;
                    }

                    break;
            }
        }

        return -1;
    }

    private ArithmeticSubscript MakeSubscript(int start, int end)
    {
        EnsureStack();
        string text = _text[start..end];
        var pieces = ImmutableArray.CreateBuilder<ArithmeticKeyPiece>();
        int first = _nextPlaceholder;
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Placeholder)
            {
                if (i > from)
                {
                    pieces.Add(new ArithmeticKeyPiece(text[from..i], 0));
                }

                pieces.Add(new ArithmeticKeyPiece(null, _placeholders[_nextPlaceholder++]));
                from = i + 1;
            }
        }

        if (from < text.Length || pieces.Count == 0)
        {
            pieces.Add(new ArithmeticKeyPiece(text[from..], 0));
        }

        ArithmeticExpression? expression = null;
        if (_subscriptDepth < MaximumSubscriptDepth)
        {
            try
            {
                var nested = new ArithmeticParser(text, _parts, _placeholders[first.._nextPlaceholder]) { _subscriptDepth = _subscriptDepth + 1 };
                expression = nested.ParseAll();
            }
            catch (ArithmeticSyntaxException)
            {
                // It may be a key.
            }
        }

        return new ArithmeticSubscript
        {
            Span = SourceSpan.FromBounds(start, end, 0),
            Text = text,
            Expression = expression,
            Pieces = pieces.ToImmutable(),
        };
    }

    private Token ReadNumber(int start)
    {
        int p = start;
        while (IsNameChar(At(p)) || At(p) is '#' or '@')
        {
            p++;
        }

        if (At(p) == Placeholder)
        {
            throw Error("an expansion is part of a number");
        }

        _number = NumberOf(start, p);
        _position = p;
        return Token.Number;
    }

    private Token ReadOperand(int start)
    {
        char before = start > 0 ? _text[start - 1] : ' ';
        char after = At(start + 1);
        if (IsNameChar(before) || before is Placeholder or '#' or '@' || IsNameChar(after) || after is Placeholder or '#' or '@' or '[' || _placeholders.Length == 0)
        {
            throw Error("an expansion is part of a token");
        }

        // Assigning to or counting up what an expansion names is left to the expanded text.
        int next = SkipBlanks(start + 1);
        if ((At(next) == '=' && At(next + 1) != '=') || (At(next) is '+' or '-' && At(next + 1) == At(next))
            || (_token is Token.PreIncrement or Token.PreDecrement))
        {
            throw Error("an expansion is a variable");
        }

        int previous = start - 1;
        while (previous >= 0 && _text[previous] is ' ' or '\t' or '\n')
        {
            previous--;
        }

        if (previous > 0 && _text[previous] is '+' or '-' && _text[previous - 1] == _text[previous])
        {
            throw Error("an expansion is a variable");
        }

        if (At(next) is not ('\0' or '=' or '!' or '<' or '>' or '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '?' or ':' or ',' or ')')
            || (At(next + 1) == '=' && At(next) is not ('=' or '!' or '<' or '>')) || (At(next + 2) == '=' && At(next) is '<' or '>' && At(next + 1) == At(next)))
        {
            throw Error("an expansion is not an operand");
        }

        _operand = _placeholders[_nextPlaceholder++];
        _position = start + 1;
        return Token.Operand;
    }

    private Token ReadOperator(char c, char next)
    {
        int p = _position;
        switch (c)
        {
            case '=' when next == '=':
                return Take(2, Token.Equal);
            case '!' when next == '=':
                return Take(2, Token.NotEqual);
            case '>' when next == '=':
                return Take(2, Token.GreaterOrEqual);
            case '<' when next == '=':
                return Take(2, Token.LessOrEqual);
            case '<' when next == '<':
                return At(p + 2) == '=' ? TakeAssign(3, ArithmeticBinaryOperator.ShiftLeft) : Take(2, Token.ShiftLeft);
            case '>' when next == '>':
                return At(p + 2) == '=' ? TakeAssign(3, ArithmeticBinaryOperator.ShiftRight) : Take(2, Token.ShiftRight);
            case '&' when next == '&':
                return Take(2, Token.LogicalAnd);
            case '|' when next == '|':
                return Take(2, Token.LogicalOr);
            case '*' when next == '*':
                return Take(2, Token.Power);
            case '+' or '-' when next == c && _token == Token.Name:
                return Take(2, c == '+' ? Token.PostIncrement : Token.PostDecrement);
            case '+' or '-' when next == c && _token == Token.Number && _previous is Token.PreIncrement or Token.PreDecrement:
                _position = p + 2;
                throw Error($"{c}{c}: assignment requires lvalue");
            case '+' or '-' when next == c:
                if (IsNameStart(At(SkipBlanks(p + 2))))
                {
                    return Take(2, c == '+' ? Token.PreIncrement : Token.PreDecrement);
                }

                return Take(1, c == '+' ? Token.Plus : Token.Minus);
        }

        if (next == '=')
        {
            switch (c)
            {
                case '*':
                    return TakeAssign(2, ArithmeticBinaryOperator.Multiply);
                case '/':
                    return TakeAssign(2, ArithmeticBinaryOperator.Divide);
                case '%':
                    return TakeAssign(2, ArithmeticBinaryOperator.Remainder);
                case '+':
                    return TakeAssign(2, ArithmeticBinaryOperator.Add);
                case '-':
                    return TakeAssign(2, ArithmeticBinaryOperator.Subtract);
                case '&':
                    return TakeAssign(2, ArithmeticBinaryOperator.BitwiseAnd);
                case '^':
                    return TakeAssign(2, ArithmeticBinaryOperator.BitwiseXor);
                case '|':
                    return TakeAssign(2, ArithmeticBinaryOperator.BitwiseOr);
            }
        }

        Token token = c switch
        {
            '=' => Token.Assign,
            '>' => Token.Greater,
            '<' => Token.Less,
            '+' => Token.Plus,
            '-' => Token.Minus,
            '*' => Token.Multiply,
            '/' => Token.Divide,
            '%' => Token.Remainder,
            '!' => Token.LogicalNot,
            '(' => Token.Open,
            ')' => Token.Close,
            '&' => Token.BitwiseAnd,
            '|' => Token.BitwiseOr,
            '^' => Token.BitwiseXor,
            '~' => Token.BitwiseNot,
            '?' => Token.Question,
            ':' => Token.Colon,
            ',' => Token.Comma,
            _ => Token.End,
        };
        if (token == Token.End)
        {
            throw Error(_token is Token.Number or Token.Name or Token.Operand or Token.Conditional
                ? "syntax error: invalid arithmetic operator"
                : "syntax error: operand expected");
        }

        return Take(1, token);
    }

    private Token Take(int length, Token token)
    {
        _position += length;
        return token;
    }

    private Token TakeAssign(int length, ArithmeticBinaryOperator operation)
    {
        _position += length;
        _assignOperator = operation;
        return Token.OperatorAssign;
    }

    private long NumberOf(int start, int end)
    {
        ReadOnlySpan<char> digits = _text.AsSpan(start, end - start);
        long number = 0;
        long numberBase = 10;
        bool foundBase = false;
        int i = 0;
        if (digits[0] == '0')
        {
            i = 1;
            if (digits.Length == 1)
            {
                return 0;
            }

            foundBase = true;
            numberBase = 8;
            if (digits[1] is 'x' or 'X')
            {
                i = 2;
                numberBase = 16;
            }
        }

        for (; i < digits.Length; i++)
        {
            char c = digits[i];
            if (c == '#')
            {
                if (foundBase)
                {
                    throw NumberError("invalid number", start, end);
                }

                if (number is < 2 or > 64)
                {
                    throw NumberError("invalid arithmetic base", start, end);
                }

                numberBase = number;
                number = 0;
                foundBase = true;
                if (i + 1 == digits.Length || !(IsNameChar(digits[i + 1]) || digits[i + 1] == '@'))
                {
                    throw NumberError("invalid integer constant", start, end);
                }

                continue;
            }

            int digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'z' => c - 'a' + 10,
                >= 'A' and <= 'Z' => c - 'A' + (numberBase <= 36 ? 10 : 36),
                '@' => 62,
                _ => 63,
            };
            if (digit >= numberBase)
            {
                throw NumberError("value too great for base", start, end);
            }

            number = unchecked((number * numberBase) + digit);
        }

        return number;
    }

    /// <summary>While bash reads a number the text ends with it, and so do its messages.</summary>
    private ArithmeticSyntaxException NumberError(string reason, int start, int end) =>
        new(reason, _text[..end].TrimStart(' ', '\t', '\n'), _text[start..end]);
}
