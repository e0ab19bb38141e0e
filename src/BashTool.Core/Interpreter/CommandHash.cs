namespace BashTool.Core.Interpreter;

/// <summary>Where commands were found in PATH and how often they were used (<c>hash</c>). Shells that share it may use it at once.</summary>
public sealed class CommandHash
{
    private readonly Lock gate = new();
    private Dictionary<string, Entry>? entries;

    /// <summary>One remembered command.</summary>
    public sealed class Entry(string path)
    {
        public string Path { get; } = path;

        public int Hits { get; internal set; }
    }

    public int Count => entries?.Count ?? 0;

    /// <summary>All of them in the order <c>hash</c> lists them.</summary>
    public List<KeyValuePair<string, Entry>> All
    {
        get
        {
            lock (gate)
            {
                List<KeyValuePair<string, Entry>> all = entries is null ? [] : [.. entries];

                // bash walks a table of 256 buckets by FNV-1 hash, the newest entry of a bucket first.
                var order = all.Select((pair, index) => (pair, bucket: Expansion.AssociativeArray.Hash(pair.Key) & 255, index));
                return [.. order.OrderBy(static o => o.bucket).ThenByDescending(static o => o.index).Select(static o => o.pair)];
            }
        }
    }

    /// <summary>The remembered path; null if there is none.</summary>
    public string? Find(string name)
    {
        lock (gate)
        {
            return entries is not null && entries.TryGetValue(name, out Entry? entry) ? entry.Path : null;
        }
    }

    /// <summary>The remembered path, counted as a use.</summary>
    public string? Use(string name)
    {
        if (entries is null)
        {
            return null;
        }

        lock (gate)
        {
            if (entries is null || !entries.TryGetValue(name, out Entry? entry))
            {
                return null;
            }

            entry.Hits++;
            return entry.Path;
        }
    }

    /// <summary>Remembers a path; <paramref name="hits"/> is 1 where it was just used.</summary>
    public void Set(string name, string path, int hits = 0)
    {
        lock (gate)
        {
            (entries ??= new Dictionary<string, Entry>(StringComparer.Ordinal))[name] = new Entry(path) { Hits = hits };
        }
    }

    public bool Remove(string name)
    {
        lock (gate)
        {
            return entries is not null && entries.Remove(name);
        }
    }

    /// <summary>Forgets all, as an assignment to PATH does.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries = null;
        }
    }

    /// <summary>A copy that a shell beside this one may change.</summary>
    public CommandHash Clone()
    {
        lock (gate)
        {
            var copy = new CommandHash();
            if (entries is not null)
            {
                copy.entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
                foreach ((string name, Entry entry) in entries)
                {
                    copy.entries[name] = new Entry(entry.Path) { Hits = entry.Hits };
                }
            }

            return copy;
        }
    }
}
