namespace BashTool.Commands.Awk;

/// <summary>The sizes a chained table grows through.</summary>
internal static class AwkTableSizes
{
    /// <summary>The elements per chain beyond which a table grows.</summary>
    public const int ChainMaximum = 2;

    private static ReadOnlySpan<int> Sizes =>
    [
        13, 127, 1021, 8191, 131071, 1048573, 8388593, 16777213, 33554393, 67108859, 134217689, 268435399, 536870909, 1073741789,
    ];

    public static int After(int size)
    {
        foreach (int candidate in Sizes)
        {
            if (candidate > size)
            {
                return candidate;
            }
        }

        return size;
    }
}
