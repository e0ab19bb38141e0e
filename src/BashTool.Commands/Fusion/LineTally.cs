using System.Buffers.Binary;
using System.Numerics;

namespace BashTool.Commands.Fusion;

/// <summary>Different lines and how often each came, in the order of their first coming.</summary>
internal sealed class LineTally
{
    private const int MostBytes = 256 * 1024 * 1024;
    private const int Sample = 64 * 1024;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    private byte[] bytes = new byte[4096];
    private int used;
    private int[] slots = new int[1024];
    private Entry[] entries = new Entry[512];

    private struct Entry
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public long Count;
    }

    public int Count { get; private set; }

    public long Lines { get; private set; }

    /// <summary>Whether a table does not pay: most lines are different, or they are too much for memory.</summary>
    public bool IsHopeless => used > MostBytes || (Count > Sample && Count > Lines / 2);

    public ReadOnlySpan<byte> this[int index] => bytes.AsSpan(entries[index].Start, entries[index].Length);

    public long CountOf(int index) => entries[index].Count;

    public void Add(ReadOnlySpan<byte> line)
    {
        Lines++;
        ulong hash = Hash(line);
        int mask = slots.Length - 1;
        for (int at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            int slot = slots[at];
            if (slot == 0)
            {
                Insert(line, hash, at);
                return;
            }

            ref Entry entry = ref entries[slot - 1];
            if (entry.Hash == hash && entry.Length == line.Length && bytes.AsSpan(entry.Start, entry.Length).SequenceEqual(line))
            {
                entry.Count++;
                return;
            }
        }
    }

    private void Insert(ReadOnlySpan<byte> line, ulong hash, int at)
    {
        if (line.Length > bytes.Length - used)
        {
            Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(used + (long)line.Length, bytes.Length * 2L)));
        }

        if (Count == entries.Length)
        {
            Array.Resize(ref entries, entries.Length * 2);
        }

        line.CopyTo(bytes.AsSpan(used));
        entries[Count] = new Entry { Hash = hash, Start = used, Length = line.Length, Count = 1 };
        used += line.Length;
        slots[at] = ++Count;
        if (Count * 2 > slots.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        int[] larger = new int[slots.Length * 4];
        int mask = larger.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int at = (int)entries[i].Hash & mask;
            while (larger[at] != 0)
            {
                at = (at + 1) & mask;
            }

            larger[at] = i + 1;
        }

        slots = larger;
    }

    private static ulong Hash(ReadOnlySpan<byte> line)
    {
        ulong hash = Seed ^ ((ulong)line.Length * Multiplier);
        while (line.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(line));
            line = line[8..];
        }

        ulong rest = 0;
        for (int i = 0; i < line.Length; i++)
        {
            rest |= (ulong)line[i] << (8 * i);
        }

        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, Multiplier, out ulong low);
        return BitOperations.RotateLeft(high ^ low, 23);
    }
}
