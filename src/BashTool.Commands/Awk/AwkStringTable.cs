using System.Runtime.CompilerServices;

namespace BashTool.Commands.Awk;

/// <summary>Elements by text: chains with the newest in front.</summary>
internal sealed class AwkStringTable
{
    private int[] heads = [];
    private Entry[] entries = [];
    private int used;
    private int free = -1;

    public int Count { get; private set; }

    public ref AwkValue At(scoped ReadOnlySpan<byte> key, AwkString? owner)
    {
        uint hash = Hash(key);
        if (heads.Length > 0)
        {
            for (int i = heads[hash % (uint)heads.Length] - 1; i >= 0; i = entries[i].Next)
            {
                ref Entry entry = ref entries[i];
                if (entry.Hash == hash && entry.Key!.Span.SequenceEqual(key))
                {
                    return ref entry.Value;
                }
            }
        }

        Count++;
        if (heads.Length == 0 || Count / heads.Length > AwkTableSizes.ChainMaximum)
        {
            Grow();
        }

        int index = free;
        if (index >= 0)
        {
            free = entries[index].Next;
        }
        else
        {
            if (used == entries.Length)
            {
                Array.Resize(ref entries, Math.Max(8, used * 2));
            }

            index = used++;
        }

        ref Entry added = ref entries[index];
        ref int head = ref heads[hash % (uint)heads.Length];
        added.Key = owner ?? AwkString.Of(key);
        added.Hash = hash;
        added.Next = head - 1;
        added.Value = AwkValue.Untouched;
        head = index + 1;
        return ref added.Value;
    }

    public ref AwkValue Find(scoped ReadOnlySpan<byte> key)
    {
        if (heads.Length > 0)
        {
            uint hash = Hash(key);
            for (int i = heads[hash % (uint)heads.Length] - 1; i >= 0; i = entries[i].Next)
            {
                ref Entry entry = ref entries[i];
                if (entry.Hash == hash && entry.Key!.Span.SequenceEqual(key))
                {
                    return ref entry.Value;
                }
            }
        }

        return ref Unsafe.NullRef<AwkValue>();
    }

    public bool Remove(ReadOnlySpan<byte> key)
    {
        if (heads.Length == 0)
        {
            return false;
        }

        uint hash = Hash(key);
        int before = -1;
        for (int i = heads[hash % (uint)heads.Length] - 1; i >= 0; before = i, i = entries[i].Next)
        {
            ref Entry entry = ref entries[i];
            if (entry.Hash != hash || !entry.Key!.Span.SequenceEqual(key))
            {
                continue;
            }

            if (before < 0)
            {
                heads[hash % (uint)heads.Length] = entry.Next + 1;
            }
            else
            {
                entries[before].Next = entry.Next;
            }

            entry.Key = null;
            entry.Value = default;
            entry.Next = free;
            free = i;
            if (--Count == 0)
            {
                heads = [];
                entries = [];
                used = 0;
                free = -1;
            }

            return true;
        }

        return false;
    }

    public void AddKeys(List<AwkString> keys)
    {
        foreach (int head in heads)
        {
            for (int i = head - 1; i >= 0; i = entries[i].Next)
            {
                keys.Add(entries[i].Key!);
            }
        }
    }

    // The sdbm hash, four bytes at a time.
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        const uint P1 = 65599;
        const uint P2 = unchecked(P1 * P1);
        const uint P3 = unchecked(P2 * P1);
        const uint P4 = unchecked(P3 * P1);
        unchecked
        {
            uint hash = 0;
            while (key.Length >= 4)
            {
                hash = (hash * P4) + (key[0] * P3) + (key[1] * P2) + (key[2] * P1) + key[3];
                key = key[4..];
            }

            foreach (byte b in key)
            {
                hash = (hash * P1) + b;
            }

            return hash;
        }
    }

    private void Grow()
    {
        int[] old = heads;
        int size = AwkTableSizes.After(old.Length);
        if (size == old.Length)
        {
            return;
        }

        heads = new int[size];
        foreach (int head in old)
        {
            for (int i = head - 1; i >= 0;)
            {
                ref Entry entry = ref entries[i];
                ref int target = ref heads[entry.Hash % (uint)size];
                int next = entry.Next;
                entry.Next = target - 1;
                target = i + 1;
                i = next;
            }
        }
    }

    private struct Entry
    {
        public AwkString? Key;
        public uint Hash;
        public int Next;
        public AwkValue Value;
    }
}
