using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Compound commands.</summary>
public sealed partial class Parser
{
    private void Expect(Keyword keyword, string text)
    {
        if (PeekKeyword(LexMode.Keywords) != keyword)
        {
            throw Unexpected(text);
        }

        Consume();
    }

    private Command ParseParentheses()
    {
        int start = _tokenStart;
        if (_buffer[_tokenEnd] == '(' && IsArithmetic(_tokenEnd))
        {
            _pos = _tokenEnd + 1;
            _tokenKind = TokenKind.None;
            ArithmeticSource source = ScanArithmetic(ArithmeticContext.Parentheses);
            _pos++;
            if (Current() != ')')
            {
                throw Error($"syntax error near `{Slice(start, _pos)}'", start, LineText(start));
            }

            _pos++;
            ImmutableArray<Redirection> after = ParseRedirections();
            return new ArithmeticCommand { Span = SpanOf(start, LastEnd), Expression = source, Redirections = after };
        }

        Consume();
        CommandList body = ParseList();
        if (_tokenKind != TokenKind.CloseParenthesis)
        {
            throw Unexpected(")");
        }

        Consume();
        ImmutableArray<Redirection> redirections = ParseRedirections();
        // LINENO at its failure is the line it ends in.
        SourceSpan span = SpanOf(start, LastEnd);
        return new Subshell { Span = new SourceSpan(span.Start, span.Length, LineAt(Math.Max(0, LastEnd - 1))), Body = body, Redirections = redirections };
    }

    private BraceGroup ParseBraceGroup()
    {
        int start = _tokenStart;
        Consume();
        CommandList body = ParseList();
        Expect(Keyword.CloseBrace, "}");
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new BraceGroup { Span = SpanOf(start, LastEnd), Body = body, Redirections = redirections };
    }

    private IfCommand ParseIf()
    {
        int start = _tokenStart;
        var clauses = ImmutableArray.CreateBuilder<IfClause>(1);
        CommandList? otherwise = null;
        while (true)
        {
            int clauseStart = _tokenStart;
            Consume();
            CommandList condition = ParseList();
            Expect(Keyword.Then, "then");
            CommandList body = ParseList();
            clauses.Add(new IfClause { Span = SpanOf(clauseStart, _tokenStart), Condition = condition, Body = body });
            Keyword next = PeekKeyword(LexMode.Keywords);
            if (next == Keyword.Elif)
            {
                continue;
            }

            if (next == Keyword.Else)
            {
                Consume();
                otherwise = ParseList();
            }

            Expect(Keyword.Fi, "fi");
            break;
        }

        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new IfCommand
        {
            Span = SpanOf(start, LastEnd),
            Clauses = clauses.DrainToImmutable(),
            Else = otherwise,
            Redirections = redirections,
        };
    }

    private WhileCommand ParseWhile()
    {
        int start = _tokenStart;
        bool until = _tokenKeyword == Keyword.Until;
        Consume();
        CommandList condition = ParseList();
        Expect(Keyword.Do, "do");
        CommandList body = ParseList();
        Expect(Keyword.Done, "done");
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new WhileCommand
        {
            Span = SpanOf(start, LastEnd),
            IsUntil = until,
            Condition = condition,
            Body = body,
            Redirections = redirections,
        };
    }

    /// <summary><c>do list done</c>, or a brace group in its place.</summary>
    private CommandList ParseLoopBody()
    {
        SkipNewlines(LexMode.Keywords);
        if (PeekKeyword(LexMode.Keywords) == Keyword.OpenBrace)
        {
            Consume();
            CommandList group = ParseList();
            Expect(Keyword.CloseBrace, "}");
            return group;
        }

        Expect(Keyword.Do, "do");
        CommandList body = ParseList();
        Expect(Keyword.Done, "done");
        return body;
    }

    private Command ParseFor()
    {
        int start = _tokenStart;
        Consume();
        if (Peek(LexMode.NoBraces) == TokenKind.OpenParenthesis && _buffer[_tokenEnd] == '(')
        {
            return ParseArithmeticFor(start);
        }

        (string name, ImmutableArray<Word>? words) = ParseLoopHeader();
        CommandList body = ParseLoopBody();
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new ForCommand { Span = SpanOf(start, LastEnd), Name = name, Words = words, Body = body, Redirections = redirections };
    }

    private SelectCommand ParseSelect()
    {
        int start = _tokenStart;
        Consume();
        (string name, ImmutableArray<Word>? words) = ParseLoopHeader();
        CommandList body = ParseLoopBody();
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new SelectCommand { Span = SpanOf(start, LastEnd), Name = name, Words = words, Body = body, Redirections = redirections };
    }

