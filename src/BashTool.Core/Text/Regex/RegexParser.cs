using System.Runtime.CompilerServices;

namespace BashTool.Core.Text.Regex;

/// <summary>
/// Reads a pattern of any dialect into a tree, taking and refusing exactly what the C library takes and refuses.
/// </summary>
internal sealed partial class RegexParser
{
    private const int RepeatMaximum = 0x7FFF;
    private const int NoNumber = -1;
    private const int BadNumber = -2;

    private readonly int[] raw;
    private readonly int[] folded;
    private readonly RegexDialect dialect;
    private readonly bool utf8;
    private readonly bool ignoreCase;
    private readonly bool newline;
    private readonly bool negationLacksNewline;
    private readonly bool nullLines;
    private readonly RegexNode?[] literals = new RegexNode?[128];
    private int position;
    private Token token;
    private int completedGroups;
    private readonly bool libraryMatches;
    private bool branchIsEmpty;

    public RegexParser(string pattern, RegexOptions options)
    {
        dialect = RegexDialects.Of(options.Syntax);
        if (options.StrictPosix)
        {
            dialect |= RegexDialect.NoGnuOperators | RegexDialect.StrayParenthesisOrdinary;
        }

        if (options.StrictParentheses)
        {
            dialect &= ~RegexDialect.StrayParenthesisOrdinary;
        }

        nullLines = options.Newline && options.LineSeparator == 0;
        utf8 = options.Utf8;
        ignoreCase = options.IgnoreCase;
        newline = options.Newline;
        negationLacksNewline = newline && options.Syntax != RegexSyntax.Emacs;
        raw = Characters(pattern, utf8);
        folded = raw;
        libraryMatches = IsEgrep && LeavesToLibrary();
        if (ignoreCase)
        {
            folded = new int[raw.Length];
            for (int i = 0; i < raw.Length; i++)
            {
                folded[i] = RegexCaseFolding.Fold(raw[i], utf8);
            }
        }
    }

    private enum TokenType
    {
        Character,
        End,
        Alternation,
        BackReference,
        Assertion,
        WordDelimiter,
        NotWordDelimiter,
        Word,
        NotWord,
        Space,
        NotSpace,
        OpenGroup,
        CloseGroup,
        Star,
        Plus,
        Question,
        OpenInterval,
        CloseInterval,
        OpenBracket,
        Dot,
        LoneBackslash,
    }

    public int GroupCount { get; private set; }

    // How many groups the lines of the pattern before this one have.
    private int groupBase;

    public bool HasBackReferences { get; private set; }

    public bool HasWordAssertions { get; private set; }

    /// <summary>What grep -E says on its error output about a pattern that it takes nevertheless.</summary>
    public List<string> Warnings { get; } = [];

    private bool IsEgrep => Has(RegexDialect.GrepChecks) && Has(RegexDialect.OperatorsAnywhere);

    private bool IsRepetition => token.Type is TokenType.Star or TokenType.Plus or TokenType.Question or TokenType.OpenInterval;

    public RegexNode Parse()
    {
        Fetch(RegexDialect.CaretAnchorsHere);
        return ParseAlternation(nested: false);
    }

    private static int[] Characters(string pattern, bool utf8)
    {
        if (!utf8)
        {
            return Array.ConvertAll(EscapedUtf8.Encode(pattern), static b => (int)b);
        }

        var characters = new int[pattern.Length];
        int count = 0;
        for (int i = 0; i < pattern.Length;)
        {
            characters[count++] = EscapedUtf8.RuneAt(pattern, i, out int length);
            i += length;
        }

        Array.Resize(ref characters, count);
        return characters;
    }

    private static RegexSyntaxException Error(string message) => new(message);

    private bool Has(RegexDialect bit) => (dialect & bit) != 0;

