namespace BashTool.Commands.Text;

/// <summary>The order of version numbers within names (<c>sort -V</c>, <c>ls -v</c>): digits count as numbers, suffixes such as <c>.tar.gz</c> come last.</summary>
internal static class VersionOrder
{
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return (a.IsEmpty ? 0 : 1) - (b.IsEmpty ? 0 : 1);
        }

        // "." first, then "..", then other hidden names, then the rest.
        int rank = DotRank(a) - DotRank(b);
        if (rank != 0)
        {
            return rank;
        }

        if (DotRank(a) < 2)
        {
            return 0;
        }

        ReadOnlySpan<byte> aStem = a[..StemLength(a)];
        ReadOnlySpan<byte> bStem = b[..StemLength(b)];
        int result = CompareParts(aStem, bStem);
        return result != 0 || (aStem.Length == a.Length && bStem.Length == b.Length) ? result : CompareParts(a, b);
    }

    private static int DotRank(ReadOnlySpan<byte> name) =>
        name[0] != '.' ? 3 : name.Length == 1 ? 0 : name.Length == 2 && name[1] == '.' ? 1 : 2;

    // What remains without suffixes of the form (\.[A-Za-z~][A-Za-z0-9~]*)*
    private static int StemLength(ReadOnlySpan<byte> name)
    {
        int stem = 0;
        int at = 0;
        while (at < name.Length)
        {
            at++;
            stem = at;
            while (at + 1 < name.Length && name[at] == '.' && (char.IsAsciiLetter((char)name[at + 1]) || name[at + 1] == '~'))
            {
                at += 2;
                while (at < name.Length && (char.IsAsciiLetterOrDigit((char)name[at]) || name[at] == '~'))
                {
                    at++;
                }
            }
        }

        return stem;
    }

    private static bool IsDigit(ReadOnlySpan<byte> text, int at) => at < text.Length && char.IsAsciiDigit((char)text[at]);

    private static int Weight(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length)
        {
            return -1;
        }

        byte c = text[at];
        return char.IsAsciiDigit((char)c) ? 0 : char.IsAsciiLetter((char)c) ? c : c == '~' ? -2 : c + 256;
    }

    private static int CompareParts(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int i = 0;
        int j = 0;
        while (i < a.Length || j < b.Length)
        {
            while ((i < a.Length && !IsDigit(a, i)) || (j < b.Length && !IsDigit(b, j)))
            {
                int difference = Weight(a, i) - Weight(b, j);
                if (difference != 0)
                {
                    return difference;
                }

                i++;
                j++;
            }

            while (i < a.Length && a[i] == '0')
            {
                i++;
            }

            while (j < b.Length && b[j] == '0')
            {
                j++;
            }

            int first = 0;
            while (IsDigit(a, i) && IsDigit(b, j))
            {
                first = first != 0 ? first : a[i] - b[j];
                i++;
                j++;
            }

            if (IsDigit(a, i) || IsDigit(b, j))
            {
                return IsDigit(a, i) ? 1 : -1;
            }

            if (first != 0)
            {
                return first;
            }
        }

        return 0;
    }
}
