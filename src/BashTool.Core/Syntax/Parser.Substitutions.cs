using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>What a dollar sign introduces, except for the inside of <c>${...}</c>.</summary>
public sealed partial class Parser
{
    private int _substitutionDepth;

    /// <summary>Whether the dollar sign at the position starts an expansion (or a <c>$'...'</c>) rather than being text.</summary>
    private bool IsExpansionStart(bool quoted)
    {
        char next = CharAfter(_pos);
        return next switch
        {
            '(' or '{' or '[' or '@' or '*' or '#' or '?' or '-' or '$' or '!' => true,
            '\'' or '"' => !quoted,
            _ => IsNameChar(next),
        };
    }

    private void ScanDollar(bool quoted)
    {
        EnsureStack();
        int start = _pos++;
        char c = Current();
        switch (c)
        {
            case '(':
                _pos++;
                if (Current() == '(' && IsArithmetic(_pos, expansion: true))
                {
                    _pos++;
                    ArithmeticSource source = ScanArithmetic(ArithmeticContext.Parentheses);
                    _pos += 2;
                    _parts.Add(new ArithmeticExpansion { Span = SpanFrom(start), Expression = source });
                }
                else
                {
                    ScanCommandSubstitution(start);
                }

                return;
            case '{':
                ScanBracedParameter(start, quoted);
                return;
            case '[':
            {
                int open = _pos++;
                ArithmeticSource source = ScanArithmetic(ArithmeticContext.Brackets);
                if (RawCurrent() != ']')
                {
                    throw Unterminated(']', open);
                }

                _pos++;
                _parts.Add(new ArithmeticExpansion { Span = SpanFrom(start), Expression = source, IsBracketed = true });
                return;
            }

            case '\'':
                ScanAnsiC(start);
                return;
            case '"':
                ScanDoubleQuotedPart(localized: true, start);
                return;
        }

        if (IsNameStart(c))
        {
            string name = ScanName();
            _parts.Add(new ParameterExpansion { Span = SpanFrom(start), Name = name, Text = Slice(start, _pos) });
            return;
        }

        _pos++;
        bool digit = c is >= '1' and <= '9';
        _parts.Add(new ParameterExpansion
        {
            Span = SpanFrom(start),
            Name = SingleCharacter(c),
            ParameterKind = digit ? ParameterKind.Positional : ParameterKind.Special,
            Position = digit ? c - '0' : 0,
            Text = Slice(start, _pos),
        });
    }

    private static string SingleCharacter(char c) => c switch
    {
        '@' => "@",
        '*' => "*",
        '#' => "#",
        '?' => "?",
        '0' => "0",
        '1' => "1",
        '2' => "2",
        '3' => "3",
        _ => c.ToString(),
    };

    /// <summary>Reads a name, which may be broken by line continuations.</summary>
    private string ScanName()
    {
        int start = _pos;
        while (true)
        {
            if (IsNameChar(_buffer[_pos]))
            {
                _pos++;
            }
            else if ((_buffer[_pos] == '\\' && _buffer[_pos + 1] == '\n') || (_buffer[_pos] == '\0' && _pos >= _length))
            {
                int before = _pos;
                if (!IsNameChar(Current()))
                {
                    Rewind(before);
                    return Slice(start, before);
                }
            }
            else
            {
                return Slice(start, _pos);
            }
        }
    }

    /// <summary>After <c>$(</c>.</summary>
    private void ScanCommandSubstitution(int start)
    {
        int bodyStart = _pos;
        CommandList body = ParseSubstitutionBody();
        _parts.Add(new CommandSubstitution
        {
            Span = SpanFrom(start),
            Body = body,
            SourceText = Slice(bodyStart, _pos - 1),
            InputFile = InputFileOf(body),
        });
    }

    private void ScanProcessSubstitution()
    {
        int start = _pos;
        bool output = _buffer[_pos++] == '>';
        Current();
        int bodyStart = ++_pos;
        CommandList body = ParseSubstitutionBody();
        _parts.Add(new ProcessSubstitution
        {
            Span = SpanFrom(start),
            Body = body,
            IsOutput = output,
            SourceText = Slice(bodyStart, _pos - 1),
        });
    }

    /// <summary>Parses the commands up to the closing parenthesis with this same parser, wherever in a word it is.</summary>
    private CommandList ParseSubstitutionBody()
    {
        List<PendingHereDocument> pending = _pendingHereDocuments;
        bool extendedGlob = _extendedGlob;
        bool inHereText = _inHereText;
        _inHereText = false;
        _pendingHereDocuments = [];
        _extendedGlob = false;
        _tokenKind = TokenKind.None;
        _substitutionDepth++;
        CommandList body = ParseOptionalList();
        if (_tokenKind != TokenKind.CloseParenthesis)
        {
            throw Unexpected(")");
        }

        _pos = _tokenEnd;
        _tokenKind = TokenKind.None;
        _substitutionDepth--;
        _extendedGlob = extendedGlob;
        _inHereText = inHereText;
        if (_pendingHereDocuments.Count > 0)
        {
            int count = _pendingHereDocuments.Count;
            Warn($"command substitution: {count} unterminated here-document{(count == 1 ? "" : "s")}", LineAt(_pos));
            pending.AddRange(_pendingHereDocuments);
        }

        _pendingHereDocuments = pending;
        return body;
    }

    private static Redirection? InputFileOf(CommandList body) =>
        body.Items is [{ Separator: not ListSeparator.Ampersand, Command: SimpleCommand { Assignments: [], Words: [], Redirections: [{ Operator: RedirectionOperator.Input, Descriptor: null or 0, DescriptorVariable: null } input] } }]
            ? input
            : null;
}
