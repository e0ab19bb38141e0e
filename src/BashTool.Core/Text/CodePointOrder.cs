namespace BashTool.Core.Text;

/// <summary>The collation of C.UTF-8: by code point, which for UTF-16 is not quite the order of its units.</summary>
public static class CodePointOrder
{
    public static int Compare(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            char a = left[i];
            char b = right[i];
            if (a != b)
            {
                // Pairs of surrogates stand for code points above all that one unit can.
                bool highA = char.IsSurrogate(a);
                bool highB = char.IsSurrogate(b);
                return highA == highB ? a.CompareTo(b) : highA ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
