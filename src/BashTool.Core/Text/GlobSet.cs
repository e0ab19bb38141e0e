namespace BashTool.Core.Text;

/// <summary>A bracket expression of a shell pattern.</summary>
internal sealed class GlobSet(bool negated, List<(int First, int Last)> ranges, List<string> classes)
{
    public bool Contains(int character, bool ignoreCase)
    {
        int folded = ignoreCase ? CharacterClass.ToLower(character) : character;
        foreach ((int first, int last) in ranges)
        {
            if (ignoreCase
                ? folded >= CharacterClass.ToLower(first) && folded <= CharacterClass.ToLower(last)
                : character >= first && character <= last)
            {
                return !negated;
            }
        }

        foreach (string name in classes)
        {
            if (CharacterClass.TryTest(name, character, out bool member) ? member : IsOwnClass(name, character))
            {
                return !negated;
            }
        }

        return negated;
    }

    // Classes that bash has and the C library has not.
    private static bool IsOwnClass(string name, int character) => name switch
    {
        "word" => CharacterClass.IsWord(character),
        "ascii" => character < 0x80,
        _ => false,
    };
}
