namespace BashTool.Core.Text;

/// <summary>
/// A pattern without groups: pieces of fixed length between stars. Because a star takes anything, looking for each piece
/// at its first (or last) place is enough, and every question is answered in one pass.
/// </summary>
internal sealed class GlobSegments
{
    private readonly Segment[] segments;
    private readonly bool startsWithStar;
    private readonly bool endsWithStar;
    private readonly bool hasStar;
    private readonly bool ignoreCase;

    public GlobSegments(GlobElement[] elements, bool ignoreCase)
    {
        this.ignoreCase = ignoreCase;
        var list = new List<Segment>();
        int start = 0;
        for (int i = 0; i <= elements.Length; i++)
        {
            if (i < elements.Length && elements[i].Kind != GlobElementKind.Star)
            {
                continue;
            }

            hasStar |= i < elements.Length;
            if (i > start)
            {
                list.Add(new Segment(elements[start..i]));
            }

            start = i + 1;
        }

        segments = list.ToArray();
        startsWithStar = elements.Length > 0 && elements[0].Kind == GlobElementKind.Star;
        endsWithStar = elements.Length > 0 && elements[^1].Kind == GlobElementKind.Star;
    }

    /// <summary>The text that the pattern is when it has no wildcard.</summary>
    public string? Literal => hasStar || segments.Length > 1 ? null : segments.Length == 0 ? "" : segments[0].Literal;

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (!hasStar)
        {
            return segments.Length == 0 ? text.IsEmpty : EndAt(segments[0], text, 0) == text.Length;
        }

        int from = 0;
        int to = text.Length;
        int first = 0;
        int last = segments.Length;
        if (!startsWithStar)
        {
            from = EndAt(segments[first++], text, 0);
            if (from < 0)
            {
                return false;
            }
        }

        if (!endsWithStar)
        {
            to = StartAt(segments[--last], text, text.Length);
            if (to < from)
            {
                return false;
            }
        }

        for (; first < last; first++)
        {
            from = Find(segments[first], text[..to], from).End;
            if (from < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the shortest or longest match that starts at 0 ends, or -1.</summary>
    public int PrefixEnd(ReadOnlySpan<char> text, bool longest)
    {
        int from = 0;
        int i = 0;
        if (!startsWithStar && segments.Length > 0)
        {
            from = EndAt(segments[i++], text, 0);
        }

        if (from < 0 || !hasStar)
        {
            return from;
        }

        int leftmost = endsWithStar ? segments.Length : segments.Length - 1;
        for (; i < leftmost; i++)
        {
            from = Find(segments[i], text, from).End;
            if (from < 0)
            {
                return -1;
            }
        }

        return endsWithStar ? longest ? text.Length : from
            : longest ? FindLast(segments[^1], text, from, text.Length).End
            : Find(segments[^1], text, from).End;
    }

    /// <summary>Where the shortest or longest match that ends at the end starts, or -1.</summary>
    public int SuffixStart(ReadOnlySpan<char> text, bool longest)
    {
        int to = text.Length;
        int i = segments.Length - 1;
        if (!endsWithStar && segments.Length > 0)
        {
            to = StartAt(segments[i--], text, to);
        }

        if (to < 0 || !hasStar)
        {
            return to;
        }

        int rightmost = startsWithStar ? 0 : 1;
        for (; i >= rightmost; i--)
        {
            to = FindLast(segments[i], text, 0, to).Start;
            if (to < 0)
            {
                return -1;
            }
        }

        return startsWithStar ? longest ? 0 : to
            : longest ? Find(segments[0], text[..to], 0).Start
            : FindLast(segments[0], text, 0, to).Start;
    }

    /// <summary>The leftmost-longest match, or (-1, -1).</summary>
    public (int Start, int End) Find(ReadOnlySpan<char> text)
    {
        int start = 0;
        if (!startsWithStar && segments.Length > 0)
        {
            (start, int end) = Find(segments[0], text, 0);
            if (start < 0 || !hasStar)
            {
                return (start, end);
            }
        }

        // The first piece at its first place leaves the most for the others: if they fail there, they fail everywhere.
        int length = PrefixEnd(text[start..], longest: true);
        return length < 0 ? (-1, -1) : (start, start + length);
    }

    private int EndAt(Segment segment, ReadOnlySpan<char> text, int start)
    {
        if (segment.Literal is { } literal)
        {
            return text[start..].StartsWith(literal, Comparison) ? start + literal.Length : -1;
        }

        foreach (GlobElement element in segment.Elements)
        {
            if (start >= text.Length || !element.Takes(EscapedUtf8.RuneAt(text, start, out int length), ignoreCase))
            {
                return -1;
            }

            start += length;
        }

        return start;
    }

    private int StartAt(Segment segment, ReadOnlySpan<char> text, int end)
    {
        if (segment.Literal is { } literal)
        {
            return text[..end].EndsWith(literal, Comparison) ? end - literal.Length : -1;
        }

        for (int i = segment.Elements.Length - 1; i >= 0; i--)
        {
            if (end == 0)
            {
                return -1;
            }

            int length = LengthBefore(text, end);
            if (!segment.Elements[i].Takes(EscapedUtf8.RuneAt(text, end - length, out _), ignoreCase))
            {
                return -1;
            }

            end -= length;
        }

        return end;
    }

    private (int Start, int End) Find(Segment segment, ReadOnlySpan<char> text, int from)
    {
        if (segment.Literal is { } literal)
        {
            int at = text[from..].IndexOf(literal, Comparison);
            return at < 0 ? (-1, -1) : (from + at, from + at + literal.Length);
        }

        while (from <= text.Length)
        {
            int end = EndAt(segment, text, from);
            if (end >= 0)
            {
                return (from, end);
            }

            if (from == text.Length)
            {
                break;
            }

            EscapedUtf8.RuneAt(text, from, out int length);
            from += length;
        }

        return (-1, -1);
    }

    private (int Start, int End) FindLast(Segment segment, ReadOnlySpan<char> text, int from, int to)
    {
        if (segment.Literal is { } literal)
        {
            int at = to < from ? -1 : text[from..to].LastIndexOf(literal, Comparison);
            return at < 0 ? (-1, -1) : (from + at, from + at + literal.Length);
        }

        while (to >= from)
        {
            int start = StartAt(segment, text, to);
            if (start >= from)
            {
                return (start, to);
            }

            if (to == 0)
            {
                break;
            }

            to -= LengthBefore(text, to);
        }

        return (-1, -1);
    }

    private StringComparison Comparison => ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static int LengthBefore(ReadOnlySpan<char> text, int end) =>
        end >= 2 && char.IsLowSurrogate(text[end - 1]) && char.IsHighSurrogate(text[end - 2]) ? 2 : 1;

    private sealed class Segment
    {
        public Segment(GlobElement[] elements)
        {
            Elements = elements;
            var text = new System.Text.StringBuilder();
            foreach (GlobElement element in elements)
            {
                if (element.Kind != GlobElementKind.Character)
                {
                    return;
                }

                GlobPattern.AppendRune(text, element.Character);
            }

            Literal = text.ToString();
        }

        public GlobElement[] Elements { get; }

        public string? Literal { get; }
    }
}
