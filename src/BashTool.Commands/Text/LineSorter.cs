using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace BashTool.Commands.Text;

/// <summary>
/// Sorts the lines of a table. Each line is represented by eight bytes of its key, so that most of the work never touches
/// the text; lines whose eight bytes are equal are looked at again further on in the key, or by the next key.
/// Large ranges are cut into parts that several threads sort.
/// </summary>
internal sealed class LineSorter
{
    private const int SmallRange = 24;
    private const int LargeRange = 64 * 1024;
    private const int PartsPerThread = 24;

    private readonly LineTable table;
    private readonly SortOrdering ordering;
    private readonly int threads;
    private readonly CancellationToken cancellation;
    private readonly LineSorterBuffers buffers;
    private readonly ulong[] prefixes;
    private readonly int[] lines;
    private readonly ConcurrentQueue<Work>? queue;
    private int outstanding;

    private LineSorter(LineTable table, SortOrdering ordering, int threads, LineSorterBuffers buffers, CancellationToken cancellation)
    {
        this.table = table;
        this.ordering = ordering;
        this.threads = threads;
        this.cancellation = cancellation;
        queue = threads > 1 ? new ConcurrentQueue<Work>() : null;
        this.buffers = buffers;
        buffers.Reserve(table.Count);
        prefixes = buffers.Prefixes;
        lines = buffers.Lines;
        for (int i = 0; i < table.Count; i++)
        {
            lines[i] = i;
        }
    }

    /// <summary>The numbers of the lines in their order; lines that are equal in everything stay in the order they came.</summary>
    public static ArraySegment<int> Sort(LineTable table, SortOrdering ordering, int threads, LineSorterBuffers buffers, CancellationToken cancellation)
    {
        var sorter = new LineSorter(table, ordering, table.Count < LargeRange ? 1 : Math.Max(1, threads), buffers, cancellation);
        sorter.Run();
        return new ArraySegment<int>(sorter.lines, 0, table.Count);
    }

    private void Run()
    {
        var all = new Work(0, table.Count, 0, 0, false);
        if (queue is null)
        {
            ProcessAll(all, new WorkStack());
            return;
        }

        Enqueue(all);

        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Worker());
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    private void Enqueue(Work work)
    {
        Interlocked.Increment(ref outstanding);
        queue!.Enqueue(work);
    }

    private void Worker()
    {
        var local = new WorkStack();
        var spin = default(SpinWait);
        while (Volatile.Read(ref outstanding) > 0)
        {
            if (!queue!.TryDequeue(out Work work))
            {
                spin.SpinOnce();
                continue;
            }

            spin.Reset();
            try
            {
                ProcessAll(work, local);
            }
            catch
            {
                Interlocked.Exchange(ref outstanding, int.MinValue / 2);
                throw;
            }

            Interlocked.Decrement(ref outstanding);
        }
    }

    private void ProcessAll(Work work, WorkStack local)
    {
        local.Push(work);
        while (local.TryPop(out Work next))
        {
            cancellation.ThrowIfCancellationRequested();
            Process(next, local);
        }
    }

    private void Process(Work work, WorkStack local)
    {
        int count = work.End - work.Start;
        if (count < 2)
        {
            return;
        }

        if (work.Level >= ordering.Levels.Length)
        {
            Array.Sort(lines, work.Start, count);
            return;
        }

        if (count <= SmallRange)
        {
            SortSmall(work);
            return;
        }

        SortKey key = ordering.Levels[work.Level];
        if (!key.HasPrefixes)
        {
            SortByComparison(work, Math.Max(1, threads));
            return;
        }

        if (!work.HasPrefixes)
        {
            for (int i = work.Start; i < work.End; i++)
            {
                prefixes[i] = key.Prefix(table[lines[i]], work.Depth);
            }
        }

        if (threads > 1 && count > LargeRange && !work.HasPrefixes && TryPartition(work))
        {
            return;
        }

        Array.Sort(prefixes, lines, work.Start, count);
        for (int i = work.Start; i < work.End;)
        {
            ulong prefix = prefixes[i];
            int end = i + 1;
            while (end < work.End && prefixes[end] == prefix)
            {
                end++;
            }

            if (end - i > 1)
            {
                Continue(key, work, i, end, prefix, local);
            }

            i = end;
        }
    }

    // Lines from start to end have the same prefix: on with the next bytes, or the next key.
    private void Continue(SortKey key, Work work, int start, int end, ulong prefix, WorkStack local)
    {
        Work next;
        if (key.IsFinal(prefix))
        {
            next = new Work(start, end, work.Level + 1, 0, false);
        }
        else
        {
            int depth = key.NextDepth(work.Depth);
            if (depth < 0)
            {
                SortByComparison(new Work(start, end, work.Level, 0, false), 1);
                return;
            }

            next = new Work(start, end, work.Level, depth, false);
        }

        if (end - start <= SmallRange)
        {
            SortSmall(next);
        }
        else if (threads > 1 && end - start > LargeRange)
        {
            Enqueue(next);
        }
        else
        {
            local.Push(next);
        }
    }

