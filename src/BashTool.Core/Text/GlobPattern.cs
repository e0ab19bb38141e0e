using System.Text;

namespace BashTool.Core.Text;

/// <summary>
/// A shell pattern (<c>case</c>, <c>[[ == ]]</c>, <c>${x#pattern}</c>, pathname expansion). A backslash makes the next
/// character literal: the expander puts one before what was quoted.
/// </summary>
public sealed class GlobPattern
{
    private static readonly RecentCache<GlobPattern> Recent = new(512);

    private readonly GlobElement[] elements;
    private readonly GlobSegments? segments;

    private GlobPattern(string pattern, GlobOptions options)
    {
        Pattern = pattern;
        Options = options;
        elements = new GlobParser(pattern, options).Parse();
        if (!Array.Exists(elements, static e => e.Kind == GlobElementKind.Group))
        {
            segments = new GlobSegments(elements, (options & GlobOptions.IgnoreCase) != 0);
            Literal = segments.Literal;
        }
    }

    public string Pattern { get; }

    public GlobOptions Options { get; }

    /// <summary>The text it matches when it has no wildcard at all; null otherwise.</summary>
    public string? Literal { get; }

    public static GlobPattern Compile(string pattern, GlobOptions options = GlobOptions.None) => new(pattern, options);

    /// <summary>The same from a cache of recently used patterns.</summary>
    public static GlobPattern Cached(string pattern, GlobOptions options = GlobOptions.None) =>
        Recent.Find(pattern, (int)options) ?? Recent.Add(pattern, (int)options, Compile(pattern, options));

    /// <summary>The pattern that matches exactly this text: everything special gets its backslash.</summary>
    public static string Escape(ReadOnlySpan<char> literal)
    {
        int special = literal.IndexOfAny("\\*?[]()|!+@^-");
        if (special < 0)
        {
            return literal.ToString();
        }

        var result = new StringBuilder(literal.Length + 8);
        foreach (char c in literal)
        {
            if (c is '\\' or '*' or '?' or '[' or ']' or '(' or ')' or '|' or '!' or '+' or '@' or '^' or '-')
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>The text without its quoting backslashes.</summary>
    public static string Unescape(ReadOnlySpan<char> pattern)
    {
        if (!pattern.Contains('\\'))
        {
            return pattern.ToString();
        }

        var result = new StringBuilder(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
            }

            result.Append(pattern[i]);
        }

        return result.ToString();
    }

    /// <summary>True if the word has an unquoted wildcard, and so is subject to pathname expansion.</summary>
    public static bool HasWildcards(ReadOnlySpan<char> pattern, GlobOptions options = GlobOptions.None)
    {
        bool extended = (options & GlobOptions.ExtendedGlob) != 0;
        bool open = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' or '?':
                    return true;
                case '[':
                    open = true;
                    break;
                case ']' when open:
                    return true;
                case '+' or '@' or '!' when extended && i + 1 < pattern.Length && pattern[i + 1] == '(':
                    return true;
                case '\\':
                    i++;
                    break;
            }
        }

        return false;
    }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (segments is not null && (Options & (GlobOptions.PathName | GlobOptions.LeadingDot)) == 0)
        {
            return segments.IsMatch(text);
        }

        if (segments is not null && ((Options & GlobOptions.PathName) == 0 || !text.Contains('/')))
        {
            bool hidden = (Options & GlobOptions.LeadingDot) != 0 && text.StartsWith('.')
                && !(elements.Length > 0 && elements[0] is { Kind: GlobElementKind.Character, Character: '.' });
            return !hidden && segments.IsMatch(text);
        }

        return new GlobPositions(text, Options, backward: false).RunWhole(elements);
    }

    /// <summary>Length of the shortest or longest prefix that matches, -1 if none does (<c>${x#p}</c>, <c>${x##p}</c>).</summary>
    public int MatchPrefix(ReadOnlySpan<char> text, bool longest)
    {
        if (segments is not null)
        {
            return segments.PrefixEnd(text, longest);
        }

        var positions = new GlobPositions(text, Options, backward: false);
        bool[] start = positions.NewSet();
        start[0] = true;
        bool[] ends = positions.Run(elements, start);
        return longest ? Array.LastIndexOf(ends, true) : Array.IndexOf(ends, true);
    }

    /// <summary>Length of the shortest or longest suffix that matches, -1 if none does (<c>${x%p}</c>, <c>${x%%p}</c>).</summary>
    public int MatchSuffix(ReadOnlySpan<char> text, bool longest)
    {
        int start;
        if (segments is not null)
        {
            start = segments.SuffixStart(text, longest);
        }
        else
        {
            var positions = new GlobPositions(text, Options, backward: true);
            bool[] end = positions.NewSet();
            end[text.Length] = true;
            bool[] starts = positions.Run(elements, end);
            start = longest ? Array.IndexOf(starts, true) : Array.LastIndexOf(starts, true);
        }

        return start < 0 ? -1 : text.Length - start;
    }

    /// <summary>The leftmost-longest match at or after <paramref name="start"/> (<c>${x/p/r}</c>).</summary>
    public bool TryFind(ReadOnlySpan<char> text, int start, out int matchStart, out int matchLength)
    {
        ReadOnlySpan<char> rest = text[start..];
        int from;
        int to;
        if (segments is not null)
        {
            (from, to) = segments.Find(rest);
        }
        else
        {
            var backward = new GlobPositions(rest, Options, backward: true);
            from = Array.IndexOf(backward.Run(elements, backward.All()), true);
            to = from;
            if (from >= 0)
            {
                var forward = new GlobPositions(rest, Options, backward: false);
                bool[] single = forward.NewSet();
                single[from] = true;
                to = Array.LastIndexOf(forward.Run(elements, single), true);
            }
        }

        matchStart = from < 0 ? -1 : start + from;
        matchLength = from < 0 ? 0 : to - from;
        return from >= 0;
    }

    internal static void AppendRune(StringBuilder text, int rune)
    {
        if (rune < 0x10000)
        {
            text.Append((char)rune);
        }
        else
        {
            text.Append(char.ConvertFromUtf32(rune));
        }
    }
}
