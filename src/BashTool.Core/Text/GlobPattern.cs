namespace BashTool.Core.Text;

/// <summary>
/// A shell pattern (<c>case</c>, <c>[[ == ]]</c>, <c>${x#pattern}</c>, pathname expansion). A backslash makes the next
/// character literal: the expander puts one before what was quoted.
/// </summary>
public sealed partial class GlobPattern
{
    public static GlobPattern Compile(string pattern, GlobOptions options = GlobOptions.None) => throw new NotImplementedException();

    /// <summary>The same from a cache of recently used patterns.</summary>
    public static GlobPattern Cached(string pattern, GlobOptions options = GlobOptions.None) => throw new NotImplementedException();

    /// <summary>The pattern that matches exactly this text: everything special gets its backslash.</summary>
    public static string Escape(ReadOnlySpan<char> literal) => throw new NotImplementedException();

    /// <summary>The text without its quoting backslashes.</summary>
    public static string Unescape(ReadOnlySpan<char> pattern) => throw new NotImplementedException();

    /// <summary>True if the word has an unquoted wildcard, and so is subject to pathname expansion.</summary>
    public static bool HasWildcards(ReadOnlySpan<char> pattern, GlobOptions options = GlobOptions.None) => throw new NotImplementedException();

    public string Pattern { get; } = "";

    public GlobOptions Options { get; }

    /// <summary>The text it matches when it has no wildcard at all; null otherwise.</summary>
    public string? Literal { get; }

    public bool IsMatch(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <summary>Length of the shortest or longest prefix that matches, -1 if none does (<c>${x#p}</c>, <c>${x##p}</c>).</summary>
    public int MatchPrefix(ReadOnlySpan<char> text, bool longest) => throw new NotImplementedException();

    /// <summary>Length of the shortest or longest suffix that matches, -1 if none does (<c>${x%p}</c>, <c>${x%%p}</c>).</summary>
    public int MatchSuffix(ReadOnlySpan<char> text, bool longest) => throw new NotImplementedException();

    /// <summary>The leftmost-longest match at or after <paramref name="start"/> (<c>${x/p/r}</c>).</summary>
    public bool TryFind(ReadOnlySpan<char> text, int start, out int matchStart, out int matchLength) => throw new NotImplementedException();
}
