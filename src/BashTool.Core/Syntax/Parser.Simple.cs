using System.Runtime.InteropServices;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Simple commands, redirections, function definitions and coprocesses.</summary>
public sealed partial class Parser
{
    private readonly List<Word> _words = [];
    private readonly List<Redirection> _redirections = [];

    private Command ParseSimple()
    {
        int start = _tokenStart;
        int end = start;
        int line = 0;
        int wordMark = _words.Count;
        int redirectionMark = _redirections.Count;
        List<Assignment>? assignments = null;
        LexMode mode = LexMode.Command;
        while (true)
        {
            TokenKind kind = Peek(mode);
            if (kind == TokenKind.Word)
            {
                if (_tokenAssignment is not null)
                {
                    (assignments ??= []).Add(_tokenAssignment);
                    end = _tokenEnd;
                    line = line == 0 ? LineAt(end) : line;
                    Consume();
                    mode = LexMode.Aliases | LexMode.Assignments;
                    continue;
                }

                end = _tokenEnd;
                Word word = TakeWord();
                _words.Add(word);
                if (_words.Count == wordMark + 1)
                {
                    mode = word.IsPlain ? ArgumentMode(word.LiteralText!) : LexMode.Argument;
                    TokenKind next = Peek(mode);
                    if (assignments is null && _redirections.Count == redirectionMark)
                    {
                        if (next == TokenKind.OpenParenthesis)
                        {
                            return ParseFunctionParentheses(start, wordMark);
                        }

                        // LINENO is the line bash has read to when it knows that this is a simple command: the end of the second token.
                        line = LineAt(next == TokenKind.Word ? _tokenEnd : _tokenStart);
                    }
                }
            }
            else if (IsRedirection(kind))
            {
                Redirection redirection = ParseRedirection();
                end = LastEnd;
                line = line == 0 ? LineAt(end) : line;
                _redirections.Add(redirection);
                if (_words.Count == wordMark)
                {
                    mode = assignments is null ? LexMode.Aliases | LexMode.Assignments : LexMode.Assignments;
                }
            }
            else
            {
                break;
            }
        }

        return new SimpleCommand
        {
            Span = new SourceSpan(Offset(start), Math.Max(0, end - start), line),
            Assignments = assignments is null ? [] : [.. assignments],
            Words = Take(_words, wordMark),
            Redirections = Take(_redirections, redirectionMark),
        };
    }

