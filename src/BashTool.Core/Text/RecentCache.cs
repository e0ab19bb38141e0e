namespace BashTool.Core.Text;

/// <summary>
/// A small cache for several threads, by a text and a number that says in which variant. When it is full, the older half is
/// forgotten.
/// </summary>
internal sealed class RecentCache<TValue>(int capacity)
    where TValue : class
{
    private readonly Lock gate = new();
    private Dictionary<string, Entry> young = new(StringComparer.Ordinal);
    private Dictionary<string, Entry> old = new(StringComparer.Ordinal);

    /// <summary>The value; null if it is to be made and added.</summary>
    public TValue? Find(string text, int variant)
    {
        lock (gate)
        {
            if (Find(young, text, variant) is { } value)
            {
                return value;
            }

            if (Find(old, text, variant) is { } aged)
            {
                AddLocked(text, variant, aged);
                return aged;
            }
        }

        return null;
    }

    /// <summary>Adds a value and returns it.</summary>
    public TValue Add(string text, int variant, TValue value)
    {
        lock (gate)
        {
            AddLocked(text, variant, value);
        }

        return value;
    }

    private static TValue? Find(Dictionary<string, Entry> entries, string text, int variant)
    {
        if (entries.TryGetValue(text, out Entry? entry))
        {
            for (; entry is not null; entry = entry.Next)
            {
                if (entry.Variant == variant)
                {
                    return entry.Value;
                }
            }
        }

        return null;
    }

    private void AddLocked(string text, int variant, TValue value)
    {
        if (young.Count >= capacity / 2)
        {
            old = young;
            young = new Dictionary<string, Entry>(StringComparer.Ordinal);
        }

        young.TryGetValue(text, out Entry? others);
        young[text] = new Entry { Variant = variant, Value = value, Next = others };
    }

    private sealed class Entry
    {
        public required int Variant { get; init; }

        public required TValue Value { get; init; }

        /// <summary>The same text in another variant.</summary>
        public required Entry? Next { get; init; }
    }
}
