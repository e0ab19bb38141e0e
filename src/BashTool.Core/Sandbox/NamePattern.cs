namespace BashTool.Core.Sandbox;

/// <summary>A name in a policy, in which <c>*</c> stands for anything.</summary>
internal static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, bool ignoreCase)
    {
        // Greedy with one way back: the last star takes one character more.
        int p = 0, n = 0, star = -1, from = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = n;
            }
            else if (p < pattern.Length && Same(pattern[p], name[n], ignoreCase))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++from;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    public static bool MatchesAny(IEnumerable<string> patterns, string name, bool ignoreCase)
    {
        foreach (string pattern in patterns)
        {
            if (Matches(pattern, name, ignoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(char left, char right, bool ignoreCase)
        => left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