    private int Compare(in Work work, int a, int b)
    {
        int result = ordering.CompareFrom(work.Level, work.Depth, table[a], table[b]);
        return result != 0 ? result : a - b;
    }

    private void SortSmall(Work work)
    {
        if (work.Level >= ordering.Levels.Length)
        {
            Array.Sort(lines, work.Start, work.End - work.Start);
            return;
        }

        for (int i = work.Start + 1; i < work.End; i++)
        {
            int line = lines[i];
            int at = i;
            while (at > work.Start && Compare(work, line, lines[at - 1]) < 0)
            {
                lines[at] = lines[at - 1];
                at--;
            }

            lines[at] = line;
        }
    }

    private void SortByComparison(Work work, int ways)
    {
        int count = work.End - work.Start;
        if (ways < 2 || count < 1024)
        {
            lines.AsSpan(work.Start, count).Sort((a, b) => Compare(work, a, b));
            return;
        }

        int middle = work.Start + (count / 2);
        Parallel.Invoke(
            () => SortByComparison(work with { End = middle }, ways / 2),
            () => SortByComparison(work with { Start = middle }, ways - (ways / 2)));
        int[] left = lines.AsSpan(work.Start, middle - work.Start).ToArray();
        int i = 0;
        int j = middle;
        int to = work.Start;
        while (i < left.Length && j < work.End)
        {
            lines[to++] = Compare(work, left[i], lines[j]) <= 0 ? left[i++] : lines[j++];
        }

        left.AsSpan(i).CopyTo(lines.AsSpan(to));
    }

    // Cuts a large range at sampled prefixes into parts for the threads; false if the prefixes are too alike for that.
    private bool TryPartition(Work work)
    {
        int count = work.End - work.Start;
        ulong[] pivots = Pivots(work, Math.Min(threads * PartsPerThread, 250));
        if (pivots.Length == 0)
        {
            return false;
        }

        int parts = pivots.Length + 1;
        int[] sizes = new int[parts + 1];

        // Large ranges are cut by the one worker that has all; parts of parts are cut while others work.
        (ulong[] prefixCopy, int[] lineCopy, byte[] part) = count == table.Count
            ? buffers.Copies(count)
            : (new ulong[count], new int[count], new byte[count]);
        for (int i = 0; i < count; i++)
        {
            ulong prefix = prefixes[work.Start + i];
            int low = 0;
            int high = pivots.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (prefix < pivots[middle])
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            part[i] = (byte)low;
            sizes[low + 1]++;
        }

        for (int i = 1; i <= parts; i++)
        {
            sizes[i] += sizes[i - 1];
        }

        int[] next = sizes[..parts];
        prefixes.AsSpan(work.Start, count).CopyTo(prefixCopy);
        lines.AsSpan(work.Start, count).CopyTo(lineCopy);
        for (int i = 0; i < count; i++)
        {
            int to = work.Start + next[part[i]]++;
            prefixes[to] = prefixCopy[i];
            lines[to] = lineCopy[i];
        }

        for (int i = 0; i < parts; i++)
        {
            Enqueue(new Work(work.Start + sizes[i], work.Start + sizes[i + 1], work.Level, work.Depth, true));
        }

        return true;
    }

    private ulong[] Pivots(Work work, int parts)
    {
        int count = work.End - work.Start;
        ulong[] sample = new ulong[parts * 16];
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i] = prefixes[work.Start + (int)((long)count * i / sample.Length)];
        }

        Array.Sort(sample);
        var pivots = new List<ulong>();
        for (int i = 16; i < sample.Length; i += 16)
        {
            if (pivots.Count == 0 ? sample[i] != sample[0] : sample[i] != pivots[^1])
            {
                pivots.Add(sample[i]);
            }
        }

        return [.. pivots];
    }

    private readonly record struct Work(int Start, int End, int Level, int Depth, bool HasPrefixes);

    // Of our own: for its own types the runtime's would be compiled at each start, and most sorts are short.
    private sealed class WorkStack
    {
        private Work[] items = new Work[64];
        private int count;

        public void Push(Work work)
        {
            if (count == items.Length)
            {
                var longer = new Work[count * 2];
                Array.Copy(items, longer, count);
                items = longer;
            }

            items[count++] = work;
        }

        public bool TryPop(out Work work)
        {
            if (count == 0)
            {
                work = default;
                return false;
            }

            work = items[--count];
            return true;
        }
    }
}
