namespace BashTool.Core.Interpreter;

/// <summary>The command history of a shell (<c>history</c>, <c>fc</c>).</summary>
public sealed class HistoryList
{
    private readonly List<HistoryEntry> entries = [];

    public int Count => entries.Count;

    /// <summary>The number of the first entry.</summary>
    public int FirstNumber { get; private set; } = 1;

    /// <summary>How many entries were made since the history file was last written or the shell started.</summary>
    public int SessionCount { get; set; }

    /// <summary>How many lines of the history file are known.</summary>
    public int FileCount { get; set; }

    /// <summary>How many entries are kept; -1 for all.</summary>
    public int Limit { get; private set; } = -1;

    /// <summary>The command being run was remembered: <c>fc</c> does not count itself.</summary>
    public bool HoldsCurrent { get; set; }

    public string this[int index] => entries[index].Text;

    /// <summary>When the entry was made, in seconds; 0 if unknown.</summary>
    public long TimeOf(int index) => entries[index].Time;

    /// <summary>Adds an entry of this session.</summary>
    public void Add(string line, long time = 0)
    {
        SessionCount++;
        AddRead(line, time);
    }

    /// <summary>Adds an entry that was read from a file.</summary>
    public void AddRead(string line, long time)
    {
        entries.Add(new HistoryEntry(line, time));
        Trim();
    }

    /// <summary>Changes the newest entry.</summary>
    public void ReplaceLast(string line)
    {
        if (entries.Count > 0)
        {
            entries[^1] = entries[^1] with { Text = line };
        }
    }

    public void RemoveRange(int index, int count) => entries.RemoveRange(index, count);

    /// <summary>Removes all entries with this text.</summary>
    public void RemoveAll(string line) => entries.RemoveAll(entry => entry.Text == line);

    /// <summary>Keeps no more than that many entries; -1 for all.</summary>
    public void Stifle(int limit)
    {
        Limit = limit;
        if (limit >= 0 && entries.Count > limit)
        {
            // Bash counts from what it has dropped.
            FirstNumber = entries.Count - limit;
            entries.RemoveRange(0, entries.Count - limit);
        }
    }

    public void Clear()
    {
        entries.Clear();
        FirstNumber = 1;
        SessionCount = 0;
        HoldsCurrent = false;
    }

    public HistoryList Clone()
    {
        var copy = new HistoryList { FirstNumber = FirstNumber, SessionCount = SessionCount, FileCount = FileCount, Limit = Limit, HoldsCurrent = HoldsCurrent };
        copy.entries.AddRange(entries);
        return copy;
    }

    private void Trim()
    {
        if (Limit >= 0 && entries.Count > Limit)
        {
            int surplus = entries.Count - Limit;
            entries.RemoveRange(0, surplus);
            FirstNumber += surplus;
        }
    }

    private sealed record HistoryEntry(string Text, long Time);
}
