using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// Tokens. A token is read when it is looked at, with the mode of that place in the grammar, and never earlier:
/// what a word means (reserved word, alias, assignment, pattern) depends on where it stands.
/// </summary>
public sealed partial class Parser
{
    private enum TokenKind : byte
    {
        None,
        EndOfFile,
        Newline,
        Word,
        DescriptorNumber,
        DescriptorVariable,
        Semicolon,
        SemicolonSemicolon,
        SemicolonAmpersand,
        SemicolonSemicolonAmpersand,
        Ampersand,
        AndAnd,
        OrOr,
        Pipe,
        PipeAmpersand,
        OpenParenthesis,
        CloseParenthesis,

        // Redirections from here.
        Less,
        Greater,
        GreaterGreater,
        GreaterPipe,
        LessGreater,
        LessLess,
        LessLessDash,
        LessLessLess,
        LessAmpersand,
        GreaterAmpersand,
        AmpersandGreater,
        AmpersandGreaterGreater,
    }

    [Flags]
    private enum LexMode : ushort
    {
        Argument = 0,

        /// <summary>Reserved words are recognised.</summary>
        Keywords = 1,

        /// <summary>The first word of a command may be an alias.</summary>
        Aliases = 2,

        /// <summary>Assignments are recognised.</summary>
        Assignments = 4,

        /// <summary>The arguments of a declaration builtin.</summary>
        Declaration = 8,

        /// <summary>Inside <c>[[ ]]</c>.</summary>
        Conditional = 16,

        /// <summary>An array literal is kept as text (<c>eval a=(1 2)</c>).</summary>
        ArrayText = 32,

        /// <summary>Brace expansion is not done here.</summary>
        NoBraces = 64,

        /// <summary>Not even what looks like an assignment is treated as one.</summary>
        NoAssignmentTilde = 128,

        Command = Keywords | Aliases | Assignments,
    }

    private TokenKind _tokenKind;
    private int _tokenStart;
    private int _tokenEnd;
    private Word? _tokenWord;
    private Assignment? _tokenAssignment;
    private Keyword _tokenKeyword;
    private int _tokenNumber;

    private TokenKind Peek(LexMode mode = LexMode.Argument)
    {
        if (_tokenKind == TokenKind.None)
        {
            ReadToken(mode);
        }

        return _tokenKind;
    }

    private Keyword PeekKeyword(LexMode mode = LexMode.Command) => Peek(mode) == TokenKind.Word ? _tokenKeyword : Keyword.None;

    private void Consume()
    {
        if (_tokenKind == TokenKind.Newline && _pendingHereDocuments.Count > 0)
        {
            ReadHereDocuments();
        }

        _tokenKind = TokenKind.None;
    }

    private string TokenText() => _tokenKind switch
    {
        TokenKind.Newline => "newline",
        TokenKind.EndOfFile => "end of file",
        _ => Slice(_tokenStart, _tokenEnd),
    };

