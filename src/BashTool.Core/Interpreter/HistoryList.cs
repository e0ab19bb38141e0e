namespace BashTool.Core.Interpreter;

/// <summary>The command history of a shell (<c>history</c>, <c>fc</c>).</summary>
public sealed class HistoryList
{
    private readonly List<string> lines = [];

    public int Count => lines.Count;

    /// <summary>The number of the first entry.</summary>
    public int FirstNumber { get; private set; } = 1;

    /// <summary>How many entries the history file has already.</summary>
    public int WrittenCount { get; set; }

    public string this[int index] => lines[index];

    public void Add(string line) => lines.Add(line);

    public void RemoveRange(int index, int count)
    {
        lines.RemoveRange(index, count);
        WrittenCount = Math.Min(WrittenCount, lines.Count);
    }

    public void Clear()
    {
        lines.Clear();
        FirstNumber = 1;
        WrittenCount = 0;
    }

    public HistoryList Clone()
    {
        var copy = new HistoryList { FirstNumber = FirstNumber, WrittenCount = WrittenCount };
        copy.lines.AddRange(lines);
        return copy;
    }
}
