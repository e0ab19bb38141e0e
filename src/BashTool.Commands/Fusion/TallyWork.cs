using BashTool.Commands.Text;

namespace BashTool.Commands.Fusion;

/// <summary>What the forms that count in a table have in common: reading, and giving up where a table does not pay.</summary>
internal static class TallyWork
{
    /// <summary>The one file, or the input, that a plain <c>sort</c> reads; false for any other.</summary>
    public static bool IsPlainSort(CommandContext sort, bool readsPipe, bool unique, out string file)
    {
        file = "-";
        int operands = 0;
        bool isUnique = false;
        foreach (string word in sort.Arguments)
        {
            if (unique && word == "-u" && !isUnique)
            {
                isUnique = true;
            }
            else if (word.Length > 0 && word[0] != '-' && operands++ == 0)
            {
                file = word;
            }
            else
            {
                return false;
            }
        }

        if (isUnique != unique || sort.Environment.Get("LC_ALL") is not (null or "" or "C" or "POSIX" or "C.UTF-8"))
        {
            return false;
        }

        if (operands == 0)
        {
            return readsPipe;
        }

        VirtualPath path = sort.Resolve(file);
        return !file.StartsWith("/dev/", StringComparison.Ordinal) && sort.Files.TryStat(path, followLinks: true, out FileMetadata metadata) == FileError.None
            && metadata.IsRegular && sort.Files.Access(path, FileAccessRights.Read) == FileError.None;
    }

    /// <summary>Fills a tally; where a table does not pay, hands over what there is and the rest.</summary>
    /// <returns>The input that has to be sorted after all; null where the tally has everything.</returns>
    public static ReplayFile? Read(CommandContext sort, string name, LineTally tally, bool repeats)
    {
        OpenFile file = sort.OpenInput(name);
        var reader = new LineReader(file, sort.Cancellation);
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            tally.Add(line);
            if (tally.IsHopeless)
            {
                reader.Commit();
                return new ReplayFile(tally, repeats, file);
            }
        }

        file.Release();
        return null;
    }

    /// <summary>The lines of a tally in plain order.</summary>
    public static ArraySegment<int> Order(LineTally tally, CommandContext sort, out LineTable table)
    {
        table = new LineTable((byte)'\n');
        for (int i = 0; i < tally.Count; i++)
        {
            table.Append(tally[i]);
            table.Append("\n"u8);
        }

        table.Index();
        return LineSorter.Sort(table, new SortOrdering([], new SortKey()), sort.System.ProcessorCount, new LineSorterBuffers(), sort.Cancellation);
    }
}
