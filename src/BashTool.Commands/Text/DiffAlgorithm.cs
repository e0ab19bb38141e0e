namespace BashTool.Commands.Text;

/// <summary>
/// Finds a short list of changes between two files, as GNU diff does: lines without partner are set aside, then the
/// algorithm of Myers ("An O(ND) Difference Algorithm") runs on the rest, and runs of changes are moved to where they read best.
/// </summary>
internal sealed class DiffAlgorithm
{
    private readonly DiffLines[] files;
    private readonly int[] first = new int[2];
    private readonly int[] end = new int[2];
    private readonly int[][] kept = new int[2][];
    private readonly int[][] places = new int[2][];
    private readonly bool minimal;
    private int[] forward = [];
    private int[] backward = [];
    private int offset;
    private int tooExpensive;

    private DiffAlgorithm(DiffLines a, DiffLines b, bool minimal)
    {
        files = [a, b];
        this.minimal = minimal;
    }

    /// <summary>Compares two files; <paramref name="horizon"/> lines of what both begin and end with take part.</summary>
    /// <param name="a">The first file.</param>
    /// <param name="b">The second file.</param>
    /// <param name="horizon">How many lines of a common beginning and end are looked at all the same.</param>
    /// <param name="minimal">Whether to look longer for fewer changes.</param>
    /// <param name="robust">Whether a missing newline at the end makes a line another.</param>
    public static List<DiffChange> Compare(DiffLines a, DiffLines b, int horizon, bool minimal, bool robust = true)
    {
        var algorithm = new DiffAlgorithm(a, b, minimal);
        algorithm.Run(horizon, robust);
        return Collect(a, b);
    }

    private static List<DiffChange> Collect(DiffLines a, DiffLines b)
    {
        var changes = new List<DiffChange>();
        int i = 0;
        int j = 0;
        while (i < a.Count || j < b.Count)
        {
            int startA = i;
            int startB = j;
            while (i < a.Count && a.Changed[i + 1])
            {
                i++;
            }

            while (j < b.Count && b.Changed[j + 1])
            {
                j++;
            }

            if (i > startA || j > startB)
            {
                changes.Add(new DiffChange(startA, i - startA, startB, j - startB));
            }

            i++;
            j++;
        }

        return changes;
    }

    // Whether lines are the same to the byte, and not only count as equal.
    private bool AreIdentical(int i, int j, bool robust) => files[0].Classes[i] == files[1].Classes[j]
        && files[0][i].SequenceEqual(files[1][j])
        && (!robust || files[0].LacksNewline(i) == files[1].LacksNewline(j));

    private void Run(int horizon, bool robust)
    {
        DiffLines a = files[0];
        DiffLines b = files[1];
        int prefix = 0;
        int least = Math.Min(a.Count, b.Count);
        while (prefix < least && AreIdentical(prefix, prefix, robust))
        {
            prefix++;
        }

        prefix = Math.Max(0, prefix - horizon);
        int suffix = 0;
        if (!robust || a.EndsInNewline == b.EndsInNewline)
        {
            while (suffix < least - prefix && AreIdentical(a.Count - 1 - suffix, b.Count - 1 - suffix, robust))
            {
                suffix++;
            }
        }

        suffix = Math.Max(0, suffix - horizon);
        for (int f = 0; f < 2; f++)
        {
            first[f] = prefix;
            end[f] = files[f].Count - suffix;
        }

        SetAside();
        int diagonals = kept[0].Length + kept[1].Length + 3;
        forward = new int[diagonals];
        backward = new int[diagonals];
        offset = kept[1].Length + 1;
        tooExpensive = 1;
        for (int rest = diagonals; rest != 0; rest >>= 2)
        {
            tooExpensive <<= 1;
        }

        tooExpensive = Math.Max(4096, tooExpensive);
        CompareKept();
        MoveRuns();
    }

    // Lines that occur nowhere in the other file are changed whatever happens; so are very frequent lines among them.
    private void SetAside()
    {
        int classes = 0;
        for (int f = 0; f < 2; f++)
        {
            for (int i = first[f]; i < end[f]; i++)
            {
                classes = Math.Max(classes, files[f].Classes[i] + 1);
            }
        }

        int[][] counts = [new int[classes], new int[classes]];
        for (int f = 0; f < 2; f++)
        {
            for (int i = first[f]; i < end[f]; i++)
            {
                counts[f][files[f].Classes[i]]++;
            }
        }

        for (int f = 0; f < 2; f++)
        {
            int count = end[f] - first[f];
            byte[] marks = new byte[count];
            int many = 5;
            for (int rest = (count / 64) >> 2; rest > 0; rest >>= 2)
            {
                many *= 2;
            }

            for (int i = 0; i < count; i++)
            {
                int matches = counts[1 - f][files[f].Classes[first[f] + i]];
                marks[i] = matches == 0 ? (byte)1 : matches > many ? (byte)2 : (byte)0;
            }

            ReviewMarks(marks);
            var lines = new List<int>(count);
            var at = new List<int>(count);
            for (int i = 0; i < count; i++)
            {
                if (minimal || marks[i] == 0)
                {
                    lines.Add(files[f].Classes[first[f] + i]);
                    at.Add(first[f] + i);
                }
                else
                {
                    files[f].Changed[first[f] + i + 1] = true;
                }
            }

            kept[f] = [.. lines];
            places[f] = [.. at];
        }
    }

