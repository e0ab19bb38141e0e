namespace BashTool.Core.Text.Regex;

/// <summary>
/// A POSIX regular expression with the GNU extensions: leftmost-longest, linear in the text unless it has
/// back-references, with sub-matches as glibc resolves them. Texts are bytes. Safe for use by several threads.
/// </summary>
public sealed partial class PosixRegex
{
    private const int MatcherCount = 4;

    private readonly Parts parts;
    private readonly RegexMatcher?[] matchers = new RegexMatcher?[MatcherCount];

    private PosixRegex(string pattern, RegexOptions options, Parts parts, IReadOnlyList<string> warnings)
    {
        Pattern = pattern;
        Options = options;
        this.parts = parts;
        Warnings = warnings;
    }

    public string Pattern { get; }

    public RegexOptions Options { get; }

    /// <summary>Number of parenthesised groups; a span of <c>GroupCount + 1</c> receives them all.</summary>
    public int GroupCount => parts.GroupCount;

    public bool HasBackReferences => parts.HasBackReferences;

    /// <summary>What grep -E warns about ("* at start of expression"); the caller prefixes "grep: warning: ".</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>For tests: the work done so far beyond one look into a table for each character.</summary>
    internal long WorkDone
    {
        get
        {
            long work = 0;
            foreach (RegexMatcher? matcher in matchers)
            {
                work += matcher?.WorkDone ?? 0;
            }

            return work;
        }
    }

    /// <summary>Compiles a pattern; invalid bytes are lone surrogates as in every shell string.</summary>
    /// <exception cref="RegexSyntaxException">glibc would refuse the pattern.</exception>
    public static PosixRegex Compile(string pattern, RegexOptions? options = null)
    {
        options ??= RegexOptions.Basic;
        var parser = new RegexParser(pattern, options);
        RegexNode root = parser.Parse();
        return new PosixRegex(pattern, options, new Parts(root, parser, options, pattern.Length), parser.Warnings);
    }

    /// <summary>The same from a cache of recently used patterns.</summary>
    public static PosixRegex Cached(string pattern, RegexOptions? options = null) => Cache.Get(pattern, options ?? RegexOptions.Basic);

    public bool IsMatch(ReadOnlySpan<byte> text, RegexMatchFlags flags = RegexMatchFlags.None)
    {
        if (parts.Literal is { } literal)
        {
            return literal.Find(text) >= 0;
        }

        if (HasBackReferences)
        {
            return FindWithBackReferences(text, 0, [], flags, out _, any: true);
        }

        RegexMatcher matcher = Rent();
        bool found = matcher.Earliest.Forward(text, 0, flags) >= 0;
        Return(matcher);
        return found;
    }

    /// <summary>The leftmost-longest match at or after <paramref name="start"/>; what stands before it is visible to <c>^ \b \&lt;</c>.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, int start, out RegexGroup match, RegexMatchFlags flags = RegexMatchFlags.None)
    {
        if (parts.Literal is { } literal)
        {
            int at = literal.Find(text[start..]);
            match = at < 0 ? RegexGroup.None : new RegexGroup(start + at, literal.Length);
            return at >= 0;
        }

        if (HasBackReferences)
        {
            return FindWithBackReferences(text, start, [], flags, out match);
        }

        RegexMatcher matcher = Rent();
        match = Locate(matcher, text, start, flags);
        Return(matcher);
        return match.Success;
    }

    /// <summary>The same with the groups: [0] is the match; the rest of the span is filled with the groups there are, then <see cref="RegexGroup.None"/>.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags flags = RegexMatchFlags.None)
    {
        if (groups.Length <= 1 || GroupCount == 0)
        {
            bool found = TryFind(text, start, out RegexGroup match, flags);
            groups.Fill(RegexGroup.None);
            if (found && groups.Length > 0)
            {
                groups[0] = match;
            }

            return found;
        }

        if (HasBackReferences)
        {
            return FindWithBackReferences(text, start, groups, flags, out _);
        }

        RegexMatcher matcher = Rent();
        RegexGroup whole = Locate(matcher, text, start, flags);
        if (whole.Success)
        {
            matcher.Submatches.Find(text, whole.Start, whole.End, groups, flags);
        }
        else
        {
            groups.Fill(RegexGroup.None);
        }

        Return(matcher);
        return whole.Success;
    }

