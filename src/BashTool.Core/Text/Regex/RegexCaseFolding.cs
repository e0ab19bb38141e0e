namespace BashTool.Core.Text.Regex;

/// <summary>
/// Matching without regard to case, the C library's way: pattern and text are both raised to upper case. A set of raised
/// characters becomes the set of all characters that are raised into it.
/// </summary>
internal static class RegexCaseFolding
{
    // Where the characters with an upper case live; looking only here makes the table in well under a millisecond.
    private static readonly (int First, int Last)[] CasedBlocks =
    [
        (0x80, 0x2FFF), (0xA640, 0xABFF), (0xFF00, 0xFFFF), (0x10400, 0x105FF), (0x10C80, 0x10CFF), (0x11880, 0x118FF),
        (0x16E40, 0x16EFF), (0x1E900, 0x1E9FF),
    ];

    private static readonly Lazy<(int Character, int Upper)[]> NonAsciiPairs = new(MakePairs);

    public static int Fold(int character, bool utf8) =>
        utf8 ? CharacterClass.ToUpper(character) : (uint)(character - 'a') < 26 ? character - 32 : character;

    /// <summary>All characters that fold to the same as this one.</summary>
    public static CodePointSet Expand(int character, bool utf8)
    {
        int upper = Fold(character, utf8);
        var pairs = new List<int> { upper, upper };
        if (upper < 0x80)
        {
            AddAscii(upper, utf8, pairs);
        }
        else if (utf8)
        {
            foreach ((int c, int u) in NonAsciiPairs.Value)
            {
                if (u == upper)
                {
                    pairs.Add(c);
                    pairs.Add(c);
                }
            }
        }

        return CodePointSet.FromRanges(pairs);
    }

    /// <summary>All characters whose upper case is in the set.</summary>
    public static CodePointSet Expand(CodePointSet raised, bool utf8)
    {
        var pairs = new List<int>(raised.Ranges.Length + 8);
        var drop = new List<int>();
        foreach (int bound in raised.Ranges)
        {
            pairs.Add(bound);
        }

        for (int lower = 'a'; lower <= 'z'; lower++)
        {
            if (raised.Contains(lower - 32))
            {
                AddAscii(lower - 32, utf8, pairs);
            }
            else if (raised.Contains(lower))
            {
                drop.Add(lower);
                drop.Add(lower);
            }
        }

        if (utf8 && !raised.IsEmpty && raised.Ranges[^1] >= 0x80)
        {
            foreach ((int c, int u) in NonAsciiPairs.Value)
            {
                List<int>? target = raised.Contains(u) ? pairs : raised.Contains(c) ? drop : null;
                target?.Add(c);
                target?.Add(c);
            }
        }

        CodePointSet all = CodePointSet.FromRanges(pairs);
        return drop.Count == 0 ? all : all.Without(CodePointSet.FromRanges(drop));
    }

    private static void AddAscii(int upper, bool utf8, List<int> pairs)
    {
        if ((uint)(upper - 'A') < 26)
        {
            pairs.Add(upper + 32);
            pairs.Add(upper + 32);
            int special = !utf8 ? 0 : upper == 'I' ? 0x131 : upper == 'S' ? 0x17F : 0;
            if (special != 0)
            {
                pairs.Add(special);
                pairs.Add(special);
            }
        }
    }

    private static (int Character, int Upper)[] MakePairs()
    {
        var pairs = new List<(int, int)>(1600);
        foreach ((int first, int last) in CasedBlocks)
        {
            for (int c = first; c <= last; c++)
            {
                int upper = CharacterClass.ToUpper(c);
                if (upper != c)
                {
                    pairs.Add((c, upper));
                }
            }
        }

        return pairs.ToArray();
    }
}