    // A frequent line (mark 2) is set aside only in the middle of a run of lines that are (mark 1).
    private static void ReviewMarks(byte[] marks)
    {
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i] == 2)
            {
                marks[i] = 0;
                continue;
            }

            if (marks[i] == 0)
            {
                continue;
            }

            int stop = i;
            int provisional = 0;
            for (; stop < marks.Length && marks[stop] != 0; stop++)
            {
                provisional += marks[stop] == 2 ? 1 : 0;
            }

            while (stop > i && marks[stop - 1] == 2)
            {
                marks[--stop] = 0;
                provisional--;
            }

            Span<byte> run = marks.AsSpan(i, stop - i);
            if (provisional * 4 > run.Length)
            {
                run.Replace((byte)2, (byte)0);
                i = stop - 1;
                continue;
            }

            int minimum = 1;
            for (int rest = (run.Length >> 2) >> 2; rest > 0; rest >>= 2)
            {
                minimum <<= 1;
            }

            minimum++;
            for (int j = 0, together = 0; j < run.Length; j++)
            {
                if (run[j] != 2)
                {
                    together = 0;
                }
                else if (minimum == ++together)
                {
                    j -= together;
                }
                else if (minimum < together)
                {
                    run[j] = 0;
                }
            }

            ReviewEdge(run, fromEnd: false);
            ReviewEdge(run, fromEnd: true);
            i = stop - 1;
        }
    }

    private static void ReviewEdge(Span<byte> run, bool fromEnd)
    {
        int together = 0;
        for (int j = 0; j < run.Length; j++)
        {
            int at = fromEnd ? run.Length - 1 - j : j;
            if (j >= 8 && run[at] == 1)
            {
                break;
            }

            if (run[at] == 2)
            {
                together = 0;
                run[at] = 0;
            }
            else
            {
                together = run[at] == 0 ? 0 : together + 1;
            }

            if (together == 3)
            {
                break;
            }
        }
    }

    private void CompareKept()
    {
        int[] x = kept[0];
        int[] y = kept[1];
        var pending = new Stack<(int XFrom, int XTo, int YFrom, int YTo, bool Minimal)>();
        pending.Push((0, x.Length, 0, y.Length, minimal));
        while (pending.TryPop(out (int XFrom, int XTo, int YFrom, int YTo, bool Minimal) part))
        {
            (int xFrom, int xTo, int yFrom, int yTo, bool exact) = part;
            while (xFrom < xTo && yFrom < yTo && x[xFrom] == y[yFrom])
            {
                xFrom++;
                yFrom++;
            }

            while (xFrom < xTo && yFrom < yTo && x[xTo - 1] == y[yTo - 1])
            {
                xTo--;
                yTo--;
            }

            if (xFrom == xTo)
            {
                for (; yFrom < yTo; yFrom++)
                {
                    files[1].Changed[places[1][yFrom] + 1] = true;
                }
            }
            else if (yFrom == yTo)
            {
                for (; xFrom < xTo; xFrom++)
                {
                    files[0].Changed[places[0][xFrom] + 1] = true;
                }
            }
            else
            {
                (int xMiddle, int yMiddle, bool lowExact, bool highExact) = Middle(xFrom, xTo, yFrom, yTo, exact);
                pending.Push((xMiddle, xTo, yMiddle, yTo, highExact));
                pending.Push((xFrom, xMiddle, yFrom, yMiddle, lowExact));
            }
        }
    }

    // Where the shortest paths from both ends meet.
    private (int X, int Y, bool LowExact, bool HighExact) Middle(int xFrom, int xTo, int yFrom, int yTo, bool exact)
    {
        int[] x = kept[0];
        int[] y = kept[1];
        int lowest = xFrom - yTo;
        int highest = xTo - yFrom;
        int forwardMiddle = xFrom - yFrom;
        int backwardMiddle = xTo - yTo;
        int forwardLow = forwardMiddle;
        int forwardHigh = forwardMiddle;
        int backwardLow = backwardMiddle;
        int backwardHigh = backwardMiddle;
        bool odd = ((forwardMiddle - backwardMiddle) & 1) != 0;
        forward[offset + forwardMiddle] = xFrom;
        backward[offset + backwardMiddle] = xTo;
        for (int cost = 1; ; cost++)
        {
            if (forwardLow > lowest)
            {
                forward[offset + --forwardLow - 1] = -1;
            }
            else
            {
                forwardLow++;
            }

            if (forwardHigh < highest)
            {
                forward[offset + ++forwardHigh + 1] = -1;
            }
            else
            {
                forwardHigh--;
            }

            for (int d = forwardHigh; d >= forwardLow; d -= 2)
            {
                int low = forward[offset + d - 1];
                int high = forward[offset + d + 1];
                int at = low < high ? high : low + 1;
                while (at < xTo && at - d < yTo && x[at] == y[at - d])
                {
                    at++;
                }

                forward[offset + d] = at;
                if (odd && backwardLow <= d && d <= backwardHigh && backward[offset + d] <= at)
                {
                    return (at, at - d, true, true);
                }
            }

            if (backwardLow > lowest)
            {
                backward[offset + --backwardLow - 1] = int.MaxValue;
            }
            else
            {
                backwardLow++;
            }

            if (backwardHigh < highest)
            {
                backward[offset + ++backwardHigh + 1] = int.MaxValue;
            }
            else
            {
                backwardHigh--;
            }

            for (int d = backwardHigh; d >= backwardLow; d -= 2)
            {
                int low = backward[offset + d - 1];
                int high = backward[offset + d + 1];
                int at = low < high ? low : high - 1;
                while (xFrom < at && yFrom < at - d && x[at - 1] == y[at - d - 1])
                {
                    at--;
                }

                backward[offset + d] = at;
                if (!odd && forwardLow <= d && d <= forwardHigh && at <= forward[offset + d])
                {
                    return (at, at - d, true, true);
                }
            }

            if (!exact && cost >= tooExpensive)
            {
                return BestSoFar((xFrom, xTo, yFrom, yTo), (forwardLow, forwardHigh), (backwardLow, backwardHigh));
            }
        }
    }

    // It has taken too long: the point that has come furthest, from whichever end.
    private (int X, int Y, bool LowExact, bool HighExact) BestSoFar(
        (int XFrom, int XTo, int YFrom, int YTo) box, (int Low, int High) forwardRange, (int Low, int High) backwardRange)
    {
        int bestForward = -1;
        int forwardX = 0;
        for (int d = forwardRange.High; d >= forwardRange.Low; d -= 2)
        {
            int x = Math.Min(forward[offset + d], box.XTo);
            int y = x - d;
            if (box.YTo < y)
            {
                x = box.YTo + d;
                y = box.YTo;
            }

            if (bestForward < x + y)
            {
                bestForward = x + y;
                forwardX = x;
            }
        }

        int bestBackward = int.MaxValue;
        int backwardX = 0;
        for (int d = backwardRange.High; d >= backwardRange.Low; d -= 2)
        {
            int x = Math.Max(box.XFrom, backward[offset + d]);
            int y = x - d;
            if (y < box.YFrom)
            {
                x = box.YFrom + d;
                y = box.YFrom;
            }

            if (x + y < bestBackward)
            {
                bestBackward = x + y;
                backwardX = x;
            }
        }

        return box.XTo + box.YTo - bestBackward < bestForward - (box.XFrom + box.YFrom)
            ? (forwardX, bestForward - forwardX, true, false)
            : (backwardX, bestBackward - backwardX, false, true);
    }

    // A run of changes that could as well stand further down is moved there; next to a run in the other file if possible.
    private void MoveRuns()
    {
        for (int f = 0; f < 2; f++)
        {
            // Index 0 of the flags stands before the first line compared.
            Span<bool> changed = files[f].Changed.AsSpan(first[f], end[f] - first[f] + 2);
            Span<bool> other = files[1 - f].Changed.AsSpan(first[1 - f], end[1 - f] - first[1 - f] + 2);
            ReadOnlySpan<int> classes = files[f].Classes.AsSpan(first[f], end[f] - first[f]);
            int stop = classes.Length;
            int i = 0;
            int j = 0;
            while (true)
            {
                while (i < stop && !changed[i + 1])
                {
                    while (other[j++ + 1])
                    {
                    }

                    i++;
                }

                if (i == stop)
                {
                    break;
                }

                int start = i;
                while (changed[++i + 1])
                {
                }

                while (other[j + 1])
                {
                    j++;
                }

                int length;
                int corresponding;
                do
                {
                    length = i - start;
                    while (start > 0 && classes[start - 1] == classes[i - 1])
                    {
                        changed[--start + 1] = true;
                        changed[--i + 1] = false;
                        while (changed[start])
                        {
                            start--;
                        }

                        while (other[--j + 1])
                        {
                        }
                    }

                    corresponding = other[j] ? i : stop;
                    while (i != stop && classes[start] == classes[i])
                    {
                        changed[start++ + 1] = false;
                        changed[i++ + 1] = true;
                        while (changed[i + 1])
                        {
                            i++;
                        }

                        while (other[++j + 1])
                        {
                            corresponding = i;
                        }
                    }
                }
                while (length != i - start);

                while (corresponding < i)
                {
                    changed[--start + 1] = true;
                    changed[--i + 1] = false;
                    while (other[--j + 1])
                    {
                    }
                }
            }
        }
    }
}
