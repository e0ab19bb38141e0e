namespace BashTool.Core.Text.Regex;

/// <content>What a character means outside brackets, which hangs on the dialect and on what stands around it.</content>
internal sealed partial class RegexParser
{
    private static readonly RegexAssertion LineStart = new(PreviousIs: RegexContext.Newline);
    private static readonly RegexAssertion LineEnd = new(NextIs: RegexContext.Newline);
    private static readonly RegexAssertion TextStart = new(PreviousIs: RegexContext.Edge);
    private static readonly RegexAssertion TextEnd = new(NextIs: RegexContext.Edge);
    private static readonly RegexAssertion WordStart = new(PreviousIsNot: RegexContext.Word, NextIs: RegexContext.Word);
    private static readonly RegexAssertion WordEnd = new(PreviousIs: RegexContext.Word, NextIsNot: RegexContext.Word);

    private void Fetch(RegexDialect extra = RegexDialect.None)
    {
        token = Peek(position, extra, out int length);
        position += length;
    }

    private Token Peek(int at, RegexDialect extra, out int length)
    {
        if (at >= folded.Length)
        {
            length = 0;
            return new Token(TokenType.End);
        }

        int c = folded[at];
        if (c == '\\')
        {
            return PeekEscape(at, out length);
        }

        length = 1;
        return new Token(PlainType(at, c, extra), c) { Assertion = c == '^' ? LineStart : LineEnd };
    }

    private TokenType PlainType(int at, int c, RegexDialect extra)
    {
        switch (c)
        {
            case '\n':
                return Has(RegexDialect.NewlineAlternates) ? TokenType.Alternation : TokenType.Character;
            case '|':
                return !Has(RegexDialect.LimitedOperators) && Has(RegexDialect.BareBar) ? TokenType.Alternation : TokenType.Character;
            case '*':
                return TokenType.Star;
            case '+' or '?':
                return Has(RegexDialect.LimitedOperators | RegexDialect.BackslashPlusQuestion) ? TokenType.Character
                    : c == '+' ? TokenType.Plus : TokenType.Question;
            case '{' or '}':
                return !Has(RegexDialect.Intervals) || !Has(RegexDialect.BareBraces) ? TokenType.Character
                    : c == '{' ? TokenType.OpenInterval : TokenType.CloseInterval;
            case '(' or ')':
                return !Has(RegexDialect.BareParentheses) ? TokenType.Character
                    : c == '(' ? TokenType.OpenGroup : TokenType.CloseGroup;
            case '[':
                return TokenType.OpenBracket;
            case '.':
                return TokenType.Dot;
            case '^':
                bool caretAnchors = ((dialect | extra) & (RegexDialect.AnchorsAnywhere | RegexDialect.CaretAnchorsHere)) != 0
                    || at == 0 || (Has(RegexDialect.NewlineAlternates) && folded[at - 1] == '\n');
                return caretAnchors ? TokenType.Assertion : TokenType.Character;
            case '$':
                if (!Has(RegexDialect.AnchorsAnywhere) && at + 1 != folded.Length
                    && Peek(at + 1, RegexDialect.None, out _).Type is not (TokenType.Alternation or TokenType.CloseGroup))
                {
                    return TokenType.Character;
                }

                return TokenType.Assertion;
            default:
                return TokenType.Character;
        }
    }

    private Token PeekEscape(int at, out int length)
    {
        if (at + 1 >= folded.Length)
        {
            length = 1;
            return new Token(TokenType.LoneBackslash, '\\');
        }

        length = 2;
        int c = raw[at + 1];
        bool gnu = !Has(RegexDialect.NoGnuOperators);
        var type = TokenType.Character;
        RegexAssertion assertion = default;
        switch (c)
        {
            case '|' when !Has(RegexDialect.LimitedOperators | RegexDialect.BareBar):
                type = TokenType.Alternation;
                break;
            case >= '1' and <= '9' when !Has(RegexDialect.NoBackReferences):
                return new Token(TokenType.BackReference, c - '0');
            case '<' when gnu:
                type = TokenType.Assertion;
                assertion = WordStart;
                break;
            case '>' when gnu:
                type = TokenType.Assertion;
                assertion = WordEnd;
                break;
            case '`' when gnu:
                type = TokenType.Assertion;
                assertion = nullLines ? LineStart : TextStart;
                break;
            case '\'' when gnu:
                type = TokenType.Assertion;
                assertion = nullLines ? LineEnd : TextEnd;
                break;
            case 'b' when gnu:
                type = TokenType.WordDelimiter;
                break;
            case 'B' when gnu:
                type = TokenType.NotWordDelimiter;
                break;
            case 'w' when gnu:
                type = TokenType.Word;
                break;
            case 'W' when gnu:
                type = TokenType.NotWord;
                break;
            case 's' when gnu:
                type = TokenType.Space;
                break;
            case 'S' when gnu:
                type = TokenType.NotSpace;
                break;
            case '(' when !Has(RegexDialect.BareParentheses):
                type = TokenType.OpenGroup;
                break;
            case ')' when !Has(RegexDialect.BareParentheses):
                type = TokenType.CloseGroup;
                break;
            case '+' when !Has(RegexDialect.LimitedOperators) && Has(RegexDialect.BackslashPlusQuestion):
                type = TokenType.Plus;
                break;
            case '?' when !Has(RegexDialect.LimitedOperators) && Has(RegexDialect.BackslashPlusQuestion):
                type = TokenType.Question;
                break;
            case '{' when Has(RegexDialect.Intervals) && !Has(RegexDialect.BareBraces):
                type = TokenType.OpenInterval;
                break;
            case '}' when Has(RegexDialect.Intervals) && !Has(RegexDialect.BareBraces):
                type = TokenType.CloseInterval;
                break;
        }

        return new Token(type, c) { Assertion = assertion };
    }

    private readonly record struct Token(TokenType Type, int Character = 0)
    {
        public RegexAssertion Assertion { get; init; }
    }
}
