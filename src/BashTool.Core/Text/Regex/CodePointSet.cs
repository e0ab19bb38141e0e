namespace BashTool.Core.Text.Regex;

/// <summary>
/// A set of characters as sorted, disjoint ranges. A character is a code point, or 0xDC80 to 0xDCFF for an invalid
/// byte; with bytes as characters, 0 to 255.
/// </summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    public const int Maximum = 0x10FFFF;

    private static readonly int[] ValidCharacters = [0, 0xD7FF, 0xE000, Maximum];
    private static readonly int[] Bytes = [0, 0xFF];

    private readonly int[] ranges;

    public static readonly CodePointSet Empty = new([]);

    private CodePointSet(int[] ranges) => this.ranges = ranges;

    public ReadOnlySpan<int> Ranges => ranges;

    public bool IsEmpty => ranges.Length == 0;

    /// <summary>The one character of the set, or -1.</summary>
    public int Single => ranges.Length == 2 && ranges[0] == ranges[1] ? ranges[0] : -1;

    public static CodePointSet Of(int character) => new([character, character]);

    public static CodePointSet Universe(bool utf8) => new(utf8 ? ValidCharacters : Bytes);

    /// <summary>The union of ranges in any order, first and last of each.</summary>
    public static CodePointSet FromRanges(List<int> pairs)
    {
        int count = pairs.Count / 2;
        if (count == 1)
        {
            return new([pairs[0], pairs[1]]);
        }

        var keys = new long[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = ((long)pairs[2 * i] << 32) | (uint)pairs[(2 * i) + 1];
        }

        Array.Sort(keys);
        var merged = new List<int>(pairs.Count);
        foreach (long key in keys)
        {
            int low = (int)(key >> 32);
            int high = (int)key;
            if (merged.Count > 0 && low <= merged[^1] + 1)
            {
                merged[^1] = Math.Max(merged[^1], high);
            }
            else
            {
                merged.Add(low);
                merged.Add(high);
            }
        }

        return new(merged.ToArray());
    }

    public bool Contains(int character)
    {
        int low = 0;
        int high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (character < ranges[2 * middle])
            {
                high = middle - 1;
            }
            else if (character > ranges[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The characters of the universe that are not in the set: never an invalid byte.</summary>
    public CodePointSet Complement(bool utf8) => Universe(utf8).Without(this);

    public CodePointSet Without(CodePointSet other)
    {
        var result = new List<int>();
        int j = 0;
        for (int i = 0; i < ranges.Length; i += 2)
        {
            int low = ranges[i];
            int high = ranges[i + 1];
            while (j < other.ranges.Length && other.ranges[j + 1] < low)
            {
                j += 2;
            }

            for (int k = j; k < other.ranges.Length && other.ranges[k] <= high; k += 2)
            {
                if (other.ranges[k] > low)
                {
                    result.Add(low);
                    result.Add(other.ranges[k] - 1);
                }

                low = other.ranges[k + 1] + 1;
            }

            if (low <= high)
            {
                result.Add(low);
                result.Add(high);
            }
        }

        return new(result.ToArray());
    }

    public bool Equals(CodePointSet? other) => other is not null && ranges.AsSpan().SequenceEqual(other.ranges);

    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(ranges.Length);
        for (int i = 0; i < ranges.Length && i < 16; i++)
        {
            hash.Add(ranges[i]);
        }

        return hash.ToHashCode();
    }
}
