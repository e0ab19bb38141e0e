namespace BashTool.Commands.Patch;

/// <summary>The hunks that could not be applied, as a patch of their own.</summary>
internal sealed class PatchRejects(PatchReader reader, PatchKind format)
{
    private readonly MemoryStream text = new();

    public byte[] Text => text.ToArray();

    public bool IsUnified => format == PatchKind.Unified || (format == PatchKind.None && reader.Kind == PatchKind.Unified);

    public void Add(PatchHunk hunk, bool first, bool reverse, long offset)
    {
        if (first)
        {
            if (reader.IndexName is { } index)
            {
                Print($"Index: {index}\n");
            }

            PrintHeader(IsUnified ? "---" : "***", reader.Sides[reverse ? 1 : 0]);
            PrintHeader(IsUnified ? "+++" : "---", reader.Sides[reverse ? 0 : 1]);
        }

        if (IsUnified)
        {
            PrintUnified(hunk, offset);
        }
        else
        {
            PrintContext(hunk, offset);
        }
    }

    private static string UnifiedRange(long start, int lines) => lines == 1 ? $"{start}" : $"{(lines == 0 ? start - 1 : start)},{lines}";

    private static string ContextRange(long first, int lines) => lines == 0 ? "0" : lines == 1 ? $"{first}" : $"{first},{first + lines - 1}";

    private void Print(string line) => text.Write(EscapedUtf8.Encode(line));

    private void PrintHeader(string mark, PatchSide side) => Print($"{mark} {side.Name ?? "/dev/null"}{side.TimeText}\n");

    private void PrintLine(string mark, byte[] line)
    {
        Print(mark);
        text.Write(line);
    }

    private void PrintUnified(PatchHunk hunk, long offset)
    {
        Print($"@@ -{UnifiedRange(hunk.First + offset, hunk.Old.Count)} +{UnifiedRange(hunk.NewFirst + offset, hunk.New.Count)} @@{hunk.Function}\n");
        int old = 0;
        int fresh = 0;
        while (old < hunk.Old.Count || fresh < hunk.New.Count)
        {
            if (old < hunk.Old.Count && hunk.Old[old].Mark is '-' or '!')
            {
                PrintLine("-", hunk.Old[old++].Text);
            }
            else if (fresh < hunk.New.Count && hunk.New[fresh].Mark is '+' or '!')
            {
                PrintLine("+", hunk.New[fresh++].Text);
            }
            else
            {
                PrintLine(" ", hunk.Old[old++].Text);
                fresh++;
            }
        }
    }

    private void PrintContext(PatchHunk hunk, long offset)
    {
        bool fresh = reader.Kind is PatchKind.NewContext or PatchKind.Unified or PatchKind.Ed || format == PatchKind.NewContext && reader.Kind != PatchKind.Normal && reader.Kind != PatchKind.Context;
        List<HunkLine> oldLines = hunk.Old;
        List<HunkLine> newLines = hunk.New;
        if (reader.Kind == PatchKind.Unified)
        {
            (oldLines, newLines) = MarkChanges(hunk);
        }

        Print($"***************{hunk.Function}\n*** {ContextRange(hunk.First + offset, hunk.Old.Count)}{(fresh ? " ****" : "")}\n");
        foreach (HunkLine line in oldLines)
        {
            PrintLine($"{line.Mark} ", line.Text);
        }

        Print($"--- {ContextRange(hunk.NewFirst + offset, hunk.New.Count)}{(fresh ? " ----" : " -----")}\n");
        foreach (HunkLine line in newLines)
        {
            PrintLine($"{line.Mark} ", line.Text);
        }
    }

    // In the context format lines that take each other's place are marked with !.
    private static (List<HunkLine> Old, List<HunkLine> New) MarkChanges(PatchHunk hunk)
    {
        HunkLine[] old = [.. hunk.Old];
        HunkLine[] fresh = [.. hunk.New];
        int i = 0;
        int j = 0;
        while (i < old.Length || j < fresh.Length)
        {
            int startOld = i;
            int startNew = j;
            while (i < old.Length && old[i].Mark == '-')
            {
                i++;
            }

            while (j < fresh.Length && fresh[j].Mark == '+')
            {
                j++;
            }

            if (i > startOld && j > startNew)
            {
                for (int k = startOld; k < i; k++)
                {
                    old[k] = old[k] with { Mark = '!' };
                }

                for (int k = startNew; k < j; k++)
                {
                    fresh[k] = fresh[k] with { Mark = '!' };
                }
            }

            i++;
            j++;
        }

        return ([.. old], [.. fresh]);
    }
}
