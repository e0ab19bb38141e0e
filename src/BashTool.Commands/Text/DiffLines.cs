namespace BashTool.Commands.Text;

/// <summary>One file of a comparison, cut into lines, each with a number that lines which count as equal share.</summary>
internal sealed class DiffLines
{
    private readonly byte[] text;
    private readonly int[] starts;

    public DiffLines(byte[] text)
    {
        this.text = text;
        var found = new List<int>(text.Length / 24) { 0 };
        int at = 0;
        while (at < text.Length)
        {
            int length = text.AsSpan(at).IndexOf((byte)'\n');
            at = length < 0 ? text.Length : at + length + 1;
            found.Add(at);
        }

        starts = [.. found];
        EndsInNewline = text.Length == 0 || text[^1] == '\n';
        Classes = new int[Count];
        Changed = new bool[Count + 2];
    }

    /// <summary>What the lines are cut from.</summary>
    public byte[] Bytes => text;

    /// <summary>Where a line begins.</summary>
    public int Start(int line) => starts[line];

    public int Count => starts.Length - 1;

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Text => text;

    /// <summary>Forgets what a comparison has found.</summary>
    public void Restart() => Changed.AsSpan().Clear();

    public bool EndsInNewline { get; }

    /// <summary>For each line the number of what it equals.</summary>
    public int[] Classes { get; }

    /// <summary>For each line, from index 1 on, whether it has no partner; with a false in front and behind.</summary>
    public bool[] Changed { get; }

    /// <summary>The line without its newline.</summary>
    public ReadOnlySpan<byte> this[int line]
    {
        get
        {
            ReadOnlySpan<byte> whole = text.AsSpan(starts[line], starts[line + 1] - starts[line]);
            return whole.Length > 0 && whole[^1] == '\n' ? whole[..^1] : whole;
        }
    }

    /// <summary>True for the last line of a file that does not end in a newline.</summary>
    public bool LacksNewline(int line) => line == Count - 1 && !EndsInNewline;
}

/// <summary>A stretch of lines that differ: where it begins in both files, and how many lines it has there.</summary>
internal readonly record struct DiffChange(int First, int Deleted, int Second, int Inserted);