    private (string Name, ImmutableArray<Word>? Words) ParseLoopHeader()
    {
        if (Peek(LexMode.NoBraces) != TokenKind.Word)
        {
            throw Unexpected("name");
        }

        string name = TakeWord().Text;
        if (Peek(LexMode.Keywords) == TokenKind.Semicolon)
        {
            Consume();
            return (name, null);
        }

        SkipNewlines(LexMode.Keywords);
        if (_tokenKind != TokenKind.Word || _tokenKeyword != Keyword.In)
        {
            return (name, null);
        }

        Consume();
        int mark = _words.Count;
        while (Peek() == TokenKind.Word)
        {
            _words.Add(TakeWord());
        }

        if (_tokenKind is not (TokenKind.Semicolon or TokenKind.Newline))
        {
            throw Unexpected(";", "newline");
        }

        Consume();
        return (name, Take(_words, mark));
    }

    private ArithmeticForCommand ParseArithmeticFor(int start)
    {
        int open = _tokenStart;
        _pos = _tokenEnd + 1;
        _tokenKind = TokenKind.None;
        var parts = new ArithmeticSource?[3];
        int count = 0;
        while (true)
        {
            while (Current() is ' ' or '\t' or '\n')
            {
                _pos++;
            }

            ArithmeticSource part = ScanArithmetic(ArithmeticContext.ForPart);
            if (count < 3)
            {
                parts[count] = string.IsNullOrWhiteSpace(part.Text) ? null : part;
            }

            count++;
            if (RawCurrent() == ')')
            {
                break;
            }

            _pos++;
        }

        _pos++;
        if (Current() != ')')
        {
            throw Error("syntax error near unexpected token `)'", _pos, LineText(_pos));
        }

        _pos++;
        if (count != 3)
        {
            string message = count < 3 ? "syntax error: arithmetic expression required" : "syntax error: `;' unexpected";
            string text = Slice(open, _pos);
            SyntaxErrorException error = Error($"syntax error: `{text}'", open);
            throw new SyntaxErrorException(error.Message)
            {
                Kind = SyntaxErrorKind.Other,
                Line = error.Line,
                Column = error.Column,
                Offset = error.Offset,
                Preceding = [new SyntaxWarning(message, error.Line)],
            };
        }

        switch (Peek(LexMode.Keywords))
        {
            case TokenKind.Semicolon:
            case TokenKind.Newline:
                Consume();
                break;
        }

        CommandList body = ParseLoopBody();
        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new ArithmeticForCommand
        {
            Span = SpanOf(start, LastEnd),
            Initializer = parts[0],
            Condition = parts[1],
            Step = parts[2],
            Body = body,
            Redirections = redirections,
        };
    }

    private CaseCommand ParseCase()
    {
        int start = _tokenStart;
        Consume();
        if (Peek(LexMode.NoBraces) != TokenKind.Word)
        {
            throw Unexpected("word");
        }

        Word word = TakeWord();
        SkipNewlines(LexMode.Keywords);
        Expect(Keyword.In, "in");
        var items = ImmutableArray.CreateBuilder<CaseItem>();
        while (true)
        {
            SkipNewlines(LexMode.Keywords | LexMode.NoBraces);
            if (_tokenKind == TokenKind.Word && _tokenKeyword == Keyword.Esac)
            {
                Consume();
                break;
            }

            if (!ParseCaseItem(items))
            {
                Expect(Keyword.Esac, "esac");
                break;
            }
        }

        ImmutableArray<Redirection> redirections = ParseRedirections();
        return new CaseCommand { Span = SpanOf(start, LastEnd), Word = word, Items = items.DrainToImmutable(), Redirections = redirections };
    }

    /// <summary>False when the item has no terminator, so that it is the last.</summary>
    private bool ParseCaseItem(ImmutableArray<CaseItem>.Builder items)
    {
        int start = _tokenStart;
        if (_tokenKind == TokenKind.OpenParenthesis)
        {
            Consume();
        }

        int mark = _words.Count;
        while (true)
        {
            if (Peek(LexMode.NoBraces) != TokenKind.Word)
            {
                throw Unexpected("pattern");
            }

            _words.Add(TakeWord());
            if (Peek() != TokenKind.Pipe)
            {
                break;
            }

            Consume();
        }

        if (_tokenKind != TokenKind.CloseParenthesis)
        {
            throw Unexpected(")", "|");
        }

        Consume();
        ImmutableArray<Word> patterns = Take(_words, mark);
        CommandList body = ParseOptionalList();
        CaseTerminator terminator = CaseTerminator.Break;
        bool more = true;
        switch (_tokenKind)
        {
            case TokenKind.SemicolonSemicolon:
                break;
            case TokenKind.SemicolonAmpersand:
                terminator = CaseTerminator.FallThrough;
                break;
            case TokenKind.SemicolonSemicolonAmpersand:
                terminator = CaseTerminator.TestNext;
                break;
            default:
                more = false;
                break;
        }

        items.Add(new CaseItem { Span = SpanOf(start, _tokenStart), Patterns = patterns, Body = body, Terminator = terminator });
        if (more)
        {
            Consume();
        }

        return more;
    }
}
