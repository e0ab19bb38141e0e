namespace BashTool.Core.Text.Regex;

/// <summary>What stands on both sides of a position in a text.</summary>
internal static class RegexContexts
{
    public static bool Holds(in RegexAssertion assertion, RegexAlphabet alphabet, ReadOnlySpan<byte> text, int position, RegexMatchFlags edges)
    {
        if (assertion.LooksBehind)
        {
            RegexContext previous = position > 0 ? alphabet.Contexts[alphabet.ClassBefore(text, position, out _)]
                : (edges & RegexMatchFlags.NotBeginning) != 0 ? RegexContext.Edge
                : RegexContext.Edge | RegexContext.Newline;
            if (!assertion.HoldsBefore(previous))
            {
                return false;
            }
        }

        if (assertion.LooksAhead)
        {
            RegexContext next = position < text.Length ? alphabet.Contexts[alphabet.ClassAt(text, position, out _)]
                : (edges & RegexMatchFlags.NotEnd) != 0 ? RegexContext.Edge
                : RegexContext.Edge | RegexContext.Newline;
            return assertion.HoldsAfter(next);
        }

        return true;
    }
}
