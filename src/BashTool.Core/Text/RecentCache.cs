namespace BashTool.Core.Text;

/// <summary>A small cache for several threads. When it is full, the older half is forgotten.</summary>
internal sealed class RecentCache<TKey, TValue>(int capacity, Func<TKey, TValue> make)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    public TValue Get(TKey key)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out TValue? value))
            {
                return value;
            }

            if (old.TryGetValue(key, out value))
            {
                Add(key, value);
                return value;
            }
        }

        TValue made = make(key);
        lock (gate)
        {
            Add(key, made);
        }

        return made;
    }

    private void Add(TKey key, TValue value)
    {
        if (young.Count >= capacity / 2)
        {
            old = young;
            young = [];
        }

        young[key] = value;
    }
}
