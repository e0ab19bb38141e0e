using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// Reads bash text and gives its complete commands one after another, as bash itself reads a line, runs it and reads the next.
/// One recursive descent over a buffer of lines: words are taken apart while they are read.
/// </summary>
public sealed partial class Parser
{
    /// <summary>Reads a whole text.</summary>
    public Parser(string text, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        Options = options ?? new ParserOptions();
        _firstLine = Options.FirstLine;
        _buffer = new char[Math.Clamp(text.Length + 2, 16, 4096)];
    }

    /// <summary>
    /// Reads line by line: the delegate gives the next line with its newline, or null at the end.
    /// No more lines are asked for than the command needs.
    /// </summary>
    public Parser(Func<string?> moreInput, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(moreInput);
        _moreInput = moreInput;
        Options = options ?? new ParserOptions();
        _firstLine = Options.FirstLine;
        _buffer = new char[256];
    }

    public ParserOptions Options { get; }

    /// <summary>The line that is read next.</summary>
    public int CurrentLine => LineAt(_pos);

    /// <summary>The line in which the command read last ends.</summary>
    public int CommandEndLine => LineAt(_pos > 0 && _buffer[_pos - 1] == '\n' ? _pos - 1 : _pos);

    /// <summary>How many characters of the input have been consumed.</summary>
    public int Position => _text is null ? Offset(_pos) : Math.Min(Offset(_pos), _text.Length);

    /// <summary>
    /// The next complete command: what stands before the next newline that ends one. Null at the end of the input.
    /// Lines without a command are skipped.
    /// </summary>
    public CommandList? ParseNext()
    {
        Compact();
        _tokenKind = TokenKind.None;
        _parts.Clear();
        _pendingHereDocuments.Clear();
        _lookedAhead = 0;
        _linesBeforeAliases = null;
        while (true)
        {
            switch (Peek(LexMode.Command))
            {
                case TokenKind.EndOfFile:
                    return null;
                case TokenKind.Newline:
                    Consume();
                    Compact();
                    continue;
                default:
                    return ParseLine();
            }
        }
    }

    /// <summary>After a <see cref="SyntaxErrorException"/>: goes on with the line after the one that failed, as an interactive shell does.</summary>
    public void SkipToNextLine()
    {
        _tokenKind = TokenKind.None;
        _aliasFrames.Clear();
        _substitutionDepth = 0;
        _words.Clear();
        _redirections.Clear();
        int end = Array.IndexOf(_buffer, '\n', _pos, _length - _pos);
        _pos = end < 0 ? _length : end + 1;
    }

    /// <summary>Parses a whole text.</summary>
    public static Script ParseAll(string text, ParserOptions? options = null)
    {
        if (!TryParseAll(text, options, out Script script, out SyntaxErrorException? error))
        {
            throw error!;
        }

        return script;
    }

    /// <summary>Parses a whole text; on an error gives what came before it and the error.</summary>
    public static bool TryParseAll(string text, ParserOptions? options, out Script script, out SyntaxErrorException? error)
    {
        var parser = new Parser(text, options);
        var commands = ImmutableArray.CreateBuilder<CommandList>();
        error = null;
        try
        {
            while (parser.ParseNext() is { } list)
            {
                commands.Add(list);
            }
        }
        catch (SyntaxErrorException exception)
        {
            error = exception;
        }

        script = new Script
        {
            Span = new SourceSpan(0, text.Length, parser._firstLine),
            Commands = commands.ToImmutable(),
            Warnings = parser._warnings is null ? [] : [.. parser._warnings],
        };
        return error is null;
    }

    /// <summary>Reads a text as the body of a here-document or a prompt: expansions as inside double quotes, quotes are literal.</summary>
    public static Word ParseHereText(string text, ParserOptions? options = null)
    {
        var parser = new Parser(text, options);
        parser.FillAll();
        return parser.ScanHereText();
    }

    /// <summary>Reads a text as one word whatever blanks it contains.</summary>
    public static Word ParseWord(string text, ParserOptions? options = null)
    {
        var parser = new Parser(text, options);
        parser.FillAll();
        int start = parser._pos;
        int mark = parser._parts.Count;
        parser.ScanUnquoted(WordContext.WholeText);
        return parser.FinishWord(start, mark, parser._pos, WordShape.Argument);
    }

    /// <summary>Reads the text of a compound array assignment, <c>(a b [3]=c)</c>, as <c>declare "a=(...)"</c> does at run time.</summary>
    public static ArrayLiteral ParseArrayLiteral(string text, ParserOptions? options = null)
    {
        var parser = new Parser(text, options);
        parser.FillAll();
        while (parser._pos < parser._length && parser._buffer[parser._pos] != '(')
        {
            parser._pos++;
        }

        return parser.ScanArrayLiteral();
    }

    /// <summary>Reads the text between the brackets of a subscript.</summary>
    public static Subscript ParseSubscript(string text, ParserOptions? options = null)
    {
        var parser = new Parser(text, options);
        parser.FillAll();
        return parser.ScanSubscript(wholeText: true);
    }
}