    /// <summary>The longest match that starts exactly at <paramref name="start"/> (expr's colon, awk's field separators).</summary>
    public bool TryMatchAt(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags flags = RegexMatchFlags.None)
    {
        RegexMatcher matcher = Rent();
        groups.Fill(RegexGroup.None);
        int end;
        if (HasBackReferences)
        {
            end = matcher.Anchored.Forward(text, start, flags) < 0 ? -1 : matcher.BackReferences.Match(text, start, groups, flags);
        }
        else
        {
            end = matcher.Anchored.Forward(text, start, flags);
            if (end >= 0 && groups.Length > 1 && GroupCount > 0)
            {
                matcher.Submatches.Find(text, start, end, groups, flags);
            }
        }

        Return(matcher);
        if (end >= 0 && groups.Length > 0)
        {
            groups[0] = new RegexGroup(start, end - start);
        }

        return end >= 0;
    }

    /// <summary>The longest match from the start is the whole text (<c>find -regex</c>).</summary>
    public bool IsFullMatch(ReadOnlySpan<byte> text)
    {
        Span<RegexGroup> match = stackalloc RegexGroup[1];
        return TryMatchAt(text, 0, match) && match[0].Length == text.Length;
    }

    /// <summary>For strings: the match and its groups as strings, null for a group that took no part; null without a match.</summary>
    public string?[]? Match(string text)
    {
        byte[] bytes = EscapedUtf8.Encode(text);
        var groups = new RegexGroup[GroupCount + 1];
        if (!TryFind(bytes, 0, groups.AsSpan()))
        {
            return null;
        }

        var result = new string?[groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            result[i] = groups[i].Success ? EscapedUtf8.Decode(bytes.AsSpan(groups[i].Start, groups[i].Length)) : null;
        }

        return result;
    }

    private static RegexGroup Locate(RegexMatcher matcher, ReadOnlySpan<byte> text, int start, RegexMatchFlags flags)
    {
        int end = matcher.Leftmost.Forward(text, start, flags);
        if (end < 0)
        {
            return RegexGroup.None;
        }

        int from = matcher.Reverse.Backward(text, end, start, flags);
        return new RegexGroup(from, end - from);
    }

    private bool FindWithBackReferences(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags flags, out RegexGroup match, bool any = false)
    {
        RegexMatcher matcher = Rent();
        match = RegexGroup.None;
        groups.Fill(RegexGroup.None);

        // What the approximation does not find is not there.
        if (matcher.Earliest.Forward(text, start, flags) >= 0)
        {
            bool[] first = parts.FirstBytes;
            for (int from = start; from <= text.Length;)
            {
                int length = 1;
                if (first.Length == 0 || (from < text.Length && first[text[from]]))
                {
                    int end = matcher.BackReferences.Match(text, from, groups, flags, any);
                    if (end >= 0)
                    {
                        match = new RegexGroup(from, end - from);
                        break;
                    }
                }

                if (Options.Utf8 && from < text.Length && text[from] >= 0x80)
                {
                    EscapedUtf8.DecodeRune(text[from..], out length);
                }

                from += length;
            }
        }

        Return(matcher);
        return match.Success;
    }

    private RegexMatcher Rent()
    {
        for (int i = 0; i < MatcherCount; i++)
        {
            if (matchers[i] is not null && Interlocked.Exchange(ref matchers[i], null) is { } matcher)
            {
                return matcher;
            }
        }

        return new RegexMatcher(parts);
    }

    private void Return(RegexMatcher matcher)
    {
        for (int i = 0; i < MatcherCount; i++)
        {
            if (matchers[i] is null)
            {
                matchers[i] = matcher;
                return;
            }
        }
    }

    private static class Cache
    {
        private static readonly RecentCache<PosixRegex> Recent = new(256);

        public static PosixRegex Get(string pattern, RegexOptions options) =>
            Recent.Find(pattern, options.Variant) ?? Recent.Add(pattern, options.Variant, Compile(pattern, options));
    }
}
