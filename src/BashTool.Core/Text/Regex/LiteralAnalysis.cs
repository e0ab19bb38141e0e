namespace BashTool.Core.Text.Regex;

/// <summary>What every match of a tree is, begins with, ends with, or has somewhere, in bytes.</summary>
/// <param name="Exact">The only thing it matches; null if there are several.</param>
/// <remarks>Where case is ignored, an ASCII letter stands in lower case for both.</remarks>
internal sealed record LiteralAnalysis(byte[]? Exact, byte[] Prefix, byte[] Suffix, byte[] Best)
{
    private const int LengthLimit = 256;

    private static readonly LiteralAnalysis Unknown = new(null, [], [], []);
    private static readonly LiteralAnalysis ZeroWidth = new([], [], [], []);

    public static LiteralAnalysis Of(RegexNode node, bool utf8, bool ignoreCase)
    {
        switch (node.Kind)
        {
            case RegexNodeKind.Empty or RegexNodeKind.Assertion:
                return ZeroWidth;
            case RegexNodeKind.Set:
                int single = node.Set!.Single;
                if (ignoreCase && node.Set.Ranges is [var upper, var upperEnd, var lower, var lowerEnd]
                    && upper == upperEnd && lower == lowerEnd && lower == upper + 0x20 && upper is >= 'A' and <= 'Z')
                {
                    return OfExact([(byte)lower]);
                }

                if (ignoreCase && single is >= 'A' and <= 'z')
                {
                    return Unknown;
                }

                return single < 0 || single is >= 0xD800 and <= 0xDFFF ? Unknown
                    : OfExact(utf8 ? EscapedUtf8.Encode(char.ConvertFromUtf32(single)) : [(byte)single]);
            case RegexNodeKind.Group:
                return Of(node.Children[0], utf8, ignoreCase);
            case RegexNodeKind.Sequence:
                LiteralAnalysis whole = ZeroWidth;
                foreach (RegexNode child in node.Children)
                {
                    whole = whole.Then(Of(child, utf8, ignoreCase));
                }

                return whole;
            case RegexNodeKind.Alternation:
                LiteralAnalysis common = Of(node.Children[0], utf8, ignoreCase);
                for (int i = 1; i < node.Children.Count; i++)
                {
                    common = common.Or(Of(node.Children[i], utf8, ignoreCase));
                }

                return common;
            case RegexNodeKind.Repeat when node.Minimum > 0:
                LiteralAnalysis element = Of(node.Children[0], utf8, ignoreCase);
                LiteralAnalysis repeated = element;
                for (int i = 1; i < node.Minimum && repeated.Exact is { Length: < LengthLimit }; i++)
                {
                    repeated = repeated.Then(element);
                }

                return node.Maximum == node.Minimum && repeated.Exact is { Length: < LengthLimit } ? repeated : repeated with { Exact = null };
            default:
                return Unknown;
        }
    }

    private static LiteralAnalysis OfExact(byte[] bytes) => new(bytes, bytes, bytes, bytes);

    private LiteralAnalysis Then(LiteralAnalysis next)
    {
        if (Exact is { Length: 0 })
        {
            return next;
        }

        byte[]? exact = Exact is not null && next.Exact is not null && Exact.Length < LengthLimit ? [.. Exact, .. next.Exact] : null;
        if (exact is not null)
        {
            return OfExact(exact);
        }

        byte[] prefix = Exact is { Length: < LengthLimit } ? [.. Exact, .. next.Prefix] : Prefix;
        byte[] suffix = next.Exact is { Length: < LengthLimit } ? [.. Suffix, .. next.Exact] : next.Suffix;
        byte[] across = Suffix.Length + next.Prefix.Length < LengthLimit ? [.. Suffix, .. next.Prefix] : Suffix;
        return new LiteralAnalysis(null, prefix, suffix, Longest(Longest(Best, next.Best), across));
    }

    private LiteralAnalysis Or(LiteralAnalysis other)
    {
        if (Exact is not null && other.Exact is not null && Exact.AsSpan().SequenceEqual(other.Exact))
        {
            return this;
        }

        int prefix = Prefix.AsSpan().CommonPrefixLength(other.Prefix);
        int suffix = 0;
        while (suffix < Suffix.Length && suffix < other.Suffix.Length && Suffix[^(suffix + 1)] == other.Suffix[^(suffix + 1)])
        {
            suffix++;
        }

        byte[] commonPrefix = Prefix[..prefix];
        byte[] commonSuffix = Suffix[^suffix..];
        byte[] best = Best.AsSpan().SequenceEqual(other.Best) ? Best : Longest(commonPrefix, commonSuffix);
        return new LiteralAnalysis(null, commonPrefix, commonSuffix, best);
    }

    private static byte[] Longest(byte[] a, byte[] b) => b.Length > a.Length ? b : a;
}
