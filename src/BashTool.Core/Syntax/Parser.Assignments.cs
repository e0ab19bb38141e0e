using System.Collections.Immutable;
using System.Text;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Assignments and the lists of compound assignments.</summary>
public sealed partial class Parser
{
    /// <summary>
    /// Reads an assignment if there is one. When it turns out to be an ordinary word that begins like a subscripted name,
    /// the beginning has been added to the parts and the word goes on.
    /// </summary>
    private bool TryReadAssignment(int start, LexMode mode)
    {
        int p = start;
        if (!IsNameStart(_buffer[p]))
        {
            return false;
        }

        while (IsNameChar(_buffer[p]))
        {
            p++;
        }

        char c = _buffer[p];
        if (c == '\\' && _buffer[p + 1] == '\n')
        {
            _pos = start;
            ScanName();
            p = _pos;
            c = Current();
            p = _pos;
        }

        if (c is not ('=' or '[' or '+') || (c == '+' && CharAfter(p) != '='))
        {
            _pos = start;
            return false;
        }

        string name = Slice(start, p);
        _pos = p;
        Subscript? subscript = null;
        if (c == '[')
        {
            if ((mode & LexMode.Assignments) == 0 && !ClosesBeforeBlank(p + 1))
            {
                _pos = start;
                return false;
            }

            _pos++;
            int subscriptStart = _pos;
            subscript = ScanSubscript();
            c = Current();
            if (c != '=' && (c != '+' || CharAfter(_pos) != '='))
            {
                _parts.Add(new LiteralPart { Span = SpanOf(start, subscriptStart), Text = name + "[", HasGlob = true });
                _parts.AddRange(subscript.Word.Parts);
                _parts.Add(new LiteralPart { Span = SpanOf(_pos - 1, _pos), Text = "]", HasGlob = true });
                return false;
            }
        }

        bool append = c == '+';
        if (append)
        {
            Next();
        }

        _pos++;
        ArrayLiteral? array = null;
        Word? value = null;
        if (Current() == '(')
        {
            if ((mode & LexMode.ArrayText) != 0)
            {
                var builder = new StringBuilder(Slice(start, _pos)).Append('(');
                foreach (ArrayElement element in ScanArrayLiteral().Elements)
                {
                    builder.Append(element.Word.Text).Append(' ');
                }

                builder.Length -= builder[^1] == ' ' ? 1 : 0;
                string text = builder.Append(')').ToString();
                SourceSpan whole = SpanFrom(start);
                _tokenWord = new Word
                {
                    Span = whole,
                    Parts = [new SingleQuotedPart { Span = whole, Text = text }],
                    Text = text,
                    LiteralText = text,
                    Features = WordFeatures.HasQuotes,
                };
                return true;
            }

            array = ScanArrayLiteral();
        }
        else
        {
            value = ScanValue();
        }

        var assignment = new Assignment
        {
            Span = SpanFrom(start),
            Name = name,
            Subscript = subscript,
            IsAppend = append,
            Value = value,
            Array = array,
            Text = Slice(start, _pos),
        };
        if ((mode & LexMode.Assignments) != 0)
        {
            _tokenAssignment = assignment;
            return true;
        }

        if (array is null && BracesIn(start) is { } braces)
        {
            // Braces are expanded first: y={a,b} is two words.
            _tokenWord = braces;
            return true;
        }

        _tokenWord = new AssignmentWord
        {
            Span = assignment.Span,
            Parts = [],
            Text = assignment.Text,
            Features = value?.Features ?? WordFeatures.None,
            Assignment = assignment,
        };
        return true;
    }

    private Word ScanValue()
    {
        int start = _pos;
        int mark = _parts.Count;
        bool inValue = _inValue;
        _inValue = true;
        ScanUnquoted(WordContext.Value);
        _inValue = inValue;
        return _pos == start && _parts.Count == mark ? Word.Empty : FinishWord(start, mark, _pos, WordShape.NoBraces);
    }

    /// <summary>Whether a closing bracket (or something that may hide one) comes before the word ends.</summary>
    private bool ClosesBeforeBlank(int position)
    {
        for (; ; position++)
        {
            switch (_buffer[position])
            {
                case ']':
                case '$':
                case '`':
                case '"':
                case '\'':
                case '\\':
                    return true;
                case '\0':
                case ' ':
                case '\t':
                case '\n':
                case ';':
                case '&':
                case '|':
                    return false;
            }
        }
    }

    /// <summary>Reads the list of a compound assignment with its parentheses.</summary>
    private ArrayLiteral ScanArrayLiteral()
    {
        EnsureStack();
        int start = _pos++;
        var elements = ImmutableArray.CreateBuilder<ArrayElement>();
        while (true)
        {
            char c = Current();
            switch (c)
            {
                case ' ':
                case '\t':
                case '\n':
                    _pos++;
                    continue;
                case '#':
                    SkipComment();
                    continue;
                case ')':
                    _pos++;
                    return new ArrayLiteral { Span = SpanFrom(start), Elements = elements.ToImmutable() };
                case '\0' when _pos >= _length:
                    throw InList(Unterminated(')', start));
                case ';':
                case '&':
                case '|':
                case '(':
                    ReadControlOperator(c);
                    throw InList(Unexpected(")"));
                case '<':
                case '>':
                    if (CharAfter(_pos) != '(')
                    {
                        ReadRedirectionOperator(c);
                        throw InList(Unexpected(")"));
                    }

                    break;
            }

            elements.Add(ScanArrayElement(c));
        }
    }

    private static SyntaxErrorException InList(SyntaxErrorException error)
    {
        error.AbandonsLine = true;
        return error;
    }

    private Word? BracesIn(int start)
    {
        ReadOnlySpan<char> text = _buffer.AsSpan(start, _pos - start);
        int open = text.IndexOf('{');
        if (open < 0 || !text[open..].Contains('}'))
        {
            return null;
        }

        Word word = ParseWord(text.ToString(), Options);
        return word.Has(WordFeatures.HasBrace) ? word : null;
    }

    private ArrayElement ScanArrayElement(char c)
    {
        int start = _pos;
        int mark = _parts.Count;
        if (c == '[')
        {
            _pos++;
            Subscript subscript = ScanSubscript();
            c = Current();
            bool append = c == '+' && CharAfter(_pos) == '=';
            if (append || c == '=')
            {
                if (append)
                {
                    Next();
                }

                _pos++;
                Word value = ScanValue();
                var parts = ImmutableArray.CreateBuilder<WordPart>();
                parts.Add(new LiteralPart { Span = SpanOf(start, start + 1), Text = "[", HasGlob = true });
                parts.AddRange(subscript.Word.Parts);
                parts.Add(new LiteralPart { Span = SpanOf(start, start), Text = append ? "]+=" : "]=", HasGlob = true });
                parts.AddRange(value.Parts);
                return new ArrayElement
                {
                    Span = SpanFrom(start),
                    Subscript = subscript,
                    IsAppend = append,
                    Value = value,
                    BraceWord = BracesIn(start),
                    Word = MakeWord(parts.ToImmutable(), Slice(start, _pos), SpanFrom(start)),
                };
            }

            _parts.Add(new LiteralPart { Span = SpanOf(start, start + 1), Text = "[", HasGlob = true });
            _parts.AddRange(subscript.Word.Parts);
            _parts.Add(new LiteralPart { Span = SpanOf(_pos - 1, _pos), Text = "]", HasGlob = true });
        }

        ScanUnquoted(WordContext.Element);
        Word word = FinishWord(start, mark, _pos, WordShape.Argument);
        return new ArrayElement { Span = word.Span, Value = word, Word = word };
    }
}
