using System.Runtime.InteropServices;
using System.Text;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Double quotes, <c>$'...'</c>, backquotes and here-document text.</summary>
public sealed partial class Parser
{
    private enum QuotedContext : byte
    {
        /// <summary>Ends at the closing double quote.</summary>
        Quotes,

        /// <summary>A here-document: ends with the input.</summary>
        HereText,

        /// <summary>The word after an operator in <c>"${...}"</c>: ends at <c>}</c>.</summary>
        Operand,
    }

    private bool _inHereText;

    private void ScanDoubleQuotedPart(bool localized, int start)
    {
        int quote = _pos++;
        int mark = _parts.Count;
        ScanQuoted(QuotedContext.Quotes);
        if (RawCurrent() != '"')
        {
            throw Unterminated('"', quote);
        }

        _pos++;
        _parts.Add(new DoubleQuotedPart { Span = SpanFrom(start), Parts = TakeParts(mark), IsLocalized = localized });
    }

    private ImmutableArray<WordPart> TakeParts(int mark)
    {
        int count = _parts.Count - mark;
        if (count == 0)
        {
            return [];
        }

        var parts = new WordPart[count];
        _parts.CopyTo(mark, parts, 0, count);
        _parts.RemoveRange(mark, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(parts);
    }

    /// <summary>Reads text with the rules of double quotes up to what ends it, and adds its parts.</summary>
    private void ScanQuoted(QuotedContext context)
    {
        EnsureStack();
        int partStart = _pos;
        int run = _pos;
        bool single = false;
        while (true)
        {
            char c = _buffer[_pos];
            if (!IsClass(c, SpecialInQuotes))
            {
                _pos++;
                continue;
            }

            switch (c)
            {
                case '\0':
                    if (_pos < _length)
                    {
                        _pos++;
                        continue;
                    }

                    if (Fill())
                    {
                        continue;
                    }

                    FlushQuoted(partStart, run);
                    return;

                case '"':
                    if (context == QuotedContext.HereText)
                    {
                        _pos++;
                        continue;
                    }

                    FlushQuoted(partStart, run);
                    if (context == QuotedContext.Quotes)
                    {
                        return;
                    }

                    ScanDoubleQuotedPart(localized: false, _pos);
                    partStart = run = _pos;
                    continue;

                case '\'':
                    if (context == QuotedContext.Operand && !_inHereText && !Options.PosixMode)
                    {
                        // They come in pairs and hide a closing brace, but are text.
                        if (!single)
                        {
                            FindQuote('\'', _pos);
                        }

                        single = !single;
                    }

                    _pos++;
                    continue;

                case '}':
                    if (context == QuotedContext.Operand && !single)
                    {
                        FlushQuoted(partStart, run);
                        return;
                    }

                    _pos++;
                    continue;

                case '\\':
                    char next = _buffer[_pos + 1];
                    if (next == '\n')
                    {
                        _scratch.Append(_buffer, run, _pos - run);
                        SkipContinuation();
                        run = _pos;
                        RawCurrent();
                        continue;
                    }

                    if (next is '$' or '`' or '\\' || (next == '"' && context != QuotedContext.HereText) || (next == '}' && context == QuotedContext.Operand))
                    {
                        _scratch.Append(_buffer, run, _pos - run);
                        run = _pos + 1;
                    }

                    _pos = Math.Min(_pos + 2, _length);
                    continue;

                case '`':
                    FlushQuoted(partStart, run);
                    ScanBackquoted(quoted: context != QuotedContext.HereText);
                    partStart = run = _pos;
                    continue;

                case '$':
                    // In "${x-$'a'}" the quotes are quotes, in a here-document they are text.
                    bool quoted = context != QuotedContext.Operand || _inHereText;
                    if (!IsExpansionStart(quoted))
                    {
                        _pos++;
                        continue;
                    }

                    FlushQuoted(partStart, run);
                    ScanDollar(quoted: true);
                    partStart = run = _pos;
                    continue;
            }
        }
    }

    private void FlushQuoted(int partStart, int run)
    {
        string text;
        if (_scratch.Length > 0)
        {
            _scratch.Append(_buffer, run, _pos - run);
            text = _scratch.ToString();
            _scratch.Clear();
        }
        else if (_pos > run)
        {
            text = Intern(_buffer.AsSpan(run, _pos - run));
        }
        else
        {
            return;
        }

        _parts.Add(new LiteralPart { Span = SpanFrom(partStart), Text = text });
    }

    /// <summary>Reads the whole buffer as the text of a here-document.</summary>
    private Word ScanHereText()
    {
        int start = _pos;
        int mark = _parts.Count;
        _inHereText = true;
        ScanQuoted(QuotedContext.HereText);
        ImmutableArray<WordPart> parts = TakeParts(mark);
        WordFeatures features = Describe(parts.AsSpan(), quoted: true);
        return new Word
        {
            Span = SpanFrom(start),
            Parts = parts,
            Text = new string(_buffer, start, _pos - start),
            Features = features | WordFeatures.HasQuotes,
            LiteralText = LiteralText(parts, features),
        };
    }

    private void ScanAnsiC(int start)
    {
        int quote = _pos++;
        int run = _pos;
        while (true)
        {
            char c = RawCurrent();
            if (c == '\'')
            {
                break;
            }

            if (c == '\0' && _pos >= _length)
            {
                throw Unterminated('\'', quote);
            }

            _pos += c == '\\' && _pos + 1 < _length ? 2 : 1;
        }

        string text = AnsiCString.Decode(_buffer.AsSpan(run, _pos - run));
        _pos++;
        _parts.Add(new AnsiCQuotedPart { Span = SpanFrom(start), Text = text, SourceText = Slice(start, _pos) });
    }

    /// <summary>Reads <c>`...`</c>. Its text is parsed now; its errors are told when it runs, as bash does.</summary>
    private void ScanBackquoted(bool quoted)
    {
        int start = _pos++;
        var builder = new StringBuilder();
        while (true)
        {
            char c = RawCurrent();
            if (c == '`')
            {
                break;
            }

            if (c == '\0' && _pos >= _length)
            {
                throw Unterminated('`', start);
            }

            if (c == '\\')
            {
                char next = _buffer[_pos + 1];
                if (next == '\n')
                {
                    SkipContinuation();
                    continue;
                }

                if (next is '`' or '$' or '\\' || (next == '"' && quoted))
                {
                    builder.Append(next);
                }
                else
                {
                    builder.Append('\\');
                    if (_pos + 1 < _length)
                    {
                        builder.Append(next);
                    }
                }

                _pos = Math.Min(_pos + 2, _length);
                continue;
            }

            builder.Append(c);
            _pos++;
        }

        _pos++;
        string text = builder.ToString();
        CommandList body = CommandList.Empty;
        SyntaxErrorException? error = null;
        try
        {
            body = ParseNestedText(text, LineAt(start));
        }
        catch (SyntaxErrorException exception) when (exception.Kind != SyntaxErrorKind.NestedTooDeeply)
        {
            error = exception;
        }

        _parts.Add(new CommandSubstitution
        {
            Span = SpanFrom(start),
            Body = body,
            IsBackquoted = true,
            SourceText = text,
            Error = error,
            InputFile = InputFileOf(body),
        });
    }

    private CommandList ParseNestedText(string text, int line)
    {
        EnsureStack();
        var parser = new Parser(text, Options) { _baseLines = line - Options.FirstLine };
        return parser.ParseWholeText();
    }
}
