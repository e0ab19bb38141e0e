using System.Text;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Here-documents: noted when their operator is read, filled in after the next newline.</summary>
public sealed partial class Parser
{
    private sealed record PendingHereDocument(HereDocument Document);

    private List<PendingHereDocument> _pendingHereDocuments = [];

    private HereDocument NoteHereDocument(Word delimiter, bool stripTabs)
    {
        string text = delimiter.Text;
        bool quoted = text.AsSpan().IndexOfAny('\\', '\'', '"') >= 0;
        var document = new HereDocument
        {
            Span = delimiter.Span,
            Delimiter = quoted ? RemoveQuotes(delimiter) : text,
            IsQuoted = quoted,
            StripsTabs = stripTabs,
        };
        _pendingHereDocuments.Add(new PendingHereDocument(document));
        return document;
    }

    private static string RemoveQuotes(Word word)
    {
        if (word.Parts is [AnsiCQuotedPart ansi])
        {
            return ansi.Text;
        }

        string text = word.Text;
        var builder = new StringBuilder(text.Length);
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\'')
            {
                builder.Append(c);
            }
            else if (c == '\\' && i + 1 < text.Length && (quote == '\0' || text[i + 1] is '$' or '`' or '"' or '\\'))
            {
                builder.Append(text[++i]);
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    /// <summary>Reads the bodies of the noted here-documents; the position is at the start of a line.</summary>
    private void ReadHereDocuments()
    {
        List<PendingHereDocument> pending = _pendingHereDocuments;
        for (int i = 0; i < pending.Count; i++)
        {
            ReadHereDocument(pending[i].Document);
        }

        pending.Clear();
    }

    private void ReadHereDocument(HereDocument document)
    {
        int line = LineAt(_pos);

        // The line bash calls the document's: the one that was read last.
        int operatorLine = Math.Max(_firstLine, line - (_pos > 0 && _buffer[_pos - 1] == '\n' ? 1 : 0));
        var builder = new StringBuilder();
        while (true)
        {
            if (_pos >= _length && !Fill())
            {
                EndWithInput(document, operatorLine, LineAt(_pos) - (_length > 0 && _buffer[_length - 1] == '\n' ? 1 : 0));
                break;
            }

            int end = LineEnd(_pos);
            int start = _pos;
            if (document.StripsTabs)
            {
                while (_buffer[start] == '\t')
                {
                    start++;
                }
            }

            ReadOnlySpan<char> text = _buffer.AsSpan(start, end - start);
            if (!document.IsQuoted && EndsWithContinuation(text) && end < _length)
            {
                // The next line belongs to this one, also when the delimiter is looked for.
                int lineStart = builder.Length;
                bool delimiter = ReadJoinedLine(document, builder, start, end);
                if (delimiter)
                {
                    builder.Length = lineStart;
                    document.IsTerminated = true;
                    break;
                }

                continue;
            }

            if (text.SequenceEqual(document.Delimiter))
            {
                _pos = Math.Min(end + 1, _length);
                document.IsTerminated = true;
                break;
            }

            if (_substitutionDepth > 0 && text.StartsWith(document.Delimiter) && text[document.Delimiter.Length..].Contains(')'))
            {
                // $(cat <<EOF ... EOF) with the parenthesis on the delimiter's line.
                _pos = start + document.Delimiter.Length;
                EndWithInput(document, operatorLine, LineAt(_pos));
                break;
            }

            builder.Append(text);
            _pos = end;
            if (end < _length)
            {
                builder.Append('\n');
                _pos++;
            }
        }

        document.Text = builder.ToString();
        document.Body = HereDocumentBody(document, line);
    }

    private void EndWithInput(HereDocument document, int operatorLine, int line) =>
        Warn($"here-document at line {operatorLine} delimited by end-of-file (wanted `{document.Delimiter}')", line);

    private int LineEnd(int position)
    {
        int from = position;
        while (true)
        {
            int end = Array.IndexOf(_buffer, '\n', from, _length - from);
            if (end >= 0)
            {
                return end;
            }

            from = _length;
            if (!Fill())
            {
                return _length;
            }
        }
    }

    private static bool EndsWithContinuation(ReadOnlySpan<char> text)
    {
        int backslashes = 0;
        while (backslashes < text.Length && text[text.Length - 1 - backslashes] == '\\')
        {
            backslashes++;
        }

        return (backslashes & 1) == 1;
    }

    private bool ReadJoinedLine(HereDocument document, StringBuilder builder, int start, int end)
    {
        int lineStart = builder.Length;
        while (true)
        {
            bool continues = EndsWithContinuation(_buffer.AsSpan(start, end - start)) && end < _length;
            builder.Append(_buffer, start, end - start - (continues ? 1 : 0));
            _pos = Math.Min(end + 1, _length);
            if (!continues || (_pos >= _length && !Fill()))
            {
                break;
            }

            start = _pos;
            end = LineEnd(start);
        }

        bool delimiter = builder.Length - lineStart == document.Delimiter.Length;
        for (int i = 0; delimiter && i < document.Delimiter.Length; i++)
        {
            delimiter = builder[lineStart + i] == document.Delimiter[i];
        }

        if (!delimiter && end < _length)
        {
            builder.Append('\n');
        }

        return delimiter;
    }

    private Word HereDocumentBody(HereDocument document, int line)
    {
        string text = document.Text;
        var span = new SourceSpan(Offset(_pos), 0, line);
        if (document.IsQuoted || text.AsSpan().IndexOfAny('$', '`', '\\') < 0)
        {
            return new Word
            {
                Span = span,
                Parts = text.Length == 0 ? [] : [new LiteralPart { Span = span, Text = text }],
                Text = text,
                LiteralText = text,
                Features = WordFeatures.HasQuotes,
            };
        }

        try
        {
            EnsureStack();
            var parser = new Parser(text, Options) { _baseLines = line - Options.FirstLine };
            parser.FillAll();
            return parser.ScanHereText();
        }
        catch (SyntaxErrorException exception) when (exception.Kind != SyntaxErrorKind.NestedTooDeeply)
        {
            // bash finds the mistake when it expands the text.
            return new Word
            {
                Span = span,
                Parts = [new BadSubstitution { Span = span, Text = text }],
                Text = text,
                Features = WordFeatures.HasExpansion | WordFeatures.HasQuotes,
            };
        }
    }
}
