using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <content>The context and unified formats.</content>
internal sealed partial class DiffPrinter
{
    private void PrintHunks(string[] names, string[] times)
    {
        bool unified = settings.Style == DiffStyle.Unified;
        bool headed = false;
        int next = 0;
        while (next < changes.Count)
        {
            // Changes that are close to each other share a hunk.
            int start = next++;
            while (next < changes.Count)
            {
                int gap = changes[next].First - (changes[next - 1].First + changes[next - 1].Deleted);
                int threshold = IsIgnored(changes[next]) ? settings.Context : (2 * settings.Context) + 1;
                if (gap >= Math.Max(1, threshold))
                {
                    break;
                }

                next++;
            }

            List<DiffChange> hunk = changes.GetRange(start, next - start);
            if (hunk.TrueForAll(IsIgnored))
            {
                continue;
            }

            if (!headed)
            {
                headed = true;
                PrintHeader(names, times, unified);
            }

            int firstA = Math.Max(0, hunk[0].First - settings.Context);
            int firstB = Math.Max(0, hunk[0].Second - settings.Context);
            int endA = Math.Min(a.Count, hunk[^1].First + hunk[^1].Deleted + settings.Context);
            int endB = Math.Min(b.Count, hunk[^1].Second + hunk[^1].Inserted + settings.Context);
            string function = Function(firstA);
            if (unified)
            {
                PrintUnified(hunk, firstA, endA, firstB, endB, function);
            }
            else
            {
                PrintContext(hunk, firstA, endA, firstB, endB, function);
            }
        }
    }

    private void PrintHeader(string[] names, string[] times, bool unified)
    {
        for (int i = 0; i < 2; i++)
        {
            string mark = unified ? i == 0 ? "---" : "+++" : i == 0 ? "***" : "---";
            PrintColored(Header, settings.Labels.Count > i ? $"{mark} {settings.Labels[i]}" : $"{mark} {EscapeName(names[i])}\t{times[i]}");
            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>A file name as patch can read it back: in quotes where it must be.</summary>
    public static string EscapeName(string name)
    {
        byte[] bytes = EscapedUtf8.Encode(name);
        if (bytes.AsSpan().IndexOfAny(" \"\\"u8) < 0 && !Array.Exists(bytes, c => c is < 32 or >= 128))
        {
            return name;
        }

        var result = new global::System.Text.StringBuilder("\"");
        foreach (byte c in bytes)
        {
            int letter = "\a\b\t\n\v\f\r\"\\".IndexOf((char)c);
            if (letter >= 0)
            {
                result.Append('\\').Append("abtnvfr\"\\"[letter]);
            }
            else if (c is < 32 or >= 128)
            {
                result.Append('\\').Append(Convert.ToString(c, 8).PadLeft(3, '0'));
            }
            else
            {
                result.Append((char)c);
            }
        }

        return result.Append('"').ToString();
    }

    // The last line above the hunk that looks like the head of a function.
    private string Function(int before)
    {
        if (settings.Functions.Count == 0)
        {
            return "";
        }

        for (int i = before - 1; i >= functionSearched; i--)
        {
            if (IsFunction(a[i]))
            {
                functionLine = i;
                break;
            }
        }

        functionSearched = Math.Max(functionSearched, before);
        if (functionLine < 0)
        {
            return "";
        }

        ReadOnlySpan<byte> line = a[functionLine].TrimStart(" \t\v\f\r"u8);
        line = line[..Math.Min(40, line.Length)].TrimEnd(" \t\v\f\r"u8);
        return " " + EscapedUtf8.Decode(line);
    }

    private bool IsFunction(ReadOnlySpan<byte> line)
    {
        foreach (PosixRegex regex in settings.Functions)
        {
            if (regex.IsMatch(line))
            {
                return true;
            }
        }

        return false;
    }

    private static string UnifiedRange(int first, int end) => (end - first) switch
    {
        0 => $"{first},0",
        1 => $"{end}",
        int count => $"{first + 1},{count}",
    };

    private void PrintUnified(List<DiffChange> hunk, int firstA, int endA, int firstB, int endB, string function)
    {
        PrintColored(Range, $"@@ -{UnifiedRange(firstA, endA)} +{UnifiedRange(firstB, endB)} @@");
        output.Write($"{function}\n");
        int at = firstA;
        foreach (DiffChange change in hunk)
        {
            for (; at < change.First; at++)
            {
                PrintLine(" ", a, at);
            }

            for (; at < change.First + change.Deleted; at++)
            {
                PrintLine("-", a, at, Removed);
            }

            for (int i = 0; i < change.Inserted; i++)
            {
                PrintLine("+", b, change.Second + i, Added);
            }
        }

        for (; at < endA; at++)
        {
            PrintLine(" ", a, at);
        }
    }

    private static string ContextRange(int first, int end) => end - first <= 1 ? $"{end}" : $"{first + 1},{end}";

    private void PrintContext(List<DiffChange> hunk, int firstA, int endA, int firstB, int endB, string function)
    {
        output.Write($"***************{function}\n");
        PrintColored(Range, $"*** {ContextRange(firstA, endA)} ****");
        output.WriteByte((byte)'\n');
        if (hunk.Exists(c => c.Deleted > 0))
        {
            int at = firstA;
            foreach (DiffChange change in hunk)
            {
                for (; at < change.First; at++)
                {
                    PrintLine("  ", a, at, Removed);
                }

                for (; at < change.First + change.Deleted; at++)
                {
                    PrintLine(change.Inserted > 0 ? "! " : "- ", a, at, Removed);
                }
            }

            for (; at < endA; at++)
            {
                PrintLine("  ", a, at, Removed);
            }
        }

        PrintColored(Range, $"--- {ContextRange(firstB, endB)} ----");
        output.WriteByte((byte)'\n');
        if (hunk.Exists(c => c.Inserted > 0))
        {
            int at = firstB;
            foreach (DiffChange change in hunk)
            {
                for (; at < change.Second; at++)
                {
                    PrintLine("  ", b, at, Added);
                }

                for (; at < change.Second + change.Inserted; at++)
                {
                    PrintLine(change.Deleted > 0 ? "! " : "+ ", b, at, Added);
                }
            }

            for (; at < endB; at++)
            {
                PrintLine("  ", b, at, Added);
            }
        }
    }
}
