namespace BashTool.Core.Text.Regex;

/// <summary>
/// The characters sorted into classes that no set of the pattern tells apart. The automaton steps on classes, so it is
/// small however large the sets are; bytes below 0x80 find their class in one table, other characters by their code point.
/// </summary>
internal sealed class RegexAlphabet
{
    private const int PageBits = 8;
    private const int PageSize = 1 << PageBits;

    private readonly int[] starts;
    private readonly ushort[] classOfInterval;
    private ushort[]?[]? pages;
    private readonly int uniformFrom;

    public RegexAlphabet(List<CodePointSet> sets, List<CodePointSet> distinguish, bool utf8, bool wordContexts, bool strayLetters, int newline)
    {
        Utf8 = utf8;
        var all = new List<CodePointSet>(sets);
        all.AddRange(distinguish);
        int limit = utf8 ? CodePointSet.Maximum : 0xFF;
        var cuts = new HashSet<int> { 0 };
        if (utf8)
        {
            cuts.Add(0x80);
        }

        int wordSet = -1;
        int newlineSet = -1;
        if (wordContexts)
        {
            wordSet = all.Count;
            all.Add(WordCharacters(utf8, strayLetters));
        }

        if (newline >= 0)
        {
            newlineSet = all.Count;
            all.Add(CodePointSet.Of(newline));
        }

        foreach (CodePointSet set in all)
        {
            ReadOnlySpan<int> ranges = set.Ranges;
            for (int i = 0; i < ranges.Length; i += 2)
            {
                cuts.Add(ranges[i]);
                if (ranges[i + 1] < limit)
                {
                    cuts.Add(ranges[i + 1] + 1);
                }
            }
        }

        starts = [.. cuts];
        Array.Sort(starts);
        int words = (all.Count + 63) / 64;
        var signature = new ulong[starts.Length * words];
        for (int s = 0; s < all.Count; s++)
        {
            ReadOnlySpan<int> ranges = all[s].Ranges;
            for (int i = 0; i < ranges.Length; i += 2)
            {
                int k = Array.BinarySearch(starts, ranges[i]);
                for (; k < starts.Length && starts[k] <= ranges[i + 1]; k++)
                {
                    signature[(k * words) + (s >> 6)] |= 1UL << (s & 63);
                }
            }
        }

        classOfInterval = new ushort[starts.Length];
        var known = new Dictionary<SignatureKey, int>();
        var representatives = new List<int>();
        for (int k = 0; k < starts.Length; k++)
        {
            // ASCII and the rest stay apart: a class is then wholly in the byte table or wholly outside it.
            var key = new SignatureKey(signature, k * words, words, utf8 && starts[k] >= 0x80);
            if (!known.TryGetValue(key, out int c))
            {
                c = known.Count;
                known.Add(key, c);
                representatives.Add(k);
            }

            classOfInterval[k] = (ushort)c;
        }

        ClassCount = known.Count;
        Contexts = new RegexContext[ClassCount];
        SetHas = new bool[sets.Count * ClassCount];
        for (int c = 0; c < ClassCount; c++)
        {
            int at = representatives[c] * words;
            for (int s = 0; s < sets.Count; s++)
            {
                SetHas[(s * ClassCount) + c] = (signature[at + (s >> 6)] >> (s & 63) & 1) != 0;
            }

            if (wordSet >= 0 && (signature[at + (wordSet >> 6)] >> (wordSet & 63) & 1) != 0)
            {
                Contexts[c] |= RegexContext.Word;
            }

            if (newlineSet >= 0 && (signature[at + (newlineSet >> 6)] >> (newlineSet & 63) & 1) != 0)
            {
                Contexts[c] |= RegexContext.Newline;
            }
        }

        int direct = utf8 ? 0x80 : 0x100;
        OfByte = new int[256];
        for (int b = 0; b < 256; b++)
        {
            OfByte[b] = b < direct ? Search(b) : ClassCount;
        }

        uniformFrom = starts[^1];
    }

    public bool Utf8 { get; }

    public int ClassCount { get; }

