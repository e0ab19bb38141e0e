using System.Globalization;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>The inside of <c>${...}</c>.</summary>
public sealed partial class Parser
{
    private void ScanBracedParameter(int start, bool quoted)
    {
        int open = _pos++;
        int mark = _parts.Count;
        ParameterExpansion? parameter = TryBracedParameter(start, quoted);
        if (parameter is not null)
        {
            _parts.Add(parameter);
            return;
        }

        // Not a form bash knows: it finds that out when it expands it, so only the end matters here.
        if (quoted)
        {
            ScanQuoted(QuotedContext.Operand);
        }
        else
        {
            ScanUnquoted(WordContext.Operand);
        }

        ExpectClosingBrace(open);
        _parts.RemoveRange(mark, _parts.Count - mark);
        _parts.Add(new BadSubstitution { Span = SpanFrom(start), Text = Slice(start, _pos) });
    }

    private void ExpectClosingBrace(int open)
    {
        if (Current() != '}')
        {
            throw Unterminated('}', open);
        }

        _pos++;
    }

    private char Next()
    {
        _pos++;
        return Current();
    }

    /// <summary>Reads everything up to and with the closing brace; null (at any place before it) when the form is not known.</summary>
    private ParameterExpansion? TryBracedParameter(int start, bool quoted)
    {
        int open = _pos - 1;
        bool isLength = false;
        bool isIndirect = false;
        char c = Current();
        if (c == '#')
        {
            char next = CharAfter(_pos);
            if (IsNameChar(next))
            {
                isLength = true;
                c = Next();
            }
            else if (next is '@' or '*' or '?' or '-' or '$' or '!' or '#')
            {
                int hash = _pos;
                Next();
                isLength = CharAfter(_pos) == '}';
                if (isLength)
                {
                    c = next;
                }
                else
                {
                    Rewind(hash);
                }
            }
        }
        else if (c == '!')
        {
            char next = CharAfter(_pos);
            if (IsNameChar(next) || next is '@' or '*' or '#' or '?')
            {
                isIndirect = true;
                c = Next();
            }
        }

        string name;
        ParameterKind kind = ParameterKind.Variable;
        int position = 0;
        if (IsNameStart(c))
        {
            name = ScanName();
        }
        else if (char.IsAsciiDigit(c))
        {
            name = ScanName();
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            {
                return null;
            }

            kind = position == 0 ? ParameterKind.Special : ParameterKind.Positional;
            if (position == 0)
            {
                name = "0";
            }
        }
        else if (c is '@' or '*' or '#' or '?' or '-' or '!' || (c == '$' && CharAfter(_pos) is not ('{' or '(')))
        {
            name = SingleCharacter(c);
            kind = ParameterKind.Special;
            _pos++;
        }
        else
        {
            return null;
        }

        Subscript? subscript = null;
        c = Current();
        if (c == '[')
        {
            if (kind != ParameterKind.Variable)
            {
                return null;
            }

            _pos++;
            subscript = ScanBracedSubscript();
            if (subscript is null)
            {
                return null;
            }

            c = Current();
        }

        ParameterExpansion Plain(ParameterOperator op, bool indirect = false, bool atForm = false)
        {
            ExpectClosingBrace(open);
            return new ParameterExpansion
            {
                Span = SpanFrom(start),
                Name = name,
                ParameterKind = kind,
                Position = position,
                Subscript = subscript,
                IsIndirect = indirect,
                Operator = op,
                IsAtForm = atForm,
                IsBraced = true,
                Text = Slice(start, _pos),
            };
        }

        if (isLength)
        {
            return c == '}' || c == '\0' ? Plain(ParameterOperator.Length) : null;
        }

        if (c is '}' or '\0')
        {
            return isIndirect && subscript is { Kind: not SubscriptKind.Element }
                ? Plain(ParameterOperator.Keys)
                : Plain(ParameterOperator.None, isIndirect);
        }

        if (isIndirect && kind == ParameterKind.Variable && subscript is null && c is '*' or '@' && CharAfter(_pos) == '}')
        {
            _pos++;
            return Plain(ParameterOperator.NamesWithPrefix, atForm: c == '@');
        }

        ParameterOperator operation;
        bool checksEmpty = false;
        Word? operand = null;
        Word? replacement = null;
        ArithmeticSource? offset = null;
        ArithmeticSource? length = null;
        char transform = '\0';
        switch (c)
        {
            case ':':
                c = Next();
                if (c == '}')
                {
                    return null;
                }

                if (c is '-' or '=' or '?' or '+')
                {
                    checksEmpty = true;
                    goto case '-';
                }

                operation = ParameterOperator.Substring;
                offset = ScanArithmetic(ArithmeticContext.Offset);
                if (Current() == ':')
                {
                    _pos++;
                    length = ScanArithmetic(ArithmeticContext.Length);
                }

                break;

            case '-':
            case '=':
            case '?':
            case '+':
                operation = c switch
                {
                    '-' => ParameterOperator.UseDefault,
                    '=' => ParameterOperator.AssignDefault,
                    '?' => ParameterOperator.ErrorIfUnset,
                    _ => ParameterOperator.UseAlternate,
                };
                _pos++;
                operand = ScanOperand(quoted, colons: c != '=');
                break;

            case '#':
                operation = Doubled('#') ? ParameterOperator.RemoveLargestPrefix : ParameterOperator.RemoveSmallestPrefix;
                operand = ScanOperand(quoted: false);
                break;

            case '%':
                operation = Doubled('%') ? ParameterOperator.RemoveLargestSuffix : ParameterOperator.RemoveSmallestSuffix;
                operand = ScanOperand(quoted: false);
                break;

            case '^':
                operation = Doubled('^') ? ParameterOperator.UppercaseAll : ParameterOperator.UppercaseFirst;
                operand = ScanOptionalOperand();
                break;

            case ',':
                operation = Doubled(',') ? ParameterOperator.LowercaseAll : ParameterOperator.LowercaseFirst;
                operand = ScanOptionalOperand();
                break;

            case '~':
                operation = Doubled('~') ? ParameterOperator.ToggleCaseAll : ParameterOperator.ToggleCaseFirst;
                operand = ScanOptionalOperand();
                break;

            case '/':
                c = Next();
                operation = c switch
                {
                    '/' => ParameterOperator.ReplaceAll,
                    '#' => ParameterOperator.ReplacePrefix,
                    '%' => ParameterOperator.ReplaceSuffix,
                    _ => ParameterOperator.ReplaceFirst,
                };
                if (operation != ParameterOperator.ReplaceFirst)
                {
                    _pos++;
                }

                int patternStart = _pos;
                int mark = _parts.Count;
                bool slashStarts = _slashStartsPattern;
                _slashStartsPattern = operation == ParameterOperator.ReplaceAll && Current() == '/';
                ScanUnquoted(WordContext.Pattern);
                _slashStartsPattern = slashStarts;
                operand = FinishWord(patternStart, mark, _pos, WordShape.NoBraces);
                if (Current() == '/')
                {
                    _pos++;
                    replacement = ScanOperand(quoted: false);
                }

                break;

            case '@':
                c = Next();
                if (c is '}' or '\0' || CharAfter(_pos) != '}')
                {
                    return null;
                }

                operation = ParameterOperator.Transform;
                transform = c;
                _pos++;
                break;

            default:
                return null;
        }

        ExpectClosingBrace(open);
        return new ParameterExpansion
        {
            Span = SpanFrom(start),
            Name = name,
            ParameterKind = kind,
            Position = position,
            Subscript = subscript,
            IsIndirect = isIndirect,
            Operator = operation,
            ChecksEmpty = checksEmpty,
            Operand = operand,
            Replacement = replacement,
            Offset = offset,
            Length = length,
            TransformOperator = transform,
            IsBraced = true,
            Text = Slice(start, _pos),
        };
    }

