namespace BashTool.Core.Text.Regex;

/// <summary>
/// A POSIX regular expression with the GNU extensions: leftmost-longest, linear in the text unless it has
/// back-references, with sub-matches as glibc resolves them. Texts are bytes. Safe for use by several threads.
/// </summary>
public sealed partial class PosixRegex
{
    /// <summary>Compiles a pattern; invalid bytes are lone surrogates as in every shell string.</summary>
    /// <exception cref="RegexSyntaxException">glibc would refuse the pattern.</exception>
    public static PosixRegex Compile(string pattern, RegexOptions? options = null) => throw new NotImplementedException();

    /// <summary>The same from a cache of recently used patterns.</summary>
    public static PosixRegex Cached(string pattern, RegexOptions? options = null) => throw new NotImplementedException();

    public string Pattern { get; } = "";

    public RegexOptions Options { get; } = RegexOptions.Basic;

    /// <summary>Number of parenthesised groups; a span of <c>GroupCount + 1</c> receives them all.</summary>
    public int GroupCount { get; }

    public bool HasBackReferences { get; }

    /// <summary>What GNU grep 3.8 warns about ("stray \ before a"); the caller prefixes "grep: warning: ".</summary>
    public IReadOnlyList<string> Warnings { get; } = [];

    public bool IsMatch(ReadOnlySpan<byte> text, RegexMatchFlags flags = RegexMatchFlags.None) => throw new NotImplementedException();

    /// <summary>The leftmost-longest match at or after <paramref name="start"/>; what stands before it is visible to <c>^ \b \&lt;</c>.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, int start, out RegexGroup match, RegexMatchFlags flags = RegexMatchFlags.None) => throw new NotImplementedException();

    /// <summary>The same with the groups: [0] is the match; the rest of the span is filled with the groups there are, then <see cref="RegexGroup.None"/>.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags flags = RegexMatchFlags.None) => throw new NotImplementedException();

    /// <summary>The longest match that starts exactly at <paramref name="start"/> (expr's colon, awk's field separators).</summary>
    public bool TryMatchAt(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags flags = RegexMatchFlags.None) => throw new NotImplementedException();

    /// <summary>The longest match from the start is the whole text (<c>find -regex</c>).</summary>
    public bool IsFullMatch(ReadOnlySpan<byte> text) => throw new NotImplementedException();

    /// <summary>
    /// The first line at or after <paramref name="start"/> (which must be the start of a line) that has a match, without
    /// cutting the buffer into lines. The length leaves the separator out; the last line needs none.
    /// </summary>
    public bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength) => throw new NotImplementedException();

    /// <summary>For strings: the match and its groups as strings, null for a group that took no part; null without a match.</summary>
    public string?[]? Match(string text) => throw new NotImplementedException();
}
