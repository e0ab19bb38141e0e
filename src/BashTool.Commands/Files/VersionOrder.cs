namespace BashTool.Commands.Files;

/// <summary>The order of names by the version numbers in them, as <c>ls -v</c> and <c>sort -V</c> have it (gnulib's filevercmp).</summary>
internal static class VersionOrder
{
    public static int Compare(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == right.Length ? 0 : left.Length == 0 ? -1 : 1;
        }

        // Names with a leading dot come first; "." and ".." before them.
        if (left[0] == '.')
        {
            if (right[0] != '.')
            {
                return -1;
            }

            bool leftDot = left == ".", rightDot = right == ".";
            if (leftDot || rightDot)
            {
                return leftDot ? (rightDot ? 0 : -1) : 1;
            }

            bool leftDots = left == "..", rightDots = right == "..";
            if (leftDots || rightDots)
            {
                return leftDots ? (rightDots ? 0 : -1) : 1;
            }
        }
        else if (right[0] == '.')
        {
            return 1;
        }

        int leftPrefix = PrefixLength(left), rightPrefix = PrefixLength(right);
        bool onePass = leftPrefix == left.Length && rightPrefix == right.Length;
        int result = CompareParts(left.AsSpan(0, leftPrefix), right.AsSpan(0, rightPrefix));
        return result != 0 || onePass ? result : CompareParts(left, right);
    }

    // The length without a suffix of the form (\.[A-Za-z~][A-Za-z0-9~]*)*$
    private static int PrefixLength(string name)
    {
        int prefix = 0;
        for (int i = 0; ;)
        {
            if (i == name.Length)
            {
                return prefix;
            }

            i++;
            prefix = i;
            while (i + 1 < name.Length && name[i] == '.' && (char.IsAsciiLetter(name[i + 1]) || name[i + 1] == '~'))
            {
                for (i += 2; i < name.Length && (char.IsAsciiLetterOrDigit(name[i]) || name[i] == '~'); i++)
                {
                }
            }
        }
    }

    private static int CompareParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            while ((l < left.Length && !char.IsAsciiDigit(left[l])) || (r < right.Length && !char.IsAsciiDigit(right[r])))
            {
                int a = Order(left, l), b = Order(right, r);
                if (a != b)
                {
                    return a - b;
                }

                l++;
                r++;
            }

            while (l < left.Length && left[l] == '0')
            {
                l++;
            }

            while (r < right.Length && right[r] == '0')
            {
                r++;
            }

            int difference = 0;
            while (l < left.Length && r < right.Length && char.IsAsciiDigit(left[l]) && char.IsAsciiDigit(right[r]))
            {
                difference = difference == 0 ? left[l] - right[r] : difference;
                l++;
                r++;
            }

            if (l < left.Length && char.IsAsciiDigit(left[l]))
            {
                return 1;
            }

            if (r < right.Length && char.IsAsciiDigit(right[r]))
            {
                return -1;
            }

            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int Order(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length)
        {
            return -1;
        }

        char c = text[at];
        return char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetter(c) ? c : c == '~' ? -2 : c + 256;
    }
}
