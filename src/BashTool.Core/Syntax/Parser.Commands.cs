using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Lists, pipelines and the choice among commands.</summary>
public sealed partial class Parser
{
    /// <summary>A complete line of commands, up to and with the newline that ends it.</summary>
    private CommandList ParseLine()
    {
        int start = _tokenStart;
        var items = ImmutableArray.CreateBuilder<CommandListItem>(1);
        while (true)
        {
            int itemStart = _tokenStart;
            Command command = ParseAndOr();
            ListSeparator separator = ListSeparator.None;
            bool ends = false;
            TokenKind next = Peek(LexMode.Keywords);
            int itemEnd = next is TokenKind.Semicolon or TokenKind.Ampersand ? _tokenEnd : _tokenStart;
            switch (next)
            {
                case TokenKind.EndOfFile:
                    ends = true;
                    break;
                case TokenKind.Newline:
                    Consume();
                    separator = ListSeparator.Newline;
                    ends = true;
                    break;
                case TokenKind.Semicolon:
                case TokenKind.Ampersand:
                    separator = _tokenKind == TokenKind.Ampersand ? ListSeparator.Ampersand : ListSeparator.Semicolon;
                    Consume();
                    if (Peek(LexMode.Command) is TokenKind.Newline or TokenKind.EndOfFile)
                    {
                        Consume();
                        ends = true;
                    }

                    break;
                default:
                    throw Unexpected(";", "&", "newline");
            }

            items.Add(new CommandListItem { Span = SpanOf(itemStart, itemEnd), Command = command, Separator = separator });
            if (ends)
            {
                return new CommandList { Span = SpanOf(start, itemEnd), Items = items.DrainToImmutable() };
            }
        }
    }

    /// <summary>Everything to the end of the input as one list (the text of a command substitution).</summary>
    private CommandList ParseWholeText()
    {
        CommandList list = ParseOptionalList();
        if (_tokenKind != TokenKind.EndOfFile)
        {
            throw Unexpected();
        }

        return list;
    }

    /// <summary>A list inside a compound command: at least one command.</summary>
    private CommandList ParseList()
    {
        CommandList list = ParseOptionalList();
        if (list.IsEmpty)
        {
            throw Unexpected("command");
        }

        return list;
    }

    /// <summary>Commands and their separators up to a token that cannot start a command, which stays the current token.</summary>
    private CommandList ParseOptionalList()
    {
        SkipNewlines(LexMode.Command);
        int start = _tokenStart;
        var items = ImmutableArray.CreateBuilder<CommandListItem>();
        while (StartsCommand())
        {
            int itemStart = _tokenStart;
            Command command = ParseAndOr();
            ListSeparator separator = ListSeparator.None;
            switch (Peek(LexMode.Keywords))
            {
                case TokenKind.Newline:
                    separator = ListSeparator.Newline;
                    break;
                case TokenKind.Semicolon:
                    separator = ListSeparator.Semicolon;
                    break;
                case TokenKind.Ampersand:
                    separator = ListSeparator.Ampersand;
                    break;
            }

            items.Add(new CommandListItem { Span = SpanOf(itemStart, _tokenStart), Command = command, Separator = separator });
            if (separator == ListSeparator.None)
            {
                break;
            }

            Consume();
            SkipNewlines(LexMode.Command);
        }

        return items.Count == 0 ? CommandList.Empty : new CommandList { Span = SpanOf(start, _tokenStart), Items = items.DrainToImmutable() };
    }

    private void SkipNewlines(LexMode mode)
    {
        while (Peek(mode) == TokenKind.Newline)
        {
            Consume();
        }
    }

    private bool StartsCommand() => _tokenKind switch
    {
        TokenKind.Word => _tokenKeyword is not (Keyword.Then or Keyword.Else or Keyword.Elif or Keyword.Fi or Keyword.Do or Keyword.Done
            or Keyword.Esac or Keyword.CloseBrace or Keyword.CloseCondition or Keyword.In),
        TokenKind.OpenParenthesis or TokenKind.DescriptorNumber or TokenKind.DescriptorVariable => true,
        _ => _tokenKind >= TokenKind.Less,
    };

    private Command ParseAndOr()
    {
        EnsureStack();
        _inValue = false;
        Peek(LexMode.Command);
        int start = _tokenStart;
        Command first = ParsePipeline();
        if (Peek(LexMode.Keywords) is not (TokenKind.AndAnd or TokenKind.OrOr))
        {
            return first;
        }

        var commands = ImmutableArray.CreateBuilder<Command>();
        var operators = ImmutableArray.CreateBuilder<AndOrOperator>();
        commands.Add(first);
        while (Peek(LexMode.Keywords) is TokenKind.AndAnd or TokenKind.OrOr)
        {
            operators.Add(_tokenKind == TokenKind.AndAnd ? AndOrOperator.And : AndOrOperator.Or);
            Consume();
            SkipNewlines(LexMode.Command);
            commands.Add(ParsePipeline());
        }

        return new AndOrList
        {
            Span = SpanOf(start, LastEnd),
            Commands = commands.DrainToImmutable(),
            Operators = operators.DrainToImmutable(),
        };
    }

