namespace BashTool.Core.Text.Regex;

/// <content>Bracket expressions.</content>
internal sealed partial class RegexParser
{
    private const int SymbolNameLimit = 32;

    private enum BracketToken
    {
        Character,
        End,
        Close,
        Range,
        Negation,
        OpenCollation,
        OpenEquivalence,
        OpenClass,
    }

    private enum ElementKind
    {
        Character,
        Class,
        Equivalence,
    }

    private CodePointSet ParseBracket()
    {
        var pairs = new List<int>();
        bool negated = false;
        (BracketToken type, int c) = PeekBracket(out int length);
        if (type == BracketToken.End)
        {
            throw Error(RegexMessages.BadPattern);
        }

        int contentStart = position;
        if (type == BracketToken.Negation)
        {
            negated = true;
            position += length;
            contentStart = position;
            (type, c) = PeekBracket(out length);
            if (type == BracketToken.End)
            {
                throw Error(RegexMessages.BadPattern);
            }
        }

        if (type == BracketToken.Close)
        {
            type = BracketToken.Character;
        }

        bool first = true;
        while (true)
        {
            (ElementKind kind, int low) = ParseElement(type, c, length, first, pairs);
            first = false;
            (type, c) = PeekBracket(out length);
            bool isRange = false;
            if (kind == ElementKind.Character)
            {
                if (type == BracketToken.End)
                {
                    throw Error(RegexMessages.UnmatchedBracket);
                }

                if (type == BracketToken.Range)
                {
                    position += length;
                    (BracketToken endType, int endCharacter) = PeekBracket(out int endLength);
                    if (endType == BracketToken.End)
                    {
                        throw Error(RegexMessages.UnmatchedBracket);
                    }

                    if (endType == BracketToken.Close)
                    {
                        // The last hyphen is itself.
                        position -= length;
                        type = BracketToken.Character;
                    }
                    else
                    {
                        isRange = true;
                        (ElementKind endKind, int high) = ParseElement(endType, endCharacter, endLength, acceptHyphen: true, null);
                        (type, c) = PeekBracket(out length);
                        if (endKind != ElementKind.Character)
                        {
                            throw Error(RegexMessages.BadRange);
                        }

                        AddRange(low, high, pairs);
                    }
                }
            }

            if (kind == ElementKind.Character && !isRange)
            {
                pairs.Add(low);
                pairs.Add(low);
            }

            if (type == BracketToken.End)
            {
                throw Error(RegexMessages.UnmatchedBracket);
            }

            if (type == BracketToken.Close)
            {
                position += length;
                break;
            }
        }

        if (Has(RegexDialect.GrepChecks) && IsColonMistake(contentStart, position - 1))
        {
            throw Error("character class syntax is [[:space:]], not [:space:]");
        }

        CodePointSet set = pairs.Count == 0 ? CodePointSet.Empty : CodePointSet.FromRanges(pairs);
        if (ignoreCase)
        {
            set = RegexCaseFolding.Expand(set, utf8);
        }

        if (negated)
        {
            set = set.Complement(utf8);
            if (negationLacksNewline)
            {
                set = WithoutLineEnds(set);
            }
        }

        return set;
    }

    private void AddRange(int low, int high, List<int> pairs)
    {
        if (low > high)
        {
            if (Has(RegexDialect.EmptyRangesInvalid))
            {
                throw Error(RegexMessages.BadRange);
            }

            return;
        }

        pairs.Add(low);
        pairs.Add(high);
    }

    /// <summary>Takes one element; a class adds itself to the pairs, a character is answered.</summary>
    private (ElementKind Kind, int Character) ParseElement(BracketToken type, int c, int length, bool acceptHyphen, List<int>? pairs)
    {
        position += length;
        if (type is BracketToken.OpenClass or BracketToken.OpenCollation or BracketToken.OpenEquivalence)
        {
            return ParseSymbol(type, c, pairs);
        }

        if (type == BracketToken.Range && !acceptHyphen && PeekBracket(out _).Type != BracketToken.Close)
        {
            throw Error(RegexMessages.BadRange);
        }

        return (ElementKind.Character, c);
    }

