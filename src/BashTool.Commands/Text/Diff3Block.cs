namespace BashTool.Commands.Text;

/// <summary>Which of three files is not like the others.</summary>
internal enum Diff3Kind
{
    First,
    Second,
    Third,
    All,
}

/// <summary>A stretch where three files are not all the same: for each its first line, from 1, and its last (one before the first if there are none).</summary>
internal sealed record Diff3Block(long[] Low, long[] High)
{
    public Diff3Kind Kind { get; private set; }

    public long Count(int file) => High[file] - Low[file] + 1;

    /// <summary>Joins the changes of two files against a third, which is number 2 in the blocks.</summary>
    public static List<Diff3Block> Join(List<DiffChange> first, List<DiffChange> second, DiffLines one, DiffLines other, bool ignoresNewline)
    {
        var blocks = new List<Diff3Block>();
        List<DiffChange>[] threads = [first, second];
        int[] at = [0, 0];
        var last = new Diff3Block([0, 0, 0], [0, 0, 0]);
        while (at[0] < first.Count || at[1] < second.Count)
        {
            int low = at[0] >= first.Count ? 1
                : at[1] >= second.Count ? 0
                : threads[0][at[0]].Second > threads[1][at[1]].Second ? 1 : 0;
            int high = low;
            int[] begin = [at[0], at[1]];
            DiffChange change = threads[low][at[low]++];
            long mark = change.Second + change.Inserted;
            int next = 1 - high;
            while (at[next] < threads[next].Count && threads[next][at[next]].Second <= mark)
            {
                DiffChange more = threads[next][at[next]++];
                if (mark < more.Second + more.Inserted)
                {
                    high = 1 - high;
                    mark = more.Second + more.Inserted;
                }

                next = 1 - high;
            }

            Diff3Block block = Make(threads, begin, at, low, high, last);
            block.Classify(begin, at, one, other, ignoresNewline);
            blocks.Add(block);
            last = block;
        }

        return blocks;
    }

    private static Diff3Block Make(List<DiffChange>[] threads, int[] begin, int[] end, int low, int high, Diff3Block last)
    {
        long lowCommon = threads[low][begin[low]].Second + 1;
        DiffChange lastChange = threads[high][end[high] - 1];
        long highCommon = lastChange.Second + lastChange.Inserted;
        var block = new Diff3Block([0, 0, lowCommon], [0, 0, highCommon]);
        for (int d = 0; d < 2; d++)
        {
            if (end[d] > begin[d])
            {
                DiffChange head = threads[d][begin[d]];
                DiffChange tail = threads[d][end[d] - 1];
                block.Low[d] = head.First + 1 - (head.Second + 1 - lowCommon);
                block.High[d] = tail.First + tail.Deleted + (highCommon - (tail.Second + tail.Inserted));
            }
            else
            {
                block.Low[d] = lowCommon - last.High[2] + last.High[d];
                block.High[d] = highCommon - last.High[2] + last.High[d];
            }
        }

        return block;
    }

    private void Classify(int[] begin, int[] end, DiffLines one, DiffLines other, bool ignoresNewline)
    {
        if (end[0] == begin[0])
        {
            Kind = Diff3Kind.Second;
        }
        else if (end[1] == begin[1])
        {
            Kind = Diff3Kind.First;
        }
        else
        {
            bool same = Count(0) == Count(1);
            for (long i = 0; same && i < Count(0); i++)
            {
                int a = (int)(Low[0] + i - 1);
                int b = (int)(Low[1] + i - 1);
                same = one[a].SequenceEqual(other[b]) && (ignoresNewline || one.LacksNewline(a) == other.LacksNewline(b));
            }

            Kind = same ? Diff3Kind.Third : Diff3Kind.All;
        }
    }
}
