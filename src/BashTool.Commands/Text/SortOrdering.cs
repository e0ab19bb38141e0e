namespace BashTool.Commands.Text;

/// <summary>The keys in their order of weight; the last may be the whole line, as the last resort.</summary>
internal sealed class SortOrdering(SortKey[] keys, SortKey? lastResort)
{
    /// <summary>The keys, with the last resort.</summary>
    public SortKey[] Levels { get; } = lastResort is null ? keys : [.. keys, lastResort];

    /// <summary>Compares two lines by everything.</summary>
    public int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => CompareFrom(0, 0, a, b);

    /// <summary>Compares from a level on, of whose text key <paramref name="depth"/> bytes are equal.</summary>
    public int CompareFrom(int level, int depth, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        for (; level < Levels.Length; level++)
        {
            int result = Levels[level].Compare(a, b, depth);
            if (result != 0)
            {
                return result;
            }

            depth = 0;
        }

        return 0;
    }
}
