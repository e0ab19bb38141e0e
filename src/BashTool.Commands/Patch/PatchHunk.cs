namespace BashTool.Commands.Patch;

/// <summary>A line of a hunk: what is done with it, and its bytes with their newline if it has one.</summary>
internal readonly record struct HunkLine(char Mark, byte[] Text);

/// <summary>A hunk: the lines as they are before and after.</summary>
internal sealed class PatchHunk
{
    public long First { get; set; }

    public long NewFirst { get; set; }

    /// <summary>Lines marked with blank, <c>-</c> or <c>!</c>.</summary>
    public List<HunkLine> Old { get; set; } = [];

    /// <summary>Lines marked with blank, <c>+</c> or <c>!</c>.</summary>
    public List<HunkLine> New { get; set; } = [];

    public int PrefixContext { get; set; }

    public int SuffixContext { get; set; }

    /// <summary>What stands behind <c>@@</c> or the stars, blank included.</summary>
    public string Function { get; set; } = "";

    /// <summary>Makes old new and new old.</summary>
    public void Swap()
    {
        (First, NewFirst) = (NewFirst, First);
        (Old, New) = (New.ConvertAll(l => l.Mark == '+' ? l with { Mark = '-' } : l), Old.ConvertAll(l => l.Mark == '-' ? l with { Mark = '+' } : l));
    }

    /// <summary>Counts the unchanged lines at both ends.</summary>
    public void CountContext()
    {
        PrefixContext = Math.Min(Run(Old, 0, 1), Run(New, 0, 1));
        SuffixContext = Math.Min(Run(Old, Old.Count - 1, -1), Run(New, New.Count - 1, -1));
    }

    private static int Run(List<HunkLine> lines, int at, int step)
    {
        int count = 0;
        for (; at >= 0 && at < lines.Count && lines[at].Mark == ' '; at += step)
        {
            count++;
        }

        return count;
    }
}