    /// <summary>Where the text before the current token ends, blanks included.</summary>
    private int LastEnd => _tokenKind == TokenKind.None ? _pos : _tokenStart;

    private Command ParsePipeline()
    {
        Peek(LexMode.Command);
        int start = _tokenStart;
        bool negated = false;
        bool timed = false;
        bool posix = false;
        while (Peek(LexMode.Command) == TokenKind.Word)
        {
            if (_tokenKeyword == Keyword.Bang)
            {
                negated = !negated;
                Consume();
                if (EndsPipelinePrefix())
                {
                    return new Pipeline { Span = SpanOf(start, LastEnd), Commands = [], IsNegated = negated, IsTimed = timed, IsTimePosix = posix };
                }
            }
            else if (_tokenKeyword == Keyword.Time)
            {
                timed = true;
                Consume();
                ReadTimeOptions(ref posix);
                if (EndsPipelinePrefix())
                {
                    return new Pipeline { Span = SpanOf(start, LastEnd), Commands = [], IsNegated = negated, IsTimed = true, IsTimePosix = posix };
                }
            }
            else
            {
                break;
            }
        }

        Command first = ParseCommand();
        TokenKind next = Peek(LexMode.Keywords);
        if (next is not (TokenKind.Pipe or TokenKind.PipeAmpersand))
        {
            return negated || timed
                ? new Pipeline { Span = SpanOf(start, LastEnd), Commands = [first], IsNegated = negated, IsTimed = timed, IsTimePosix = posix }
                : first;
        }

        var commands = ImmutableArray.CreateBuilder<Command>();
        commands.Add(first);
        ImmutableArray<bool>.Builder? errors = null;
        while (Peek(LexMode.Keywords) is TokenKind.Pipe or TokenKind.PipeAmpersand)
        {
            if (_tokenKind == TokenKind.PipeAmpersand && errors is null)
            {
                errors = ImmutableArray.CreateBuilder<bool>();
            }

            if (errors is not null)
            {
                while (errors.Count < commands.Count - 1)
                {
                    errors.Add(false);
                }

                errors.Add(_tokenKind == TokenKind.PipeAmpersand);
            }

            Consume();
            SkipNewlines(LexMode.Command);
            if (_tokenKind == TokenKind.Word && _tokenKeyword == Keyword.Time)
            {
                _tokenKeyword = Keyword.None;
            }

            commands.Add(ParseCommand());
        }

        return new Pipeline
        {
            Span = SpanOf(start, LastEnd),
            Commands = commands.DrainToImmutable(),
            PipeStandardError = errors?.DrainToImmutable() ?? [],
            IsNegated = negated,
            IsTimed = timed,
            IsTimePosix = posix,
        };
    }

    private bool EndsPipelinePrefix() =>
        Peek(LexMode.Command) is TokenKind.Newline or TokenKind.Semicolon or TokenKind.EndOfFile;

    private void ReadTimeOptions(ref bool posix)
    {
        // Only a word that is exactly -p or -- belongs to time.
        if (LooksAt("-p"))
        {
            posix = true;
            _pos += 2;
        }

        if (LooksAt("--"))
        {
            _pos += 2;
        }
    }

    private bool LooksAt(string word)
    {
        while (RawCurrent() is ' ' or '\t' || (_buffer[_pos] == '\\' && _buffer[_pos + 1] == '\n'))
        {
            if (_buffer[_pos] == '\\')
            {
                SkipContinuation();
            }
            else
            {
                _pos++;
            }
        }

        return _length - _pos >= word.Length && _buffer.AsSpan(_pos, word.Length).SequenceEqual(word)
            && IsWordEnd(_buffer[_pos + word.Length]);
    }

    private Command ParseCommand()
    {
        EnsureStack();
        switch (Peek(LexMode.Command))
        {
            case TokenKind.OpenParenthesis:
                return ParseParentheses();
            case TokenKind.Word when _tokenKeyword != Keyword.None:
                switch (_tokenKeyword)
                {
                    case Keyword.If:
                        return ParseIf();
                    case Keyword.While:
                    case Keyword.Until:
                        return ParseWhile();
                    case Keyword.For:
                        return ParseFor();
                    case Keyword.Case:
                        return ParseCase();
                    case Keyword.Select:
                        return ParseSelect();
                    case Keyword.OpenBrace:
                        return ParseBraceGroup();
                    case Keyword.OpenCondition:
                        return ParseConditional();
                    case Keyword.Function:
                        return ParseFunctionKeyword();
                    case Keyword.Coproc:
                        return ParseCoproc();
                    case Keyword.Time:
                    case Keyword.Bang:
                    case Keyword.Then:
                    case Keyword.Else:
                    case Keyword.Elif:
                    case Keyword.Fi:
                    case Keyword.Do:
                    case Keyword.Done:
                    case Keyword.Esac:
                    case Keyword.In:
                    case Keyword.CloseBrace:
                    case Keyword.CloseCondition:
                        throw Unexpected("command");
                }

                break;
            case TokenKind.Word:
            case TokenKind.DescriptorNumber:
            case TokenKind.DescriptorVariable:
            case >= TokenKind.Less:
                return ParseSimple();
        }

        throw Unexpected("command");
    }
}
