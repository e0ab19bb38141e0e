using System.Collections;
using System.Text;

namespace BashTool.Core.Expansion;

/// <summary>
/// A bash associative array. The table has bash's own shape (FNV-1 hash, 1024 buckets, new entries in front, four times the
/// buckets at two entries a bucket), because scripts see that order in <c>${!a[@]}</c>.
/// </summary>
public sealed class AssociativeArray : IEnumerable<KeyValuePair<string, string>>
{
    private const int FirstBuckets = 1024;
    private int[]? buckets;
    private Entry[] entries = [];
    private int used;
    private int free = -1;

    /// <summary>Two variables hold it: whoever writes copies first. Never taken back.</summary>
    internal bool IsShared { get; set; }

    public int Count { get; private set; }

    public string? this[string key]
    {
        get
        {
            int at = Find(key, Hash(key));
            return at < 0 ? null : entries[at].Value;
        }
    }

    public bool ContainsKey(string key) => Find(key, Hash(key)) >= 0;

    public void Set(string key, string value)
    {
        uint hash = Hash(key);
        int at = Find(key, hash);
        if (at >= 0)
        {
            entries[at].Value = value;
            return;
        }

        if (buckets is null)
        {
            buckets = new int[FirstBuckets];
        }
        else if (Count >= buckets.Length * 2)
        {
            Grow();
        }

        if (free >= 0)
        {
            at = free;
            free = entries[at].Next;
        }
        else
        {
            if (used == entries.Length)
            {
                Array.Resize(ref entries, Math.Max(8, used * 2));
            }

            at = used++;
        }

        ref int head = ref buckets![hash & (uint)(buckets.Length - 1)];
        entries[at] = new Entry { Hash = hash, Key = key, Value = value, Next = head - 1 };
        head = at + 1;
        Count++;
    }

    public bool Remove(string key)
    {
        if (buckets is null)
        {
            return false;
        }

        uint hash = Hash(key);
        ref int link = ref buckets[hash & (uint)(buckets.Length - 1)];
        int before = -1;
        for (int at = link - 1; at >= 0; before = at, at = entries[at].Next)
        {
            if (entries[at].Hash != hash || entries[at].Key != key)
            {
                continue;
            }

            if (before < 0)
            {
                link = entries[at].Next + 1;
            }
            else
            {
                entries[before].Next = entries[at].Next;
            }

            entries[at] = new Entry { Key = null!, Value = null!, Next = free };
            free = at;
            Count--;
            return true;
        }

        return false;
    }

    public void Clear()
    {
        buckets = null;
        entries = [];
        used = 0;
        free = -1;
        Count = 0;
    }

    public AssociativeArray Clone() => new()
    {
        buckets = (int[]?)buckets?.Clone(),
        entries = entries.AsSpan(0, used).ToArray(),
        used = used,
        free = free,
        Count = Count,
    };

    public void CopyValuesTo(List<string> list)
    {
        foreach (KeyValuePair<string, string> pair in this)
        {
            list.Add(pair.Value);
        }
    }

    public void CopyKeysTo(List<string> list)
    {
        foreach (KeyValuePair<string, string> pair in this)
        {
            list.Add(pair.Key);
        }
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>bash's hash of a name: FNV-1 over the bytes, taken as signed characters.</summary>
    internal static uint Hash(string key)
    {
        uint hash = 2166136261;
        for (int i = 0; i < key.Length; i++)
        {
            char c = key[i];
            if (c >= 0x80)
            {
                return HashRest(key.AsSpan(i), hash);
            }

            hash = (hash * 16777619) ^ c;
        }

        return hash;
    }

    private static uint HashRest(ReadOnlySpan<char> rest, uint hash)
    {
        Span<byte> buffer = stackalloc byte[4];
        while (rest.Length > 0)
        {
            int bytes;
            if (rest[0] is >= '\uDC80' and <= '\uDCFF')
            {
                buffer[0] = (byte)(rest[0] - 0xDC00);
                bytes = 1;
                rest = rest[1..];
            }
            else
            {
                Rune.DecodeFromUtf16(rest, out Rune rune, out int taken);
                bytes = rune.EncodeToUtf8(buffer);
                rest = rest[taken..];
            }

            for (int i = 0; i < bytes; i++)
            {
                hash = (hash * 16777619) ^ (uint)(sbyte)buffer[i];
            }
        }

        return hash;
    }

    private int Find(string key, uint hash)
    {
        if (buckets is null)
        {
            return -1;
        }

        int at = buckets[hash & (uint)(buckets.Length - 1)] - 1;
        while (at >= 0)
        {
            ref Entry entry = ref entries[at];
            if (entry.Hash == hash && entry.Key == key)
            {
                return at;
            }

            at = entry.Next;
        }

        return -1;
    }

    private void Grow()
    {
        var larger = new int[buckets!.Length * 4];
        foreach (int head in buckets)
        {
            for (int at = head - 1; at >= 0;)
            {
                ref Entry entry = ref entries[at];
                int next = entry.Next;
                ref int slot = ref larger[entry.Hash & (uint)(larger.Length - 1)];
                entry.Next = slot - 1;
                slot = at + 1;
                at = next;
            }
        }

        buckets = larger;
    }

    private struct Entry
    {
        public uint Hash;
        public int Next;
        public string Key;
        public string Value;
    }

    /// <summary>Walks the entries in bash's order.</summary>
    public struct Enumerator(AssociativeArray array) : IEnumerator<KeyValuePair<string, string>>
    {
        private int bucket = -1;
        private int at = -1;
        private int seen;

        public KeyValuePair<string, string> Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (array.buckets is not { } table || seen == array.Count)
            {
                return false;
            }

            while (at < 0)
            {
                if (++bucket >= table.Length)
                {
                    return false;
                }

                at = table[bucket] - 1;
            }

            ref Entry entry = ref array.entries[at];
            Current = new(entry.Key, entry.Value);
            at = entry.Next;
            seen++;
            return true;
        }

        public void Reset()
        {
            bucket = at = -1;
            seen = 0;
        }

        public readonly void Dispose()
        {
        }
    }
}
