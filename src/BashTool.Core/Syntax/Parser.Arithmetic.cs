using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Arithmetic expressions inside a script: their text, and where possible their tree.</summary>
public sealed partial class Parser
{
    private enum ArithmeticContext : byte
    {
        /// <summary>Ends at the <c>)</c> that matches nothing inside.</summary>
        Parentheses,

        /// <summary>Ends at the <c>]</c> that matches nothing inside.</summary>
        Brackets,

        /// <summary>A part of <c>for ((...;...;...))</c>: ends at <c>;</c> or the closing <c>)</c>.</summary>
        ForPart,

        /// <summary>The offset in <c>${x:offset:length}</c>: ends at <c>:</c> or <c>}</c>.</summary>
        Offset,

        /// <summary>The length: ends at <c>}</c>.</summary>
        Length,
    }

    /// <summary>
    /// Whether the second parenthesis of <c>((</c>, at the position, closes right before another closing one. A plain scan
    /// over quotes and parentheses decides, so that nested doubtful cases stay cheap.
    /// </summary>
    private bool IsArithmetic(int position, bool expansion = false)
    {
        int saved = _pos;
        _pos = position + 1;
        int depth = 1;
        bool result = false;
        bool decided = false;
        while (true)
        {
            char c = RawCurrent();
            switch (c)
            {
                case '\0':
                    if (_pos >= _length)
                    {
                        // Nothing closes it: whoever reads it next will complain.
                        _pos = saved;
                        return expansion ? throw Unterminated(')', position - 1) : true;
                    }

                    break;
                case '\\':
                    _pos++;
                    break;
                case '\'':
                case '`':
                    if (!SkipTo(c))
                    {
                        goto done;
                    }

                    break;
                case '"':
                    if (!SkipDoubleQuoted())
                    {
                        goto done;
                    }

                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    if (--depth == 0)
                    {
                        // The first parenthesis decides; the rest is only looked at for its end.
                        result = !decided && CharAfter(_pos) == ')';
                        decided = true;
                        if (result || !expansion)
                        {
                            goto done;
                        }
                    }
                    else if (depth < 0)
                    {
                        goto done;
                    }

                    break;
            }

            _pos++;
        }

    done:
        int looked = _pos - saved;
        _pos = saved;
        CountLookAhead(looked);
        return result;
    }

    private bool SkipTo(char quote)
    {
        while (true)
        {
            _pos++;
            char c = RawCurrent();
            if (c == quote)
            {
                return true;
            }

            if (c == '\0' && _pos >= _length)
            {
                return false;
            }

            if (c == '\\' && quote == '`')
            {
                _pos++;
            }
        }
    }

    private bool SkipDoubleQuoted()
    {
        int depth = 0;
        while (true)
        {
            _pos++;
            char c = RawCurrent();
            switch (c)
            {
                case '\0' when _pos >= _length:
                    return false;
                case '\\':
                    _pos++;
                    break;
                case '(' when _buffer[_pos - 1] == '$' || depth > 0:
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    break;
                case '"' when depth == 0:
                    return true;
            }
        }
    }

