using System.Runtime.CompilerServices;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Errors in bash's words.</summary>
public sealed partial class Parser
{
    private List<SyntaxWarning>? _warnings;

    /// <summary>How many characters may be looked at ahead within one command: nested doubtful constructs are looked at again on each level.</summary>
    private const long LookAheadLimit = 200_000_000;

    private long _lookedAhead;

    private void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw NestedTooDeeply();
        }
    }

    private void CountLookAhead(long characters)
    {
        _lookedAhead += characters;
        if (_lookedAhead > LookAheadLimit)
        {
            throw NestedTooDeeply();
        }
    }

    private SyntaxErrorException NestedTooDeeply() => new("memory exhausted: the command is nested too deeply")
    {
        Kind = SyntaxErrorKind.NestedTooDeeply,
        Line = LineAt(_pos),
        Offset = Offset(_pos),
    };

    private void Warn(string message, int line)
    {
        var warning = new SyntaxWarning(message, line);
        (_warnings ??= []).Add(warning);
        Options.Warning?.Invoke(warning);
    }

    /// <summary>The line number bash gives for the end of the input: the one after the last.</summary>
    private int EndLine
    {
        get
        {
            int line = LineAt(_length);
            return _length > 0 && _buffer[_length - 1] != '\n' ? line + 1 : line;
        }
    }

    private SyntaxErrorException Unexpected(params ReadOnlySpan<string> expected)
    {
        if (_tokenKind == TokenKind.EndOfFile)
        {
            return EndOfFile(expected);
        }

        string token = TokenText();
        return new SyntaxErrorException($"syntax error near unexpected token `{token}'")
        {
            Kind = SyntaxErrorKind.UnexpectedToken,
            Token = token,
            Line = LineAt(_tokenStart),
            Column = ColumnOf(_tokenStart),
            Offset = Offset(_tokenStart),
            Expected = expected.ToArray(),
            IsInSubstitution = _substitutionDepth > 0,
            SourceLine = LineText(_tokenStart),
        };
    }

    private SyntaxErrorException EndOfFile(params ReadOnlySpan<string> expected) => new(
        _substitutionDepth > 0 ? "unexpected EOF while looking for matching `)'" : "syntax error: unexpected end of file")
    {
        Kind = _substitutionDepth > 0 ? SyntaxErrorKind.UnterminatedQuote : SyntaxErrorKind.UnexpectedEndOfFile,
        Line = EndLine,
        Column = 1,
        Offset = Offset(_length),
        Expected = expected.ToArray(),
        IsIncomplete = true,
    };

    private SyntaxErrorException Unterminated(char close, int start) => new($"unexpected EOF while looking for matching `{close}'")
    {
        Kind = SyntaxErrorKind.UnterminatedQuote,
        Line = LineAt(start),
        Column = ColumnOf(start),
        Offset = Offset(start),
        Expected = [close.ToString()],
        IsIncomplete = true,
    };

    private SyntaxErrorException Error(string message, int start, string? sourceLine = null, SyntaxErrorKind kind = SyntaxErrorKind.Other) => new(message)
    {
        Kind = kind,
        Line = LineAt(start),
        Column = ColumnOf(start),
        Offset = Offset(start),
        SourceLine = sourceLine,
    };

    private int ColumnOf(int position)
    {
        int start = position;
        while (start > 0 && _buffer[start - 1] != '\n')
        {
            start--;
        }

        return position - start + 1;
    }
}
