using System.Runtime.InteropServices;
using System.Text;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Words outside quotes.</summary>
public sealed partial class Parser
{
    /// <summary>Where an unquoted piece of text stands, which decides what ends it.</summary>
    private enum WordContext : byte
    {
        /// <summary>An ordinary word: ends at a blank or an operator.</summary>
        Word,

        /// <summary>Like a word, but what looks like an assignment is none (an element of an array, a here-string).</summary>
        Element,

        /// <summary>The value of an assignment: tildes after colons too.</summary>
        Value,

        /// <summary>Everything to the end of the input.</summary>
        WholeText,

        /// <summary>The word after an operator in <c>${...}</c>: ends at <c>}</c>.</summary>
        Operand,

        /// <summary>The pattern of <c>${x/pattern/...}</c>: ends at <c>/</c> or <c>}</c>.</summary>
        Pattern,

        /// <summary>Ends at the matching <c>]</c>.</summary>
        Subscript,

        /// <summary>The subscript in <c>${a[...]}</c>: ends at the first <c>}</c> too, which makes it a bad substitution.</summary>
        BracedSubscript,

        /// <summary>The right side of <c>=~</c>: parentheses and bars belong to it.</summary>
        Regex,
    }

    private enum WordShape : byte
    {
        /// <summary>Braces are expanded.</summary>
        Argument,
        NoBraces,
    }

    private const byte EndsWord = 1;
    private const byte SpecialInWord = 2;
    private const byte SpecialInOperand = 4;
    private const byte SpecialInQuotes = 8;
    private const byte NameStart = 16;
    private const byte NameCharacter = 32;
    private const byte SpecialInQuick = 64;

    private static readonly byte[] CharacterClasses = BuildCharacterClasses();

    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _scratch = new();
    private bool _extendedGlob;

    /// <summary>In <c>${x//pattern/...}</c> the pattern's first character is never the end of it.</summary>
    private bool _slashStartsPattern;

    /// <summary>In the value of an assignment: the words of <c>${x-...}</c> have tildes after colons as well.</summary>
    private bool _inValue;

    private static byte[] BuildCharacterClasses()
    {
        var table = new byte[128];
        foreach (char c in "\0 \t\n;&|()<>")
        {
            table[c] |= EndsWord | SpecialInWord | SpecialInOperand | SpecialInQuick;
        }

        foreach (char c in "\\'\"`$*?[{~")
        {
            table[c] |= SpecialInWord | SpecialInOperand | SpecialInQuick;
        }

        table['='] |= SpecialInQuick;
        foreach (char c in "}/]")
        {
            table[c] |= SpecialInOperand;
        }

        foreach (char c in "\0\\\"$`}'")
        {
            table[c] |= SpecialInQuotes;
        }

        for (char c = '0'; c <= '9'; c++)
        {
            table[c] |= NameCharacter;
        }

        for (char c = 'a'; c <= 'z'; c++)
        {
            table[c] |= NameStart | NameCharacter;
            table[char.ToUpperInvariant(c)] |= NameStart | NameCharacter;
        }

        table['_'] |= NameStart | NameCharacter;
        return table;
    }

    private static bool IsClass(char c, byte mask) => c < 128 && (CharacterClasses[c] & mask) != 0;

    private static bool IsOrdinary(char c) => c >= 128 || (CharacterClasses[c] & SpecialInQuick) == 0;

    private static bool IsWordEnd(char c) => IsClass(c, EndsWord);

    private static bool IsNameStart(char c) => IsClass(c, NameStart);

    private static bool IsNameChar(char c) => IsClass(c, NameCharacter);

    private bool ExtendedGlob => _extendedGlob || Options.ExtendedGlob;