    private RegexNode ParseAlternation(bool nested)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Error(RegexMessages.MemoryExhausted);
        }

        int initiallyCompleted = completedGroups;
        RegexNode first = ParseBranch(nested);
        if (token.Type != TokenType.Alternation)
        {
            return first;
        }

        var branches = new List<RegexNode> { first };
        while (token.Type == TokenType.Alternation)
        {
            if (!nested && token.Character == '\n')
            {
                // Lines are patterns of their own: their groups count from one.
                groupBase = GroupCount;
                initiallyCompleted = 0;
            }

            Fetch(RegexDialect.CaretAnchorsHere);
            if (token.Type is TokenType.Alternation or TokenType.End || (nested && token.Type == TokenType.CloseGroup))
            {
                branches.Add(RegexNode.Nothing);
                continue;
            }

            // A group of another alternative cannot be referred to.
            int accumulated = completedGroups;
            completedGroups = initiallyCompleted;
            branches.Add(ParseBranch(nested));
            completedGroups |= accumulated;
        }

        return RegexNode.Alternation(branches);
    }

    private RegexNode ParseBranch(bool nested)
    {
        branchIsEmpty = true;
        RegexNode first = ParseExpression(nested);
        List<RegexNode>? members = null;
        while (token.Type is not (TokenType.Alternation or TokenType.End) && !(nested && token.Type == TokenType.CloseGroup))
        {
            RegexNode next = ParseExpression(nested);
            if (next.Kind == RegexNodeKind.Empty)
            {
                continue;
            }

            if (first.Kind == RegexNodeKind.Empty)
            {
                first = next;
                continue;
            }

            members ??= [first];
            members.Add(next);
        }

        return members is null ? first : RegexNode.Sequence(members);
    }

    private RegexNode ParseExpression(bool nested)
    {
        RegexNode tree;
        while (true)
        {
            switch (token.Type)
            {
                case TokenType.OpenInterval when Has(RegexDialect.LeadingIntervalInvalid):
                    throw Error(RegexMessages.BadRepeat);
                case TokenType.OpenInterval or TokenType.Star or TokenType.Plus or TokenType.Question:
                    if (Has(RegexDialect.LeadingOperatorsInvalid) && !Has(RegexDialect.LeadingIntervalInvalid))
                    {
                        throw Error(RegexMessages.BadRepeat);
                    }

                    if (IsEgrep)
                    {
                        tree = ParseLeadingOperators(RegexNode.Nothing, nested);
                        if (libraryMatches || token is { Type: TokenType.Character, Character: '{' })
                        {
                            continue;
                        }

                        return tree;
                    }

                    if (Has(RegexDialect.OperatorsAnywhere))
                    {
                        Fetch();
                        continue;
                    }

                    tree = Literal(token.Character);
                    break;
                case TokenType.CloseGroup when !Has(RegexDialect.StrayParenthesisOrdinary):
                    throw Error(RegexMessages.UnmatchedCloseParenthesis);
                case TokenType.Character or TokenType.CloseGroup or TokenType.CloseInterval:
                    tree = Literal(token.Character);
                    break;
                case TokenType.OpenGroup:
                    tree = ParseGroup();
                    break;
                case TokenType.OpenBracket:
                    tree = RegexNode.Of(ParseBracket());
                    break;
                case TokenType.BackReference:
                    if (groupBase + token.Character > 31 || (completedGroups & (1 << (groupBase + token.Character))) == 0)
                    {
                        throw Error(RegexMessages.BadBackReference);
                    }

                    HasBackReferences = true;
                    tree = new RegexNode(RegexNodeKind.BackReference) { Group = groupBase + token.Character };
                    break;
                case TokenType.Assertion or TokenType.WordDelimiter or TokenType.NotWordDelimiter:
                    // An assertion takes no repetition: what follows is read on its own.
                    tree = AssertionNode();
                    Fetch();
                    return IsEgrep && IsRepetition ? ParseLeadingOperators(tree, nested) : tree;
                case TokenType.Dot:
                    tree = RegexNode.Of(AnyCharacter());
                    break;
                case TokenType.Word or TokenType.NotWord:
                    tree = RegexNode.Of(ClassOperator(ClassRanges("alnum")!, '_', token.Type == TokenType.NotWord));
                    break;
                case TokenType.Space or TokenType.NotSpace:
                    tree = RegexNode.Of(ClassOperator(ClassRanges("space")!, -1, token.Type == TokenType.NotSpace));
                    break;
                case TokenType.LoneBackslash:
                    throw Error(RegexMessages.TrailingBackslash);
                default:
                    return RegexNode.Nothing;
            }

            break;
        }

        branchIsEmpty = false;
        Fetch();
        return ParseRepetitions(tree);
    }

    // grep -E, where two readers look at a pattern. Its automaton takes operators with nothing before them as repeating
    // nothing, or an assertion. The C library, which reads the pattern too and does the matching where there are word
    // assertions or back-references, passes over them, and takes a closing parenthesis right behind for a character.
    private RegexNode ParseLeadingOperators(RegexNode tree, bool nested)
    {
        int behind = position - 1;
        while (behind < raw.Length && raw[behind] is '*' or '+' or '?' or '{')
        {
            behind++;
        }

        if (nested && behind < raw.Length && raw[behind] == ')')
        {
            throw Error(RegexMessages.UnmatchedOpenParenthesis);
        }

        while (IsRepetition)
        {
            bool isInterval = token.Type == TokenType.OpenInterval;
            bool isValid = !isInterval || IsInterval(position);
            if (isValid && branchIsEmpty)
            {
                Warnings.Add((isInterval ? "{...}" : ((char)token.Character).ToString()) + " at start of expression");
            }

            branchIsEmpty &= !isInterval;
            if (libraryMatches)
            {
                Fetch();
            }
            else if (!isValid)
            {
                token = token with { Type = TokenType.Character };
            }
            else
            {
                tree = ParseRepetition(tree);
            }
        }

        return tree;
    }

    // {2} {2,} {,2} {2,3}, behind the brace.
    private bool IsInterval(int at)
    {
        int minimum = Number(ref at);
        int maximum = minimum;
        if (at < raw.Length && raw[at] == ',')
        {
            at++;
            minimum = Math.Max(0, minimum);
            maximum = Number(ref at);
        }

        return at < raw.Length && raw[at] == '}' && minimum >= 0 && (maximum < 0 || minimum <= maximum);

        int Number(ref int at)
        {
            int number = -1;
            for (; at < raw.Length && raw[at] is >= '0' and <= '9'; at++)
            {
                number = Math.Min(RepeatMaximum + 1, (Math.Max(0, number) * 10) + raw[at] - '0');
            }

            return number;
        }
    }

    // Back-references, word assertions: what the automaton of grep leaves to the C library.
    private bool LeavesToLibrary()
    {
        for (int i = 0; i + 1 < raw.Length; i++)
        {
            if (raw[i] == '\\' && raw[++i] is (>= '1' and <= '9') or '<' or '>' or 'b' or 'B')
            {
                return true;
            }
        }

        return false;
    }

    private RegexNode ParseRepetitions(RegexNode tree)
    {
        while (IsRepetition)
        {
            tree = ParseRepetition(tree);

            if (Has(RegexDialect.LeadingIntervalInvalid) && (token.Type is TokenType.Star or TokenType.OpenInterval))
            {
                throw Error(RegexMessages.BadRepeat);
            }
        }

        return tree;
    }

    private RegexNode ParseGroup()
    {
        int number = ++GroupCount;
        Fetch(RegexDialect.CaretAnchorsHere);
        RegexNode content = RegexNode.Nothing;
        if (token.Type != TokenType.CloseGroup)
        {
            content = ParseAlternation(nested: true);
            if (token.Type != TokenType.CloseGroup)
            {
                throw Error(RegexMessages.UnmatchedOpenParenthesis);
            }
        }

        if (number <= 9)
        {
            completedGroups |= 1 << number;
        }

        return new RegexNode(RegexNodeKind.Group) { Group = number, Children = [content] };
    }

    private RegexNode ParseRepetition(RegexNode element)
    {
        int minimum;
        int maximum;
        if (token.Type == TokenType.OpenInterval)
        {
            Token start = token;
            int startPosition = position;
            maximum = 0;
            minimum = FetchNumber();
            if (minimum == NoNumber)
            {
                if (token is not { Type: TokenType.Character, Character: ',' })
                {
                    throw Error(RegexMessages.BadInterval);
                }

                minimum = 0;
            }

            if (minimum != BadNumber)
            {
                maximum = token.Type == TokenType.CloseInterval ? minimum
                    : token is { Type: TokenType.Character, Character: ',' } ? FetchNumber()
                    : BadNumber;
            }

            if (minimum == BadNumber || maximum == BadNumber)
            {
                if (!Has(RegexDialect.InvalidIntervalOrdinary))
                {
                    throw Error(token.Type == TokenType.End ? RegexMessages.UnmatchedBrace : RegexMessages.BadInterval);
                }

                // Not an interval after all: the brace is read again as itself.
                position = startPosition;
                token = start with { Type = TokenType.Character };
                return element;
            }

            if ((maximum != -1 && minimum > maximum) || token.Type != TokenType.CloseInterval)
            {
                throw Error(RegexMessages.BadInterval);
            }

            if ((maximum == -1 ? minimum : maximum) > RepeatMaximum)
            {
                throw Error(RegexMessages.TooBig);
            }
        }
        else
        {
            minimum = token.Type == TokenType.Plus ? 1 : 0;
            maximum = token.Type == TokenType.Question ? 1 : -1;
        }

        Fetch();
        if (element.Kind == RegexNodeKind.Empty || maximum == 0)
        {
            return RegexNode.Nothing;
        }

        return minimum == 1 && maximum == 1
            ? element
            : new RegexNode(RegexNodeKind.Repeat) { Minimum = minimum, Maximum = maximum, Children = [element] };
    }

    private int FetchNumber()
    {
        int number = NoNumber;
        while (true)
        {
            Fetch();
            if (token.Type == TokenType.End)
            {
                return BadNumber;
            }

            int c = token.Character;
            if (token.Type == TokenType.CloseInterval || c == ',')
            {
                return number;
            }

            number = token.Type != TokenType.Character || c is < '0' or > '9' || number == BadNumber ? BadNumber
                : number == NoNumber ? c - '0'
                : Math.Min(RepeatMaximum + 1, (number * 10) + c - '0');
        }
    }

    private RegexNode Literal(int character)
    {
        if (character >= literals.Length)
        {
            return Make();
        }

        return literals[character] ??= Make();

        RegexNode Make() => RegexNode.Of(ignoreCase ? RegexCaseFolding.Expand(character, utf8) : CodePointSet.Of(character));
    }

    private CodePointSet WithoutLineEnds(CodePointSet set)
    {
        set = set.Without(CodePointSet.Of('\n'));
        return nullLines ? set.Without(CodePointSet.Of(0)) : set;
    }

    private CodePointSet AnyCharacter()
    {
        CodePointSet all = CodePointSet.Universe(utf8);
        return newline ? WithoutLineEnds(all) : all;
    }

    private RegexNode AssertionNode()
    {
        if (token.Type == TokenType.WordDelimiter)
        {
            HasWordAssertions = true;
            return RegexNode.Alternation(RegexNode.Of(WordStart), RegexNode.Of(WordEnd));
        }

        if (token.Type == TokenType.NotWordDelimiter)
        {
            HasWordAssertions = true;
            return RegexNode.Alternation(
                RegexNode.Of(new RegexAssertion(PreviousIs: RegexContext.Word, NextIs: RegexContext.Word)),
                RegexNode.Of(new RegexAssertion(PreviousIsNot: RegexContext.Word, NextIsNot: RegexContext.Word)));
        }

        HasWordAssertions |= token.Assertion == WordStart || token.Assertion == WordEnd;
        return RegexNode.Of(token.Assertion);
    }
}