    /// <summary>The class of a byte that is a character; <see cref="ClassCount"/> for one that must be decoded.</summary>
    public int[] OfByte { get; }

    /// <summary>What a character of the class is to an assertion beside it.</summary>
    public RegexContext[] Contexts { get; }

    /// <summary>Whether set s has the characters of class c, at s * ClassCount + c.</summary>
    public bool[] SetHas { get; }

    public int OfCharacter(int character)
    {
        if (character >= uniformFrom)
        {
            return classOfInterval[^1];
        }

        if (!Utf8)
        {
            return OfByte[character];
        }

        pages ??= new ushort[(CodePointSet.Maximum + 1) >> PageBits][];
        ushort[] page = pages[character >> PageBits] ?? MakePage(pages, character >> PageBits);
        return page[character & (PageSize - 1)];
    }

    /// <summary>The class of the character at an index, which is in the text, and its length in bytes.</summary>
    public int ClassAt(ReadOnlySpan<byte> text, int index, out int length)
    {
        int c = OfByte[text[index]];
        if (c < ClassCount)
        {
            length = 1;
            return c;
        }

        return OfCharacter(EscapedUtf8.DecodeRune(text[index..], out length));
    }

    /// <summary>The class of the character that ends at an index above 0.</summary>
    public int ClassBefore(ReadOnlySpan<byte> text, int index, out int length)
    {
        int c = OfByte[text[index - 1]];
        if (c < ClassCount)
        {
            length = 1;
            return c;
        }

        return OfCharacter(EscapedUtf8.DecodeLastRune(text[..index], out length));
    }

    // To the C library a byte that is no character stands, beside a word's edge, for the code point of its number.
    private static CodePointSet WordCharacters(bool utf8, bool strayLetters)
    {
        var pairs = new List<int> { '_', '_', '0', '9', 'A', 'Z', 'a', 'z' };
        if (utf8)
        {
            foreach (int bound in CharacterClass.AlphaRanges)
            {
                pairs.Add(bound);
            }

            ReadOnlySpan<int> alpha = CharacterClass.AlphaRanges;
            for (int i = 0; strayLetters && i < alpha.Length && alpha[i] <= 0xFF; i += 2)
            {
                if (alpha[i + 1] >= 0x80)
                {
                    pairs.Add(0xDC00 + Math.Max(0x80, alpha[i]));
                    pairs.Add(0xDC00 + Math.Min(0xFF, alpha[i + 1]));
                }
            }
        }

        return CodePointSet.FromRanges(pairs);
    }

    private int Search(int character)
    {
        int at = Array.BinarySearch(starts, character);
        return classOfInterval[at >= 0 ? at : ~at - 1];
    }

    private ushort[] MakePage(ushort[]?[] pages, int number)
    {
        var page = new ushort[PageSize];
        int first = number << PageBits;
        int at = Array.BinarySearch(starts, first);
        at = at >= 0 ? at : ~at - 1;
        for (int i = 0; i < PageSize; i++)
        {
            while (at + 1 < starts.Length && starts[at + 1] <= first + i)
            {
                at++;
            }

            page[i] = classOfInterval[at];
        }

        pages[number] = page;
        return page;
    }

    private sealed class SignatureKey(ulong[] signature, int offset, int count, bool high) : IEquatable<SignatureKey>
    {
        private readonly ulong[] signature = signature;
        private readonly int offset = offset;
        private readonly int count = count;
        private readonly bool high = high;

        public bool Equals(SignatureKey? other) =>
            other is not null && high == other.high && signature.AsSpan(offset, count).SequenceEqual(other.signature.AsSpan(other.offset, other.count));

        public override bool Equals(object? obj) => obj is SignatureKey other && Equals(other);

        public override int GetHashCode()
        {
            ulong hash = high ? 1UL : 0;
            foreach (ulong word in signature.AsSpan(offset, count))
            {
                hash = (hash * 0x9E3779B97F4A7C15) ^ word ^ (hash >> 29);
            }

            return (int)(hash ^ (hash >> 32));
        }
    }
}
