namespace BashTool.Commands.Patch;

/// <summary>Puts a hunk into a file that has changed where the hunk changes it, with marks around what both changed.</summary>
internal sealed class PatchMerger(PatchApplier applier, bool showsOriginal, Action<string> say, bool verbose)
{
    private readonly PatchTarget target = applier.Target;

    private enum Part
    {
        Same,
        Applied,
        AlreadyApplied,
        Conflict,
    }

    /// <summary>Merges; true if no conflict came of it.</summary>
    public bool Merge(int number, PatchHunk hunk, long where)
    {
        bool clean = where != 0;
        long count = hunk.Old.Count;
        if (!clean)
        {
            (where, count) = LocateBest(hunk);
        }

        long begin = where - 1;
        if (!target.CopyTill(begin))
        {
            return false;
        }

        List<byte[]> input = [];
        for (long i = begin; i < begin + count && i < target.Lines.Count; i++)
        {
            input.Add(target.Lines[(int)i].ToArray());
        }

        List<(Part Kind, long From, long To)> results = [];
        long outputLine = begin + applier.OutputOffset + 1;
        bool conflicts = false;
        foreach ((List<byte[]> old, List<byte[]> ours, List<byte[]> theirs) in Regions(hunk, input))
        {
            if (ReferenceEquals(old, ours) && ReferenceEquals(old, theirs))
            {
                Write(ours, ref outputLine);
                continue;
            }

            long from = outputLine;
            if (AreSame(ours, theirs) && !AreSame(old, theirs))
            {
                Write(ours, ref outputLine);
                results.Add((Part.AlreadyApplied, from, outputLine - 1));
            }
            else if (AreSame(ours, old))
            {
                Write(theirs, ref outputLine);
                results.Add((Part.Applied, from, outputLine - 1));
            }
            else if (AreSame(theirs, old))
            {
                Write(ours, ref outputLine);
            }
            else
            {
                conflicts = true;
                Mark("<<<<<<<", ref outputLine);
                Write(ours, ref outputLine);
                if (showsOriginal)
                {
                    Mark("|||||||", ref outputLine);
                    Write(old, ref outputLine);
                }

                Mark("=======", ref outputLine);
                Write(theirs, ref outputLine);
                Mark(">>>>>>>", ref outputLine);
                results.Add((Part.Conflict, from, outputLine - 1));
            }
        }

        target.Frozen = begin + input.Count;
        applier.OutputOffset = outputLine - 1 - target.Frozen;
        Report(number, results);
        return !conflicts;
    }

