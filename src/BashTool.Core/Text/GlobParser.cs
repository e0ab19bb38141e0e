using System.Runtime.CompilerServices;

namespace BashTool.Core.Text;

/// <summary>Reads a shell pattern. Nothing is an error: what is no pattern stands for itself.</summary>
internal ref struct GlobParser(ReadOnlySpan<char> pattern, GlobOptions options)
{
    private readonly ReadOnlySpan<char> pattern = pattern;
    private readonly bool extended = (options & GlobOptions.ExtendedGlob) != 0;
    private readonly bool escapes = (options & GlobOptions.NoEscape) == 0;
    private int position = 0;

    public GlobElement[] Parse() => ParseSequence(inGroup: false);

    private GlobElement[] ParseSequence(bool inGroup)
    {
        var elements = new List<GlobElement>();
        int depth = 0;
        while (position < pattern.Length)
        {
            char c = pattern[position];
            if (inGroup && depth == 0 && (c is '|' or ')'))
            {
                break;
            }

            if (extended && (c is '?' or '*' or '+' or '@' or '!') && position + 1 < pattern.Length && pattern[position + 1] == '(')
            {
                int start = position;
                if (TryParseGroup(out GlobElement? group))
                {
                    elements.Add(group!);
                    continue;
                }

                // A group without an end: bash compares all the rest as it is written.
                position = start;
                while (!inGroup && position < pattern.Length)
                {
                    elements.Add(new GlobElement(GlobElementKind.Character) { Character = TakeRune() });
                }

                position = pattern.Length;
                break;
            }

            switch (c)
            {
                case '*':
                    position++;
                    if (elements.Count == 0 || elements[^1].Kind != GlobElementKind.Star)
                    {
                        elements.Add(GlobElement.Star);
                    }

                    continue;
                case '?':
                    position++;
                    elements.Add(GlobElement.Any);
                    continue;
                case '[':
                    if (TryParseBracket(out GlobSet? set))
                    {
                        elements.Add(new GlobElement(GlobElementKind.Set) { Set = set });
                        continue;
                    }

                    break;
                case '\\' when escapes && position + 1 < pattern.Length:
                    position++;
                    break;
                case '(' when inGroup:
                    depth++;
                    break;
                case ')' when inGroup:
                    depth--;
                    break;
            }

            elements.Add(new GlobElement(GlobElementKind.Character) { Character = TakeRune() });
        }

        return elements.ToArray();
    }

    private bool TryParseGroup(out GlobElement? group)
    {
        group = null;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        char kind = pattern[position];
        position += 2;
        var alternatives = new List<GlobElement[]>();
        while (true)
        {
            alternatives.Add(ParseSequence(inGroup: true));
            if (position >= pattern.Length)
            {
                return false;
            }

            if (pattern[position++] == ')')
            {
                group = new GlobElement(GlobElementKind.Group) { Character = kind, Alternatives = alternatives.ToArray() };
                return true;
            }
        }
    }

    private bool TryParseBracket(out GlobSet? set)
    {
        int start = position++;
        set = null;
        bool negated = position < pattern.Length && pattern[position] is '!' or '^';
        if (negated)
        {
            position++;
        }

        var ranges = new List<(int, int)>();
        var classes = new List<string>();
        bool first = true;
        while (position < pattern.Length)
        {
            if (pattern[position] == ']' && !first)
            {
                position++;
                set = new GlobSet(negated, ranges, classes);
                return true;
            }

            first = false;
            if (TryParseNamed(':', out ReadOnlySpan<char> name))
            {
                classes.Add(name.ToString());
                continue;
            }

            int low = TakeBracketCharacter();
            if (position + 1 < pattern.Length && pattern[position] == '-' && pattern[position + 1] != ']')
            {
                position++;
                int high = TakeBracketCharacter();
                if (low >= 0 && low <= high)
                {
                    ranges.Add((low, high));
                }
            }
            else if (low >= 0)
            {
                ranges.Add((low, low));
            }
        }

        position = start;
        return false;
    }

    /// <summary>A character, an escaped one, or one in [= =] or [. .]; -1 for a collating element that is none.</summary>
    private int TakeBracketCharacter()
    {
        if (TryParseNamed('=', out ReadOnlySpan<char> name) || TryParseNamed('.', out name))
        {
            int rune = name.IsEmpty ? -1 : EscapedUtf8.RuneAt(name, 0, out int length) is var r && length == name.Length ? r : -1;
            return rune >= 0 ? rune : CollatingNames.Find(name);
        }

        if (escapes && pattern[position] == '\\' && position + 1 < pattern.Length)
        {
            position++;
        }

        return TakeRune();
    }

    private bool TryParseNamed(char delimiter, out ReadOnlySpan<char> name)
    {
        name = default;
        if (position + 3 >= pattern.Length || pattern[position] != '[' || pattern[position + 1] != delimiter)
        {
            return false;
        }

        ReadOnlySpan<char> rest = pattern[(position + 2)..];
        int end = rest.IndexOf([delimiter, ']']);
        if (end < 0 || (delimiter == ':' && rest[..end].ContainsAnyExceptInRange('A', 'z')))
        {
            return false;
        }

        name = rest[..end];
        position += end + 4;
        return true;
    }

    private int TakeRune()
    {
        int rune = EscapedUtf8.RuneAt(pattern, position, out int length);
        position += length;
        return rune;
    }
}