    private (ElementKind Kind, int Character) ParseSymbol(BracketToken type, int delimiter, List<int>? pairs)
    {
        int start = position;
        if (position >= folded.Length)
        {
            throw Error(RegexMessages.UnmatchedBracket);
        }

        while (true)
        {
            if (position - start >= SymbolNameLimit)
            {
                throw Error(RegexMessages.UnmatchedBracket);
            }

            int ch = type == BracketToken.OpenClass ? raw[position++] : folded[position++];
            if (position >= folded.Length)
            {
                throw Error(RegexMessages.UnmatchedBracket);
            }

            if (ch == delimiter && folded[position] == ']')
            {
                break;
            }
        }

        int nameEnd = position - 1;
        position++;
        if (type == BracketToken.OpenClass)
        {
            Span<char> name = stackalloc char[SymbolNameLimit];
            int count = 0;
            for (int i = start; i < nameEnd; i++)
            {
                name[count++] = (char)Math.Min(raw[i], char.MaxValue);
            }

            ReadOnlySpan<char> className = name[..count];
            if (ignoreCase && (className is "upper" or "lower"))
            {
                className = "alpha";
            }

            int[]? ranges = ClassRanges(className);
            if (ranges is null)
            {
                throw Error(RegexMessages.BadClass);
            }

            pairs?.AddRange(ranges);
            return (ElementKind.Class, 0);
        }

        // Collation in C.UTF-8 knows single bytes only.
        if (nameEnd - start != 1 || folded[start] >= 0x80)
        {
            throw Error(RegexMessages.BadCollation);
        }

        int character = folded[start];
        if (type == BracketToken.OpenEquivalence)
        {
            pairs?.Add(character);
            pairs?.Add(character);
            return (ElementKind.Equivalence, character);
        }

        return (ElementKind.Character, character);
    }

    private (BracketToken Type, int Character) PeekBracket(out int length)
    {
        length = 0;
        if (position >= folded.Length)
        {
            return (BracketToken.End, 0);
        }

        length = 1;
        int c = folded[position];
        int next = position + 1 < folded.Length ? folded[position + 1] : 0;
        switch (c)
        {
            case '\\' when Has(RegexDialect.BackslashEscapesInLists) && position + 1 < folded.Length:
                length = 2;
                return (BracketToken.Character, next);
            case '[' when next == '.':
                length = 2;
                return (BracketToken.OpenCollation, '.');
            case '[' when next == '=':
                length = 2;
                return (BracketToken.OpenEquivalence, '=');
            case '[' when next == ':' && Has(RegexDialect.CharacterClasses):
                length = 2;
                return (BracketToken.OpenClass, ':');
            case '-':
                return (BracketToken.Range, c);
            case ']':
                return (BracketToken.Close, c);
            case '^':
                return (BracketToken.Negation, c);
            default:
                return (BracketToken.Character, c);
        }
    }

    private bool IsColonMistake(int start, int end)
    {
        // grep refuses [:space:] where [[:space:]] was surely meant.
        return end - start >= 2 && raw[start] == ':' && raw[end - 1] == ':';
    }

    private CodePointSet ClassOperator(int[] ranges, int extra, bool negated)
    {
        var pairs = new List<int>(ranges);
        if (extra >= 0)
        {
            pairs.Add(extra);
            pairs.Add(extra);
        }

        CodePointSet set = CodePointSet.FromRanges(pairs);
        if (ignoreCase)
        {
            set = RegexCaseFolding.Expand(set, utf8);
        }

        if (negated)
        {
            set = set.Complement(utf8);
            if (negationLacksNewline)
            {
                set = WithoutLineEnds(set);
            }
        }

        return set;
    }

    private int[]? ClassRanges(ReadOnlySpan<char> name)
    {
        List<int> ranges = [];
        switch (name)
        {
            case "alpha": Add(CharacterClass.AlphaRanges); break;
            case "digit": Add(CharacterClass.DigitRanges); break;
            case "alnum": Add(CharacterClass.AlphaRanges); Add(CharacterClass.DigitRanges); break;
            case "upper": Add(CharacterClass.UpperRanges); break;
            case "lower": Add(CharacterClass.LowerRanges); break;
            case "space": Add(CharacterClass.SpaceRanges); break;
            case "blank": Add(CharacterClass.BlankRanges); break;
            case "cntrl": Add(CharacterClass.CntrlRanges); break;
            case "xdigit": Add(CharacterClass.XdigitRanges); break;
            case "punct": Add(CharacterClass.PunctRanges); break;
            case "graph": AddGraph(); break;
            case "print": AddGraph(); Add(CharacterClass.BlankRanges[2..]); break;
            default: return null;
        }

        return ranges.ToArray();

        void AddGraph()
        {
            Add(CharacterClass.AlphaRanges);
            Add(CharacterClass.DigitRanges);
            Add(CharacterClass.PunctRanges);
        }

        void Add(ReadOnlySpan<int> source)
        {
            for (int i = 0; i < source.Length; i += 2)
            {
                if (!utf8 && source[i] >= 0x80)
                {
                    break;
                }

                ranges.Add(source[i]);
                ranges.Add(utf8 ? source[i + 1] : Math.Min(source[i + 1], 0x7F));
            }
        }
    }
}