    private static bool AreSame(List<byte[]> a, List<byte[]> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            if (!a[i].AsSpan().SequenceEqual(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Write(List<byte[]> lines, ref long outputLine)
    {
        foreach (byte[] line in lines)
        {
            target.Write(line);
            outputLine++;
        }
    }

    private void Mark(string text, ref long outputLine)
    {
        target.Write(EscapedUtf8.Encode(text + "\n"));
        outputLine++;
    }

    private void Report(int number, List<(Part Kind, long From, long To)> results)
    {
        Part? last = null;
        foreach ((Part kind, long from, long to) in results)
        {
            if (kind == Part.Applied && !verbose)
            {
                continue;
            }

            string range = to > from ? $"{from}-{to}" : $"{from}";
            string what = kind switch { Part.Applied => "merged", Part.AlreadyApplied => "already applied", _ => "NOT MERGED" };
            say(last is null ? $"Hunk #{number} {what} at {range}" : last == kind ? $",{range}" : $", {what} at {range}");
            last = kind;
        }

        if (last is not null)
        {
            say(".\n");
        }
    }

    // The stretch of the input that has most lines in common with the hunk, nearest to where it should be.
    private (long Where, long Count) LocateBest(PatchHunk hunk)
    {
        long guess = Math.Max(1, hunk.First + applier.InputOffset);
        int wanted = hunk.Old.Count;
        long bestWhere = Math.Clamp(guess, target.Frozen + 1, target.Lines.Count + 1);
        long bestCount = 0;
        int bestScore = 0;
        long least = target.Frozen + 1;
        for (long distance = 0; distance <= Math.Max(target.Lines.Count, guess); distance++)
        {
            foreach (long where in distance == 0 ? (ReadOnlySpan<long>)[guess] : [guess + distance, guess - distance])
            {
                if (where < least || where > target.Lines.Count)
                {
                    continue;
                }

                int count = (int)Math.Min(wanted + 2, target.Lines.Count - where + 1);
                List<byte[]> window = [];
                for (int i = 0; i < count; i++)
                {
                    window.Add(target.Lines[(int)(where - 1 + i)].ToArray());
                }

                List<(int Old, int New)> matches = Common([.. hunk.Old.Select(l => l.Text)], window);
                if (matches.Count > bestScore && matches.Count > 0 && matches[0].New == 0)
                {
                    bestScore = matches.Count;
                    bestWhere = where - matches[0].Old;
                    bestWhere = Math.Max(least, bestWhere);
                    int lead = (int)(where - bestWhere);
                    bestCount = matches[^1].New + 1 + lead + (wanted - 1 - matches[^1].Old);
                    bestCount = Math.Min(bestCount, target.Lines.Count - bestWhere + 1);
                }
            }

            if (bestScore >= wanted - 1 && distance > 0)
            {
                break;
            }
        }

        return (bestWhere, bestCount);
    }

    // What all three have in common, and what lies between.
    private IEnumerable<(List<byte[]> Old, List<byte[]> Ours, List<byte[]> Theirs)> Regions(PatchHunk hunk, List<byte[]> input)
    {
        List<byte[]> old = hunk.Old.ConvertAll(l => l.Text);
        List<byte[]> fresh = hunk.New.ConvertAll(l => l.Text);
        var toInput = new Dictionary<int, int>();
        foreach ((int o, int i) in Common(old, input))
        {
            toInput[o] = i;
        }

        var toFresh = new Dictionary<int, int>();
        int at = 0;
        int next = 0;
        while (at < hunk.Old.Count && next < hunk.New.Count)
        {
            if (hunk.Old[at].Mark is '-' or '!')
            {
                at++;
            }
            else if (hunk.New[next].Mark is '+' or '!')
            {
                next++;
            }
            else
            {
                toFresh[at++] = next++;
            }
        }

        int doneOld = 0;
        int doneInput = 0;
        int doneFresh = 0;
        for (int i = 0; i <= old.Count; i++)
        {
            int inInput = 0;
            int inFresh = 0;
            bool common = i < old.Count && toInput.TryGetValue(i, out inInput) && toFresh.TryGetValue(i, out inFresh);
            if (i < old.Count && !common)
            {
                continue;
            }

            int endInput = common ? inInput : input.Count;
            int endFresh = common ? inFresh : fresh.Count;
            if (i > doneOld || endInput > doneInput || endFresh > doneFresh)
            {
                yield return (old.GetRange(doneOld, i - doneOld), input.GetRange(doneInput, endInput - doneInput), fresh.GetRange(doneFresh, endFresh - doneFresh));
            }

            if (common)
            {
                List<byte[]> line = [input[inInput]];
                yield return (line, line, line);
                doneOld = i + 1;
                doneInput = inInput + 1;
                doneFresh = inFresh + 1;
            }
        }
    }

    // A longest common subsequence; hunks are short.
    private List<(int Old, int New)> Common(List<byte[]> a, List<byte[]> b)
    {
        int[,] lengths = new int[a.Count + 1, b.Count + 1];
        for (int i = a.Count - 1; i >= 0; i--)
        {
            for (int j = b.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = applier.IsSame(b[j], a[i]) ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        List<(int, int)> pairs = [];
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (applier.IsSame(b[j], a[i]))
            {
                pairs.Add((i++, j++));
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs;
    }
}