    private void ReadToken(LexMode mode)
    {
        _tokenKeyword = Keyword.None;
        _tokenWord = null;
        _tokenAssignment = null;
        while (true)
        {
            char c = _buffer[_pos];
            switch (c)
            {
                case ' ':
                case '\t':
                    _pos++;
                    continue;
                case '\0':
                    if (_pos < _length)
                    {
                        break;
                    }

                    if (Fill())
                    {
                        continue;
                    }

                    if (_pendingHereDocuments.Count > 0)
                    {
                        ReadHereDocuments();
                    }

                    _tokenStart = _tokenEnd = _pos;
                    _tokenKind = TokenKind.EndOfFile;
                    return;
                case '\\':
                    if (_buffer[_pos + 1] == '\n')
                    {
                        SkipContinuation();
                        continue;
                    }

                    break;
                case '#':
                    if (!Options.Comments)
                    {
                        break;
                    }

                    SkipComment();
                    continue;
                case '\n':
                    Operator(TokenKind.Newline, 1);
                    return;
                case ';':
                case '&':
                case '|':
                case '(':
                case ')':
                    ReadControlOperator(c);
                    return;
                case '<':
                case '>':
                    if (ReadRedirectionOperator(c))
                    {
                        return;
                    }

                    break;
            }

            if (_aliasFrames.Count > 0 && PopAliasFrames())
            {
                mode |= LexMode.Aliases;
            }

            ReadWordToken(mode);
            if (_tokenKind != TokenKind.None)
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        while (true)
        {
            int newline = Array.IndexOf(_buffer, '\n', _pos, _length - _pos);
            if (newline >= 0)
            {
                _pos = newline;
                return;
            }

            _pos = _length;
            if (!Fill())
            {
                return;
            }
        }
    }

    private void Operator(TokenKind kind, int length)
    {
        _tokenStart = _pos;
        _pos += length;
        _tokenEnd = _pos;
        _tokenKind = kind;
    }

    private void ReadControlOperator(char c)
    {
        _tokenStart = _pos++;
        char next = Current();
        TokenKind kind;
        switch (c)
        {
            case ';' when next == ';':
                _pos++;
                if (Current() == '&')
                {
                    _pos++;
                    kind = TokenKind.SemicolonSemicolonAmpersand;
                }
                else
                {
                    kind = TokenKind.SemicolonSemicolon;
                }

                break;
            case ';' when next == '&':
                _pos++;
                kind = TokenKind.SemicolonAmpersand;
                break;
            case ';':
                kind = TokenKind.Semicolon;
                break;
            case '&' when next == '&':
                _pos++;
                kind = TokenKind.AndAnd;
                break;
            case '&' when next == '>':
                _pos++;
                if (Current() == '>')
                {
                    _pos++;
                    kind = TokenKind.AmpersandGreaterGreater;
                }
                else
                {
                    kind = TokenKind.AmpersandGreater;
                }

                break;
            case '&':
                kind = TokenKind.Ampersand;
                break;
            case '|' when next == '|':
                _pos++;
                kind = TokenKind.OrOr;
                break;
            case '|' when next == '&':
                _pos++;
                kind = TokenKind.PipeAmpersand;
                break;
            case '|':
                kind = TokenKind.Pipe;
                break;
            case '(':
                kind = TokenKind.OpenParenthesis;
                break;
            default:
                kind = TokenKind.CloseParenthesis;
                break;
        }

        _tokenEnd = _pos;
        _tokenKind = kind;
    }

    /// <summary>False when it is the start of a process substitution, which is a word.</summary>
    private bool ReadRedirectionOperator(char c)
    {
        int start = _pos++;
        char next = Current();
        if (next == '(')
        {
            Rewind(start);
            return false;
        }

        _tokenStart = start;
        TokenKind kind = c == '<' ? TokenKind.Less : TokenKind.Greater;
        switch (next)
        {
            case '<' when c == '<':
                _pos++;
                switch (Current())
                {
                    case '-':
                        _pos++;
                        kind = TokenKind.LessLessDash;
                        break;
                    case '<':
                        _pos++;
                        kind = TokenKind.LessLessLess;
                        break;
                    default:
                        kind = TokenKind.LessLess;
                        break;
                }

                break;
            case '>' when c == '<':
                _pos++;
                kind = TokenKind.LessGreater;
                break;
            case '&':
                _pos++;
                kind = c == '<' ? TokenKind.LessAmpersand : TokenKind.GreaterAmpersand;
                break;
            case '>':
                _pos++;
                kind = TokenKind.GreaterGreater;
                break;
            case '|' when c == '>':
                _pos++;
                kind = TokenKind.GreaterPipe;
                break;
        }

        _tokenEnd = _pos;
        _tokenKind = kind;
        return true;
    }

    private void ReadWordToken(LexMode mode)
    {
        int start = _pos;
        _tokenStart = start;

        // The quick way: letters and other ordinary characters up to a blank or an operator.
        char[] buffer = _buffer;
        int p = start;
        while (IsOrdinary(buffer[p]))
        {
            p++;
        }

        char end = buffer[p];
        if (p > start && IsWordEnd(end) && (end != '\0' || p >= _length))
        {
            _pos = p;
            if (end == '\0' && Fill())
            {
                _pos = start;
            }
            else if (end is '<' or '>')
            {
                if (CharAfter(p) == '(')
                {
                    _pos = start;
                }
                else if (TryDescriptorNumber(buffer.AsSpan(start, p - start), start))
                {
                    return;
                }
            }

            else if (end == '(' && ExtendedGlob && buffer[p - 1] is '+' or '@' or '!')
            {
                _pos = start;
            }

            if (_pos == p)
            {
                _tokenEnd = p;
                _tokenKind = TokenKind.Word;
                ReadOnlySpan<char> text = buffer.AsSpan(start, p - start);
                if ((mode & LexMode.Keywords) != 0)
                {
                    _tokenKeyword = KeywordTable.Find(text);
                    if (_tokenKeyword != Keyword.None)
                    {
                        return;
                    }
                }

                if ((mode & LexMode.Aliases) != 0 && TryExpandAlias(start, p))
                {
                    _tokenKind = TokenKind.None;
                    return;
                }

                string literal = Intern(text);
                _tokenWord = PlainWord(literal, SpanOf(start, p));
                return;
            }
        }

        ReadComplexWord(start, mode);
    }

    private char CharAfter(int position)
    {
        while (_buffer[position + 1] == '\\' && _buffer[position + 2] == '\n')
        {
            position += 2;
            if (position + 1 >= _length)
            {
                Fill();
            }
        }

        return _buffer[position + 1];
    }

    private static Word PlainWord(string literal, SourceSpan span) => new()
    {
        Span = span,
        Parts = [new LiteralPart { Span = span, Text = literal }],
        Text = literal,
        LiteralText = literal,
    };

    private bool TryDescriptorNumber(ReadOnlySpan<char> text, int start)
    {
        if (text.Length is 0 or > 10)
        {
            return false;
        }

        long value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        if (value > int.MaxValue)
        {
            return false;
        }

        _tokenNumber = (int)value;
        _tokenStart = start;
        _tokenEnd = _pos;
        _tokenKind = TokenKind.DescriptorNumber;
        return true;
    }

    private void ReadComplexWord(int start, LexMode mode)
    {
        int mark = _parts.Count;
        if ((mode & (LexMode.Assignments | LexMode.Declaration | LexMode.ArrayText)) != 0 && TryReadAssignment(start, mode))
        {
            SetWordToken(start);
            return;
        }

        ScanUnquoted((mode & LexMode.NoAssignmentTilde) != 0 ? WordContext.Element : WordContext.Word);
        SetWordToken(start);
        _tokenWord = null;
        _tokenAssignment = null;
        bool beforeRedirection = _buffer[_pos] is '<' or '>';
        if (beforeRedirection && _buffer[start] == '{' && _pos - start > 2 && _buffer[_pos - 1] == '}' && IsDescriptorVariable(start + 1, _pos - 1))
        {
            _parts.RemoveRange(mark, _parts.Count - mark);
            _tokenKind = TokenKind.DescriptorVariable;
            return;
        }

        WordShape shape = (mode & (LexMode.Conditional | LexMode.NoBraces)) != 0 ? WordShape.NoBraces : WordShape.Argument;
        Word word = FinishWord(start, mark, _pos, shape);
        if (word.IsPlain && (mode & LexMode.Keywords) != 0)
        {
            _tokenKeyword = KeywordTable.Find(word.LiteralText);
        }

        if (_tokenKeyword == Keyword.None)
        {
            if (beforeRedirection && word.IsPlain && TryDescriptorNumber(word.LiteralText!, start))
            {
                return;
            }

            if ((mode & LexMode.Aliases) != 0 && (word.Features & ~(WordFeatures.HasGlob | WordFeatures.HasExtendedGlob | WordFeatures.HasTilde)) == 0
                && TryExpandAlias(start, _pos))
            {
                _tokenKind = TokenKind.None;
                return;
            }
        }

        _tokenWord = word;
    }

    /// <summary>Reading the word may have read other tokens inside substitutions: this is the current one again.</summary>
    private void SetWordToken(int start)
    {
        _tokenKind = TokenKind.Word;
        _tokenKeyword = Keyword.None;
        _tokenStart = start;
        _tokenEnd = _pos;
    }

    private bool IsDescriptorVariable(int start, int end)
    {
        if (!IsNameStart(_buffer[start]))
        {
            return false;
        }

        int p = start;
        while (p < end && IsNameChar(_buffer[p]))
        {
            p++;
        }

        return p == end || (_buffer[p] == '[' && _buffer[end - 1] == ']' && end - p > 2);
    }

    private Word TakeWord()
    {
        Word word = _tokenWord ?? PlainWord(Slice(_tokenStart, _tokenEnd), SpanOf(_tokenStart, _tokenEnd));
        Consume();
        return word;
    }
}
