namespace BashTool.Commands.Text;

/// <summary>The first lines of an order, kept while all lines pass by. Lines that are equal in everything stay in the order they came.</summary>
internal sealed class SortTop(SortOrdering ordering, int count)
{
    /// <summary>More are better sorted in the ordinary way.</summary>
    public const int Most = 20_000;

    // A heap, the line to go next at its top.
    private readonly Entry[] heap = new Entry[count];
    private int held;
    private long sequence;

    private struct Entry
    {
        public byte[] Bytes;
        public int Length;
        public long Sequence;

        public readonly ReadOnlySpan<byte> Line => Bytes.AsSpan(0, Length);
    }

    /// <summary>The size of the lines that were not kept, each with its newline.</summary>
    public long DroppedBytes { get; private set; }

    public void Add(ReadOnlySpan<byte> line)
    {
        sequence++;
        if (held < heap.Length)
        {
            heap[held] = new Entry { Bytes = line.ToArray(), Length = line.Length, Sequence = sequence };
            SiftUp(held++);
            return;
        }

        if (ordering.Compare(line, heap[0].Line) >= 0)
        {
            DroppedBytes += line.Length + 1;
            return;
        }

        DroppedBytes += heap[0].Length + 1;
        byte[] room = heap[0].Bytes;
        if (room.Length < line.Length)
        {
            room = new byte[Math.Max(line.Length, room.Length * 2)];
        }

        line.CopyTo(room);
        heap[0] = new Entry { Bytes = room, Length = line.Length, Sequence = sequence };
        SiftDown(0);
    }

    public IEnumerable<ReadOnlyMemory<byte>> InOrder()
    {
        Entry[] lines = heap.AsSpan(0, held).ToArray();
        Array.Sort(lines, Compare);
        foreach (Entry entry in lines)
        {
            yield return entry.Bytes.AsMemory(0, entry.Length);
        }
    }

    private int Compare(Entry a, Entry b)
    {
        int result = ordering.Compare(a.Line, b.Line);
        return result != 0 ? result : a.Sequence.CompareTo(b.Sequence);
    }

    private void SiftUp(int at)
    {
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (Compare(heap[at], heap[parent]) <= 0)
            {
                return;
            }

            (heap[at], heap[parent]) = (heap[parent], heap[at]);
            at = parent;
        }
    }

    private void SiftDown(int at)
    {
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= held)
            {
                return;
            }

            if (child + 1 < held && Compare(heap[child + 1], heap[child]) > 0)
            {
                child++;
            }

            if (Compare(heap[child], heap[at]) <= 0)
            {
                return;
            }

            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }
}