    /// <summary>Steps over an operator; true when it is written twice.</summary>
    private bool Doubled(char c)
    {
        if (Next() != c)
        {
            return false;
        }

        _pos++;
        return true;
    }

    private Word? ScanOptionalOperand() => Current() == '}' ? null : ScanOperand(quoted: false);

    private Word ScanOperand(bool quoted, bool colons = false)
    {
        int start = _pos;
        int mark = _parts.Count;
        if (!quoted)
        {
            bool inValue = _inValue;
            _inValue &= colons;
            ScanUnquoted(WordContext.Operand);
            _inValue = inValue;
            return FinishWord(start, mark, _pos, WordShape.NoBraces);
        }

        ScanQuoted(QuotedContext.Operand);
        ImmutableArray<WordPart> parts = TakeParts(mark);
        WordFeatures features = Describe(parts.AsSpan(), quoted: true);
        return new Word
        {
            Span = SpanFrom(start),
            Parts = parts,
            Text = Slice(start, _pos),
            Features = features,
            LiteralText = LiteralText(parts, features),
        };
    }

    /// <summary>The subscript in <c>${a[...]}</c>; null when the brace closes before the bracket.</summary>
    private Subscript? ScanBracedSubscript()
    {
        char c = Current();
        if (c is '@' or '*' && CharAfter(_pos) == ']')
        {
            return ScanSubscript();
        }

        int start = _pos;
        int mark = _parts.Count;
        ScanUnquoted(WordContext.BracedSubscript);
        Word word = FinishWord(start, mark, _pos, WordShape.NoBraces);
        if (RawCurrent() != ']')
        {
            return null;
        }

        _pos++;
        return new Subscript { Span = word.Span, Text = word.Text, Word = word, Arithmetic = ArithmeticOf(word) };
    }

    /// <summary>Reads a subscript from after its opening bracket to after the closing one.</summary>
    private Subscript ScanSubscript(bool wholeText = false)
    {
        int start = _pos;
        char c = Current();
        if (c is '@' or '*' && (wholeText ? _pos + 1 == _length : CharAfter(_pos) == ']'))
        {
            _pos++;
            string all = Slice(start, _pos);
            Word allWord = PlainWord(all, SpanFrom(start));
            _pos += wholeText ? 0 : 1;
            return new Subscript
            {
                Span = allWord.Span,
                Text = all,
                Kind = c == '@' ? SubscriptKind.At : SubscriptKind.Star,
                Word = allWord,
                Arithmetic = new ArithmeticSource { Span = allWord.Span, Text = all, Word = allWord },
            };
        }

        int mark = _parts.Count;
        if (wholeText)
        {
            ScanUnquoted(WordContext.WholeText);
        }
        else
        {
            ScanUnquoted(WordContext.Subscript);
            if (RawCurrent() != ']')
            {
                throw Unterminated(']', start);
            }
        }

        Word word = FinishWord(start, mark, _pos, WordShape.NoBraces);
        _pos += wholeText ? 0 : 1;
        return new Subscript { Span = word.Span, Text = word.Text, Word = word, Arithmetic = ArithmeticOf(word) };
    }
}