    /// <summary>Reads text outside quotes up to what ends it in its context, and adds its parts.</summary>
    private void ScanUnquoted(WordContext context)
    {
        EnsureStack();
        bool braced = context == WordContext.BracedSubscript;
        if (braced)
        {
            context = WordContext.Subscript;
        }

        byte special = context is WordContext.Word or WordContext.Element or WordContext.Value or WordContext.WholeText or WordContext.Regex ? SpecialInWord : SpecialInOperand;
        byte[] classes = CharacterClasses;
        int start = _pos;
        int mark = _parts.Count;
        int run = _pos;
        int depth = 0;
        bool glob = false;
        int depthStart = _pos;
        while (true)
        {
            char c = _buffer[_pos];
            if (c >= 128 || (classes[c] & special) == 0)
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

                    if (depth > 0 && !braced)
                    {
                        throw Unterminated(context == WordContext.Subscript ? ']' : ')', depthStart);
                    }

                    AddLiteral(run, glob);
                    return;

                case '(':
                    if (depth > 0 && context != WordContext.Subscript)
                    {
                        depth++;
                        _pos++;
                        continue;
                    }

                    if (context == WordContext.Regex
                        || (_pos > run && ExtendedGlob && context != WordContext.Subscript && _buffer[_pos - 1] is '?' or '*' or '+' or '@' or '!'))
                    {
                        depthStart = _pos;
                        depth = 1;
                        glob = true;
                        _pos++;
                        continue;
                    }

                    if (EndsHere(context))
                    {
                        AddLiteral(run, glob);
                        return;
                    }

                    _pos++;
                    continue;

                case ')':
                    if (depth > 0 && context != WordContext.Subscript)
                    {
                        depth--;
                        _pos++;
                        continue;
                    }

                    goto case ' ';

                case '|':
                    if (context == WordContext.Regex)
                    {
                        _pos++;
                        continue;
                    }

                    goto case ' ';

                case '<':
                case '>':
                    if (CharAfter(_pos) == '(' && depth == 0 && context is not (WordContext.Regex or WordContext.Subscript))
                    {
                        AddLiteral(run, glob);
                        glob = false;
                        ScanProcessSubstitution();
                        run = _pos;
                        continue;
                    }

                    goto case ' ';

                case ' ':
                case '\t':
                case '\n':
                case ';':
                case '&':
                    if (depth == 0 && EndsHere(context))
                    {
                        AddLiteral(run, glob);
                        return;
                    }

                    _pos++;
                    continue;

                case '\\':
                    AddLiteral(run, glob);
                    glob = false;
                    ScanEscape();
                    run = _pos;
                    continue;

                case '\'':
                    AddLiteral(run, glob);
                    glob = false;
                    ScanSingleQuoted();
                    run = _pos;
                    continue;

                case '"':
                    AddLiteral(run, glob);
                    glob = false;
                    ScanDoubleQuotedPart(localized: false, _pos);
                    run = _pos;
                    continue;

                case '`':
                    AddLiteral(run, glob);
                    glob = false;
                    ScanBackquoted(quoted: false);
                    run = _pos;
                    continue;

                case '$':
                    if (!IsExpansionStart(quoted: false))
                    {
                        _pos++;
                        continue;
                    }

                    AddLiteral(run, glob);
                    glob = false;
                    ScanDollar(quoted: false);
                    run = _pos;
                    continue;

                case '*':
                case '?':
                    glob = true;
                    _pos++;
                    continue;

                case '[':
                    if (context == WordContext.Subscript)
                    {
                        depth++;
                    }

                    glob = true;
                    _pos++;
                    continue;

                case ']':
                    if (context == WordContext.Subscript)
                    {
                        if (depth == 0)
                        {
                            AddLiteral(run, glob);
                            return;
                        }

                        depth--;
                    }

                    _pos++;
                    continue;

                case '/':
                    if (context == WordContext.Pattern && depth == 0 && !(_slashStartsPattern && _pos == start))
                    {
                        AddLiteral(run, glob);
                        return;
                    }

                    _pos++;
                    continue;

                case '}':
                    if (braced || context is WordContext.Operand or WordContext.Pattern)
                    {
                        AddLiteral(run, glob);
                        return;
                    }

                    _pos++;
                    continue;

                case '~':
                    if (TildeAllowed(context, start, mark, run) && TryTilde(context, ref run, ref glob))
                    {
                        continue;
                    }

                    _pos++;
                    continue;

                default:
                    _pos++;
                    continue;
            }
        }
    }

    private static bool EndsHere(WordContext context) => context is WordContext.Word or WordContext.Element or WordContext.Value or WordContext.Regex;

    /// <summary>Adds the text from run to the position as a literal part.</summary>
    private void AddLiteral(int run, bool glob)
    {
        if (_pos > run)
        {
            AddLiteral(new LiteralPart { Span = SpanFrom(run), Text = Slice(run, _pos), HasGlob = glob });
        }
    }

    private void AddLiteral(LiteralPart part)
    {
        // Text split by a line continuation is one piece again.
        if (_parts.Count > 0 && _parts[^1] is LiteralPart previous && previous.Span.End + 2 == part.Span.Start && _continuationCount > 0
            && Offset(_continuations[_continuationCount - 1]) == previous.Span.End)
        {
            _parts[^1] = new LiteralPart
            {
                Span = new SourceSpan(previous.Span.Start, part.Span.End - previous.Span.Start, previous.Span.Line),
                Text = previous.Text + part.Text,
                HasGlob = previous.HasGlob || part.HasGlob,
            };
            return;
        }

        _parts.Add(part);
    }

    private void ScanEscape()
    {
        int start = _pos;
        if (_buffer[_pos + 1] == '\n')
        {
            SkipContinuation();
            RawCurrent();
            return;
        }

        if (_pos + 1 >= _length && !Fill())
        {
            _pos++;
            _parts.Add(new LiteralPart { Span = SpanFrom(start), Text = "\\" });
            return;
        }

        _pos += 2;
        if (char.IsHighSurrogate(_buffer[_pos - 1]) && char.IsLowSurrogate(_buffer[_pos]))
        {
            _pos++;
        }

        _parts.Add(new EscapedPart { Span = SpanFrom(start), Text = Intern(_buffer.AsSpan(start + 1, _pos - start - 1)) });
    }

    private void ScanSingleQuoted()
    {
        int start = _pos++;
        int end = FindQuote('\'', start);
        _parts.Add(new SingleQuotedPart { Span = SpanOf(start, end + 1), Text = Intern(_buffer.AsSpan(start + 1, end - start - 1)) });
        _pos = end + 1;
    }

    private int FindQuote(char quote, int start)
    {
        int from = start + 1;
        while (true)
        {
            int end = Array.IndexOf(_buffer, quote, from, _length - from);
            if (end >= 0)
            {
                return end;
            }

            from = _length;
            if (!Fill())
            {
                throw Unterminated(quote, start);
            }
        }
    }

    private bool TildeAllowed(WordContext context, int start, int mark, int run)
    {
        if (_pos == start)
        {
            return _parts.Count == mark && context != WordContext.Subscript;
        }

        if (_pos == run)
        {
            // After another part: only a value may continue, and only after a literal colon.
            return false;
        }

        char before = _buffer[_pos - 1];
        if (context == WordContext.Value)
        {
            return before == ':';
        }

        if (context == WordContext.Operand)
        {
            return _inValue && before == ':';
        }

        return context == WordContext.Word && !Options.PosixMode && before is '=' or ':' && LooksLikeAssignment(start);
    }

    private bool LooksLikeAssignment(int start)
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

        if (_buffer[p] == '[')
        {
            while (p < _pos && _buffer[p] != ']')
            {
                p++;
            }

            p++;
        }

        if (_buffer[p] == '+')
        {
            p++;
        }

        // Right after the equals sign, or after a colon behind it.
        return p < _pos && _buffer[p] == '=' && (_pos == p + 1 || _buffer[_pos - 1] == ':');
    }

    private bool TryTilde(WordContext context, ref int run, ref bool glob)
    {
        int p = _pos + 1;
        while (true)
        {
            char c = _buffer[p];
            if (c == '\0' && p >= _length)
            {
                if (Fill())
                {
                    continue;
                }

                break;
            }

            if (c is '/' or ':' || (IsWordEnd(c) && EndsHere(context))
                || (c == '}' && context is WordContext.Operand or WordContext.Pattern))
            {
                break;
            }

            if (!IsNameChar(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }

            p++;
        }

        AddLiteral(run, glob);
        glob = false;
        _parts.Add(new TildePart { Span = SpanOf(_pos, p), Prefix = Intern(_buffer.AsSpan(_pos + 1, p - _pos - 1)) });
        _pos = p;
        run = p;
        return true;
    }
}