    private static ImmutableArray<T> Take<T>(List<T> list, int mark)
    {
        int count = list.Count - mark;
        if (count == 0)
        {
            return [];
        }

        var items = new T[count];
        list.CopyTo(mark, items, 0, count);
        list.RemoveRange(mark, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static LexMode ArgumentMode(string command) => command switch
    {
        "declare" or "typeset" or "local" or "export" or "readonly" or "alias" => LexMode.Declaration,
        "eval" or "let" => LexMode.ArrayText,
        _ => LexMode.Argument,
    };

    private static bool IsRedirection(TokenKind kind) =>
        kind is TokenKind.DescriptorNumber or TokenKind.DescriptorVariable or >= TokenKind.Less;

    private Redirection ParseRedirection()
    {
        int start = _tokenStart;
        int? descriptor = null;
        string? variable = null;
        if (_tokenKind == TokenKind.DescriptorNumber)
        {
            descriptor = _tokenNumber;
            Consume();
            Peek();
        }
        else if (_tokenKind == TokenKind.DescriptorVariable)
        {
            variable = Slice(_tokenStart + 1, _tokenEnd - 1);
            Consume();
            Peek();
        }

        TokenKind token = _tokenKind;
        Consume();
        LexMode mode = token is TokenKind.LessLess or TokenKind.LessLessDash or TokenKind.LessLessLess ? LexMode.NoBraces | LexMode.NoAssignmentTilde : LexMode.Argument;
        TokenKind next = Peek(mode);
        if (next == TokenKind.DescriptorNumber && token is TokenKind.LessAmpersand or TokenKind.GreaterAmpersand)
        {
            // 2>&1<file: the digits are the target.
            string digits = Slice(_tokenStart, _tokenEnd);
            _tokenWord = PlainWord(digits, SpanOf(_tokenStart, _tokenEnd));
        }
        else if (next != TokenKind.Word)
        {
            throw Unexpected("word");
        }

        int end = _tokenEnd;
        Word target = TakeWord();
        HereDocument? document = token is TokenKind.LessLess or TokenKind.LessLessDash
            ? NoteHereDocument(target, token == TokenKind.LessLessDash)
            : null;
        return new Redirection
        {
            Span = SpanOf(start, end),
            Descriptor = descriptor,
            DescriptorVariable = variable,
            Operator = OperatorOf(token),
            Target = target,
            HereDocument = document,
        };
    }

    private static RedirectionOperator OperatorOf(TokenKind token) => token switch
    {
        TokenKind.Less => RedirectionOperator.Input,
        TokenKind.Greater => RedirectionOperator.Output,
        TokenKind.GreaterGreater => RedirectionOperator.Append,
        TokenKind.GreaterPipe => RedirectionOperator.Clobber,
        TokenKind.LessGreater => RedirectionOperator.ReadWrite,
        TokenKind.LessLess or TokenKind.LessLessDash => RedirectionOperator.HereDocument,
        TokenKind.LessLessLess => RedirectionOperator.HereString,
        TokenKind.LessAmpersand => RedirectionOperator.DuplicateInput,
        TokenKind.GreaterAmpersand => RedirectionOperator.DuplicateOutput,
        TokenKind.AmpersandGreater => RedirectionOperator.OutputAndError,
        _ => RedirectionOperator.AppendOutputAndError,
    };

    /// <summary>The redirections after a compound command.</summary>
    private ImmutableArray<Redirection> ParseRedirections()
    {
        if (!IsRedirection(Peek(LexMode.Keywords)))
        {
            return [];
        }

        int mark = _redirections.Count;
        while (IsRedirection(Peek(LexMode.Keywords)))
        {
            _redirections.Add(ParseRedirection());
        }

        return Take(_redirections, mark);
    }

    /// <summary><c>name ()</c>, at the opening parenthesis, with the name on the stack of words.</summary>
    private FunctionDefinition ParseFunctionParentheses(int start, int wordMark)
    {
        Word name = _words[wordMark];
        _words.RemoveAt(wordMark);
        Consume();
        if (Peek() != TokenKind.CloseParenthesis)
        {
            throw Unexpected(")");
        }

        Consume();
        return FinishFunction(start, name, keyword: false);
    }

    private FunctionDefinition ParseFunctionKeyword()
    {
        int start = _tokenStart;
        Consume();
        if (Peek(LexMode.NoBraces) != TokenKind.Word)
        {
            throw Unexpected("name");
        }

        Word name = TakeWord();
        if (Peek(LexMode.Command) == TokenKind.OpenParenthesis)
        {
            // Either "()" or the start of a subshell that is the body.
            int open = _tokenStart;
            Consume();
            if (Current() is ' ' or '\t')
            {
                while (Current() is ' ' or '\t')
                {
                    _pos++;
                }
            }

            if (Current() == ')')
            {
                _pos++;
            }
            else
            {
                Rewind(open);
                _tokenKind = TokenKind.None;
            }
        }

        return FinishFunction(start, name, keyword: true);
    }

    private FunctionDefinition FinishFunction(int start, Word name, bool keyword)
    {
        SkipNewlines(LexMode.Command);
        if (!StartsCompound())
        {
            throw Unexpected("{");
        }

        Command body = ParseCommand();
        return new FunctionDefinition
        {
            Span = SpanOf(start, LastEnd),
            Name = name.Text,
            IsNameQuoted = (name.Features & (WordFeatures.HasQuotes | WordFeatures.HasExpansion)) != 0,
            Body = body,
            HasFunctionKeyword = keyword,
            SourceText = Slice(start, LastEnd).TrimEnd(),
        };
    }

    private bool StartsCompound() => _tokenKind == TokenKind.OpenParenthesis
        || (_tokenKind == TokenKind.Word && _tokenKeyword is Keyword.If or Keyword.While or Keyword.Until or Keyword.For or Keyword.Case
            or Keyword.Select or Keyword.OpenBrace or Keyword.OpenCondition);

    private Coproc ParseCoproc()
    {
        int start = _tokenStart;
        Consume();
        string name = "COPROC";
        Command body;
        TokenKind kind = Peek(LexMode.Command);
        if (StartsCompound())
        {
            body = ParseCommand();
        }
        else if (kind == TokenKind.Word && _tokenKeyword == Keyword.None && _tokenAssignment is null)
        {
            // A word may be the name when a compound command follows it; reserved words are recognised there.
            Word first = TakeWord();
            Peek(LexMode.Command & ~LexMode.Assignments & ~LexMode.Aliases);
            if (StartsCompound())
            {
                name = first.Text;
                body = ParseCommand();
            }
            else if (_tokenKind == TokenKind.Word && _tokenKeyword != Keyword.None && _tokenKeyword is not (Keyword.Bang or Keyword.Time))
            {
                throw Unexpected();
            }
            else
            {
                body = ParseSimpleAfter(first);
            }
        }
        else if (kind == TokenKind.Word && _tokenKeyword == Keyword.None || IsRedirection(kind))
        {
            body = ParseSimple();
        }
        else
        {
            throw Unexpected("command");
        }

        return new Coproc { Span = SpanOf(start, LastEnd), Name = name, Body = body };
    }

    private SimpleCommand ParseSimpleAfter(Word first)
    {
        int wordMark = _words.Count;
        int redirectionMark = _redirections.Count;
        int start = Math.Max(0, first.Span.Start - _base);
        _words.Add(first);
        while (true)
        {
            TokenKind kind = Peek();
            if (kind == TokenKind.Word)
            {
                _words.Add(TakeWord());
            }
            else if (IsRedirection(kind))
            {
                _redirections.Add(ParseRedirection());
            }
            else
            {
                break;
            }
        }

        return new SimpleCommand
        {
            Span = SpanOf(start, LastEnd),
            Words = Take(_words, wordMark),
            Redirections = Take(_redirections, redirectionMark),
        };
    }
}