    /// <summary>Reads an arithmetic expression up to (not with) what ends it.</summary>
    private ArithmeticSource ScanArithmetic(ArithmeticContext context)
    {
        EnsureStack();
        int start = _pos;
        int mark = _parts.Count;
        int run = _pos;
        int depth = 0;
        int brackets = 0;
        int questions = 0;
        bool plain = true;
        while (true)
        {
            char c = RawCurrent();
            switch (c)
            {
                case '\0':
                    if (_pos < _length)
                    {
                        break;
                    }

                    throw Unterminated(context switch { ArithmeticContext.Brackets => ']', ArithmeticContext.Offset or ArithmeticContext.Length => '}', _ => ')' }, start);

                case '(':
                    depth++;
                    break;

                case ')':
                    if (depth == 0 && context is ArithmeticContext.Parentheses or ArithmeticContext.ForPart)
                    {
                        goto done;
                    }

                    depth--;
                    break;

                case '[':
                    brackets++;
                    break;

                case ']':
                    if (brackets == 0 && context == ArithmeticContext.Brackets)
                    {
                        goto done;
                    }

                    brackets--;
                    break;

                case ';':
                    if (context == ArithmeticContext.ForPart)
                    {
                        goto done;
                    }

                    break;

                case '?':
                    questions++;
                    break;

                case ':':
                    if (context == ArithmeticContext.Offset && depth <= 0)
                    {
                        if (questions == 0)
                        {
                            goto done;
                        }

                        questions--;
                    }

                    break;

                case '}':
                    if (context is ArithmeticContext.Offset or ArithmeticContext.Length)
                    {
                        goto done;
                    }

                    break;

                case '\'':
                {
                    // Kept as text, but what it encloses does not end the expression.
                    int quote = _pos;
                    if (!SkipTo('\''))
                    {
                        throw Unterminated('\'', quote);
                    }

                    break;
                }

                case '"':
                    AddLiteral(run, glob: false);
                    plain = false;
                    int open = _pos++;
                    ScanQuoted(QuotedContext.Quotes);
                    if (RawCurrent() != '"')
                    {
                        throw Unterminated('"', open);
                    }

                    run = ++_pos;
                    continue;

                case '\\':
                    char next = _buffer[_pos + 1];
                    AddLiteral(run, glob: false);
                    if (next == '\n')
                    {
                        SkipContinuation();
                        run = _pos;
                        continue;
                    }

                    plain = false;
                    if (next is '$' or '`' or '\\' or '"')
                    {
                        run = _pos + 1;
                        _pos = Math.Min(_pos + 2, _length);
                        continue;
                    }

                    run = _pos;
                    break;

                case '`':
                    AddLiteral(run, glob: false);
                    ScanBackquoted(quoted: true);
                    run = _pos;
                    plain = false;
                    continue;

                case '$':
                    if (!IsExpansionStart(quoted: true))
                    {
                        break;
                    }

                    AddLiteral(run, glob: false);
                    ScanDollar(quoted: true);
                    run = _pos;
                    plain = false;
                    continue;
            }

            _pos++;
        }

    done:
        AddLiteral(run, glob: false);
        string text = Slice(start, _pos);
        SourceSpan span = SpanFrom(start);
        if (plain)
        {
            _parts.RemoveRange(mark, _parts.Count - mark);
            return new ArithmeticSource { Span = span, Text = text, Word = TextWord(text, span), Tree = ArithmeticParser.TryParse(text) };
        }

        ImmutableArray<WordPart> parts = TakeParts(mark);
        WordFeatures features = Describe(parts.AsSpan(), quoted: true);
        var word = new Word { Span = span, Parts = parts, Text = text, Features = features, LiteralText = LiteralText(parts, features) };
        return MakeArithmetic(word);
    }

    private static Word TextWord(string text, SourceSpan span) => new()
    {
        Span = span,
        Parts = text.Length == 0 ? [] : [new LiteralPart { Span = span, Text = text }],
        Text = text,
        LiteralText = text,
    };

    /// <summary>The word of a subscript as an arithmetic expression.</summary>
    private static ArithmeticSource ArithmeticOf(Word word)
    {
        if (word.IsPlain)
        {
            return new ArithmeticSource { Span = word.Span, Text = word.Text, Word = word, Tree = ArithmeticParser.TryParse(word.LiteralText!) };
        }

        bool flat = true;
        foreach (WordPart part in word.Parts)
        {
            flat &= part.Kind is WordPartKind.Literal or WordPartKind.Parameter or WordPartKind.CommandSubstitution or WordPartKind.Arithmetic;
        }

        if (flat)
        {
            return MakeArithmetic(word);
        }

        var parts = ImmutableArray.CreateBuilder<WordPart>();
        foreach (WordPart part in word.Parts)
        {
            switch (part)
            {
                case DoubleQuotedPart quotes:
                    parts.AddRange(quotes.Parts);
                    break;
                case SingleQuotedPart quoted:
                    parts.Add(new LiteralPart { Span = part.Span, Text = "'" + quoted.Text + "'" });
                    break;
                case QuotedLiteralPart quoted:
                    parts.Add(new LiteralPart { Span = part.Span, Text = quoted.Text is "$" or "`" or "\\" or "\"" ? quoted.Text : "\\" + quoted.Text });
                    break;
                case TildePart tilde:
                    parts.Add(new LiteralPart { Span = part.Span, Text = "~" + tilde.Prefix });
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        ImmutableArray<WordPart> all = parts.ToImmutable();
        WordFeatures features = Describe(all.AsSpan(), quoted: true);
        return MakeArithmetic(new Word { Span = word.Span, Parts = all, Text = word.Text, Features = features, LiteralText = LiteralText(all, features) });
    }

    private static ArithmeticSource MakeArithmetic(Word word)
    {
        ArithmeticExpression? tree = ArithmeticParser.TryParse(word.Parts, out ImmutableArray<int> expansions);
        return new ArithmeticSource { Span = word.Span, Text = word.Text, Word = word, Tree = tree, ExpansionParts = expansions };
    }
}
